// What a change means for callers and agents, in words that a supervisor understands.

import type { Change, PlanContext } from '../../contract/index.js';
import { named, type Risky, sets } from '../kit/index.js';
import {
  agentAddress,
  agentOfDefault,
  endsOf,
  extensionAddress,
  extensionsOf,
  TENANT_DEFAULT,
} from './names.js';

export function queueRisk(change: Change, context: PlanContext): Risky {
  if (change.action !== 'delete') return undefined;
  return {
    risk: 'high',
    reason: `${named('queue', change.address, context)} is gone; nobody can be sent to it`,
  };
}

export function agentRisk(change: Change, context: PlanContext): Risky {
  const who = named('agent', change.address, context);
  if (change.action === 'delete') return { risk: 'medium', reason: `${who} can no longer sign in` };
  if (change.action === 'create') return undefined;
  if (sets(change, 'enabled', false)) return { risk: 'medium', reason: `${who} takes no more calls` };
  if (sets(change, 'enabled', true)) {
    return { risk: 'medium', reason: `${who} may take calls again` };
  }
  return undefined;
}

export function extensionRisk(change: Change): Risky {
  if (change.action !== 'delete') return undefined;
  return {
    risk: 'medium',
    reason: `phones that use ${change.address} stop working; a new one gets another password`,
  };
}

/** C17: without an extension an agent cannot sign in. */
export function bindingRisk(change: Change, context: PlanContext): Risky {
  if (change.action !== 'delete') return undefined;
  const owner = agentAddress(endsOf(change.address).agent);
  const after = context.after(owner);
  if (after === undefined) return { risk: 'medium', reason: 'it goes with its agent' };
  const left = context.listAfter(extensionsOf(endsOf(change.address).agent)).length > 0;
  if (left || after.fields.enabled === false) {
    return {
      risk: 'medium',
      reason: `${named('agent', owner, context)} loses ${extensionAddress(endsOf(change.address).first)}`,
    };
  }
  return {
    risk: 'high',
    reason: `${named('agent', owner, context)} loses the only extension and can no longer sign in or take calls`,
  };
}

/** C16: the choice of a number ends in a random one. */
export function relayDefaultRisk(change: Change, context: PlanContext): Risky {
  const agent = agentOfDefault(change.address);
  if (change.action === 'create') return undefined;
  if (change.action === 'update') {
    const whose = agent === undefined ? 'this account' : named('agent', agentAddress(agent), context);
    return { risk: 'medium', reason: `outbound calls of ${whose} will show another number` };
  }
  if (agent === undefined) {
    return { risk: 'high', reason: 'outbound calls of this account will show a random number' };
  }
  if (context.after(agentAddress(agent)) === undefined)
    return { risk: 'medium', reason: 'it goes with its agent' };
  const who = named('agent', agentAddress(agent), context);
  return context.after(TENANT_DEFAULT) === undefined
    ? { risk: 'high', reason: `outbound calls of ${who} will show a random number` }
    : { risk: 'medium', reason: `outbound calls of ${who} will show the account's default number` };
}

/** C9: one set with one owner, which nothing can read. */
export function webhookRisk(): Risky {
  return {
    risk: 'medium',
    reason: 'it replaces the whole set of webhook events, those set elsewhere included',
  };
}
