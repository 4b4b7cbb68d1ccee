// What only a person can put right before a plan can go through.

import type { Address, Desired, Live, Precondition, Resource } from '../../contract/index.js';
import { differing, idOf } from '../kit/index.js';
import { NO_ID } from './live.js';
import { relayNumberAddress } from './names.js';

export function preconditions(desired: Desired, live: Live): readonly Precondition[] {
  return [...desired.resources.values()].flatMap((wanted) => {
    const found = live.resources.get(wanted.address);
    switch (wanted.kind) {
      case 'agent':
        return agentNeeds(wanted, found);
      case 'queue':
        return queueNeeds(wanted, found);
      case 'relay-default':
        return numberNeeds(wanted, found, desired, live);
      case 'subscription':
        return subscriptionNeeds(wanted, found, live, desired);
      default:
        return [];
    }
  });
}

/** G32: POST and PUT require a work id, and live agents may have none. */
function agentNeeds(wanted: Resource, found: Resource | undefined): Precondition[] {
  const workId = wanted.fields.workId === undefined ? found?.fields.workId : wanted.fields.workId;
  if (typeof workId === 'string' || (found !== undefined && differing(wanted, found).length === 0)) return [];
  const reason = 'Udesk writes no agent without a work id; give it a workId in the file';
  return [{ address: wanted.address, reason }];
}

function queueNeeds(wanted: Resource, found: Resource | undefined): Precondition[] {
  const name = wanted.fields.name === undefined ? found?.fields.name : wanted.fields.name;
  if (typeof name === 'string' || (found !== undefined && differing(wanted, found).length === 0)) return [];
  return [
    { address: wanted.address, reason: 'Udesk writes no queue without a name; give it a name in the file' },
  ];
}

/** C15: a default must be one of the numbers that the account owns. A number that is declared says so itself. */
function numberNeeds(
  wanted: Resource,
  found: Resource | undefined,
  desired: Desired,
  live: Live,
): Precondition[] {
  const { number } = wanted.fields;
  if (typeof number !== 'string' || found?.fields.number === number) return [];
  const address = relayNumberAddress(number);
  if (live.resources.has(address) || desired.resources.has(address)) return [];
  return [{ address, reason: 'the account does not own this number; order it at Udesk or name another' }];
}

/** C10: without an id it can be seen but not written. */
function subscriptionNeeds(
  wanted: Resource,
  found: Resource | undefined,
  live: Live,
  desired: Desired,
): Precondition[] {
  const old = found === undefined ? renamedFrom(wanted, live, desired) : wanted.address;
  if (old === undefined || live.ids[old] !== undefined) return [];
  const known = found ?? live.resources.get(old);
  if (known === undefined || (old === wanted.address && differing(wanted, known).length === 0)) return [];
  const reason = `${NO_ID}. Make it at Udesk as the file says, or delete ${JSON.stringify(idOf(old))} there and apply again: it is then created and its id kept`;
  return [{ address: wanted.address, reason }];
}

function renamedFrom(wanted: Resource, live: Live, desired: Desired): Address | undefined {
  for (const [before, after] of desired.renames) {
    if (after === wanted.address && live.resources.has(before)) return before;
  }
  return undefined;
}
