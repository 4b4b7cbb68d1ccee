// What PortSIP's objects are: what they refer to, what they occupy, what can be seen of them. In the order of plans.

import type { Kind, Live, Resource, Slot, Value } from '../../contract/index.js';
import { callbackRisk, idOf, memberKind, memberRisk, objectKind, sets, textsOf } from '../kit/index.js';
import { agentFieldRules } from './agent-fields.js';
import { factsOf } from './facts.js';
import { forwardRefs, toNumber } from './forward.js';
import { MEMBERSHIPS, queueAddress } from './names.js';
import { queueFieldRules } from './queue-fields.js';
import { agentRisk, membershipCertainty, queueRisk, relayNumberRisk } from './risks.js';

/** portsip.md 7.1: users and queues share their numbers, with things that are not seen from here. */
const ownNumber = ({ address }: Resource): Slot => ({ pool: `number ${idOf(address)}`, limit: 1 });

/** A limit that only the system administrator can raise (portsip.md 2.2); none where it is not told. */
function under(pool: 'users' | 'queues', live: Live): Slot[] {
  const limit = factsOf(live).limits[pool];
  return limit === null ? [] : [{ pool: `${pool} of the tenant`, limit }];
}

const queue = objectKind(
  { kind: 'queue', section: 'queues' },
  {
    fields: queueFieldRules,
    refs: ({ fields }) => [
      ...forwardRefs('noAnswer', fields.noAnswer),
      ...forwardRefs('nightMode', fields.nightMode),
    ],
    slots: (resource, live) => [ownNumber(resource), ...under('queues', live)],
    risk: queueRisk,
    // portsip.md 3.2, 9.2: ids of prompts are write-only, and reports go by the vendor's id.
    irreversible: ({ action }) =>
      action === 'delete'
        ? 'the queue’s id in PortSIP and its prompts, which can only be set in the portal'
        : undefined,
  },
);

const agent = objectKind(
  { kind: 'agent', section: 'agents' },
  {
    fields: agentFieldRules,
    slots: (resource, live) => [ownNumber(resource), ...under('users', live)],
    irreversible: ({ action }) =>
      action === 'delete' ? 'the user’s id in PortSIP, and the voicemail' : undefined,
    active: (resource) => resource.fields.enabled !== false,
    cuts: (change) =>
      change.action === 'delete' || (change.action === 'update' && sets(change, 'enabled', false))
        ? [change.address]
        : [],
    risk: agentRisk,
  },
);

const membership = memberKind(MEMBERSHIPS, {
  fields: { skillLevel: { default: 1 }, position: { relative: true } },
  risk: memberRisk(MEMBERSHIPS),
  certainty: membershipCertainty,
});

const isUnset = (value: Value | undefined): boolean => value === undefined || value === null;

const relayNumber: Kind = {
  name: 'relay-number',
  section: 'relayNumbers',
  title: { one: 'inbound rule', many: 'inbound rules' },
  visibility: 'listed',
  fields: { queue: {}, forward: {}, name: {} },
  irreversible: ({ action }) =>
    action === 'delete'
      ? 'what the rule held beside number, queue and name: office hours, holidays, whether it was switched on'
      : undefined,
  refs: ({ fields, aside }) => [
    ...(typeof fields.queue === 'string' ? [{ to: queueAddress(fields.queue), field: 'queue' }] : []),
    ...forwardRefs('forward', fields.forward),
    // Where it leads depends on the time: no field says it, and what it leads to cannot go all the same.
    ...(isUnset(fields.queue) && isUnset(fields.forward)
      ? textsOf(aside?.sometimes).flatMap((number) => forwardRefs('forward', toNumber(number)))
      : []),
  ],
  risk: relayNumberRisk,
};

const subscription: Kind = {
  name: 'subscription',
  section: 'subscriptions',
  title: { one: 'webhook slot', many: 'webhook slots' },
  visibility: 'listed',
  fields: {
    callback: {},
    enabled: { default: true },
    auth: { default: 'DISABLE' },
    username: { secret: true, writeOnly: true },
    password: { secret: true, writeOnly: true },
    token: { secret: true, writeOnly: true },
  },
  refs: () => [],
  risk: callbackRisk,
};

export const kinds: readonly Kind[] = [queue, agent, membership, relayNumber, subscription];
