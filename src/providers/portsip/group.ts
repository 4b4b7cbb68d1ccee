// Turns changes into the fewest calls (engine.md, Calls): one an object, one a queue whose list changes, one for both
// webhook slots, and the separate calls that PortSIP demands for roles and passwords.

import {
  type CallGroup,
  type Change,
  type Grouping,
  gather,
  type PlanContext,
} from '../../contract/index.js';
import { byAbout, grouped } from '../kit/index.js';
import { callOf } from './agent-fields.js';
import { unlicensedIn } from './licences.js';
import { endsOf, queueAddress } from './names.js';

export function group(changes: readonly Change[], context: PlanContext): Grouping {
  const sorted = [...changes].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const of = (kind: string): readonly Change[] => sorted.filter((change) => change.kind === kind);
  return {
    groups: [
      ...of('queue').map((change) => alone(`queue.${change.action}`, change)),
      ...of('agent').flatMap(agentGroups),
      ...licenceGroups(sorted, context),
      ...listGroups(of('membership')),
      ...of('relay-number').map((change) => alone(`rule.${change.action}`, change)),
      ...slotGroups(of('subscription')),
    ],
  };
}

function alone(operation: string, { key, address }: Change): CallGroup {
  return { operation, changes: [key], about: address };
}

/** An update may need as many as four calls: they run in this order. */
const AGENT_CALLS = ['update', 'role', 'password', 'extensionPassword'] as const;

function agentGroups(change: Change): CallGroup[] {
  if (change.action !== 'update') return [alone(`agent.${change.action}`, change)];
  const needed = new Set(change.fields.map((field) => callOf(field.path)));
  return AGENT_CALLS.filter((call) => needed.has(call)).map((call) => alone(`agent.${call}`, change));
}

/** 22.8: users in a list that is sent who have no licence and are not written for another reason. */
function licenceGroups(changes: readonly Change[], context: PlanContext): CallGroup[] {
  const written = new Set(changes.filter(writesUser).map((change) => change.address));
  const needed = unlicensedIn(changes, context).filter(({ agent }) => !written.has(agent));
  return [...gather(needed, ({ agent }) => agent)]
    .map(([about, own]) => ({
      operation: 'agent.licence',
      changes: own.map(({ waiting }) => waiting).sort(),
      about,
    }))
    .sort(byAbout);
}

function writesUser(change: Change): boolean {
  if (change.kind !== 'agent') return false;
  return change.action === 'create' || change.fields.some((field) => callOf(field.path) === 'update');
}

function listGroups(changes: readonly Change[]): CallGroup[] {
  const callOf = ({ address }: Change) => ({
    operation: 'queue.agents',
    about: queueAddress(endsOf(address).queue),
  });
  return grouped(changes, callOf).sort(byAbout);
}

function slotGroups(changes: readonly Change[]): CallGroup[] {
  if (changes.length === 0) return [];
  return [{ operation: 'tenant.events', changes: changes.map((change) => change.key), whole: true }];
}
