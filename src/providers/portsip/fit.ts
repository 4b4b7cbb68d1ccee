// What the files say, as it counts beside what is live: a place in a queue only where its strategy keeps an order, and a
// call that goes to a queue's number as one that goes to the queue.

import {
  type Address,
  type Desired,
  gather,
  type Live,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { record } from '../decoding.js';
import { agentAddress, endsOf, queueAddress } from './names.js';
import { preconditions } from './preconditions.js';
import { isOrdered } from './queue-fields.js';

export function fit(desired: Desired, live: Live, inScope: (address: Address) => boolean): Desired {
  const changed = new Map<Address, Resource>();
  const places = createPlaces(desired, live, inScope);
  for (const resource of desired.resources.values()) {
    const fitted =
      resource.kind === 'membership'
        ? fitPlace(resource, places)
        : resource.kind === 'relay-number'
          ? fitForward(resource, desired, live)
          : resource;
    if (fitted !== resource) changed.set(resource.address, fitted);
  }
  if (changed.size === 0) return desired;
  const resources = new Map(
    [...desired.resources].map(([address, resource]) => [address, changed.get(address) ?? resource] as const),
  );
  return { ...desired, resources };
}

// ---------------------------------------------------------------- places

type PlaceOf = (membership: Resource) => number | undefined;

/** Agents that a person must make first are left out of the list, so they take no place in it. */
function createPlaces(desired: Desired, live: Live, inScope: (address: Address) => boolean): PlaceOf {
  const manual = new Set(preconditions(desired, live).map((item) => item.address));
  const canJoin = (agent: Address): boolean =>
    live.resources.has(agent) || (desired.resources.has(agent) && !manual.has(agent));
  const members = [...desired.resources.values()].filter(
    ({ kind, address }) => kind === 'membership' && canJoin(agentAddress(endsOf(address).agent)),
  );
  const queues = gather(members, ({ address }) => endsOf(address).queue);
  const places = new Map<Address, number>();
  for (const [queue, list] of queues) {
    if (!isOrdered(strategyOf(queueAddress(queue), desired, live, inScope))) continue;
    list.sort((a, b) => Number(a.fields.position ?? 0) - Number(b.fields.position ?? 0));
    for (const [place, { address }] of list.entries()) places.set(address, place);
  }
  return ({ address }) => places.get(address);
}

/** The one that the queue will have: a live queue that is out of scope keeps its own. */
function strategyOf(
  queue: Address,
  desired: Desired,
  live: Live,
  inScope: (address: Address) => boolean,
): Value {
  const now = live.resources.get(queue)?.fields.strategy;
  const said = desired.resources.get(queue)?.fields.strategy;
  return (now === undefined || inScope(queue) ? (said ?? now) : now) ?? null;
}

function fitPlace(membership: Resource, places: PlaceOf): Resource {
  const { position: written, ...fields } = membership.fields;
  const position = places(membership);
  if (position === written) return membership;
  return { ...membership, fields: position === undefined ? fields : { ...fields, position } };
}

// ---------------------------------------------------------------- destinations

function fitForward(rule: Resource, desired: Desired, live: Live): Resource {
  const { action, number } = record(rule.fields.forward) ?? {};
  if (action !== 'FORWARD_TO_NUMBER' || typeof number !== 'string') return rule;
  const address = queueAddress(number);
  if (!desired.resources.has(address) && !live.resources.has(address)) return rule;
  return { ...rule, fields: { ...rule.fields, queue: number, forward: null } };
}
