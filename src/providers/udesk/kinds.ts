// What Udesk's objects are: what they refer to, what they occupy, what can be seen of them. In the order of plans.

import type { Change, Kind, PlanContext, Ref } from '../../contract/index.js';
import { callbackRisk, memberKind, memberRisk, objectKind, sets } from '../kit/index.js';
import { bindingsOf } from './bindings.js';
import { AGENT_DEFAULTS, QUEUE_DEFAULTS } from './bodies.js';
import {
  agentAddress,
  agentOfDefault,
  endsOf,
  extensionAddress,
  extensionsOf,
  MEMBERSHIPS,
  queueAddress,
  relayNumberAddress,
} from './names.js';
import { agentRisk, bindingRisk, extensionRisk, queueRisk, relayDefaultRisk, webhookRisk } from './risks.js';

/** C1, L801. */
export const MAX_QUEUES = 100;
/** C6, L698. */
export const MAX_EXTENSIONS = 2;

const none = (): readonly Ref[] => [];
const agentOf = (address: string): string => agentAddress(endsOf(address).agent);

const queue = objectKind(
  { kind: 'queue', section: 'queues' },
  {
    fields: {
      name: {},
      strategy: { default: QUEUE_DEFAULTS.strategy },
      timeout: { default: QUEUE_DEFAULTS.timeout },
      maxLength: { default: QUEUE_DEFAULTS.maxLength },
    },
    slots: () => [{ pool: 'queues', limit: MAX_QUEUES }],
    risk: queueRisk,
  },
);

const agent = objectKind(
  { kind: 'agent', section: 'agents' },
  {
    fields: {
      workId: {},
      name: { default: AGENT_DEFAULTS.name },
      mobile: { default: AGENT_DEFAULTS.mobile },
      email: { default: AGENT_DEFAULTS.email },
      role: { default: AGENT_DEFAULTS.role },
      enabled: { default: AGENT_DEFAULTS.enabled },
    },
    active: (resource) => resource.fields.enabled !== false,
    cuts: (change) => (change.action === 'delete' || sets(change, 'enabled', false) ? [change.address] : []),
    risk: agentRisk,
  },
);

/** §4.1: no call lists extensions; those that agents show are the only ones seen. */
const extension = objectKind(
  { kind: 'extension', section: 'extensions' },
  {
    visibility: 'unlisted',
    fields: {},
    risk: extensionRisk,
    // C11; an extension that was adopted has a password that is not known here.
    madeHere: (fact) => fact.passwordKnown === true,
    irreversible: (change) =>
      change.action === 'delete'
        ? 'the extension that is made again has another password; its phones must be set up anew'
        : undefined,
    certainty: (change, context) =>
      change.action === 'delete' && context.before(change.address) !== undefined
        ? {
            certainty: 'assumed',
            reason: 'Udesk lists no extensions: once unbound, a deleted one looks like one that is not',
          }
        : { certainty: 'unknowable', reason: 'Udesk lists no extensions: an unbound one cannot be seen' },
  },
);

const extensionBinding: Kind = {
  name: 'extension-binding',
  section: 'agents',
  title: { one: 'extension binding', many: 'extension bindings' },
  visibility: 'listed',
  fields: {},
  bound: true,
  refs: ({ address }) => [{ to: extensionAddress(endsOf(address).first) }, { to: agentOf(address) }],
  slots: ({ address }) => [
    { pool: extensionsOf(endsOf(address).agent), limit: MAX_EXTENSIONS },
    { pool: `owner of ${extensionAddress(endsOf(address).first)}`, limit: 1 },
  ],
  cuts: (change) => (change.action === 'delete' ? [agentOf(change.address)] : []),
  risk: bindingRisk,
  certainty: (change, context) => addsBeside(change, context),
  ends: ({ address }) => [extensionAddress(endsOf(address).first), agentOf(address)],
};

const membership = memberKind(MEMBERSHIPS, { risk: memberRisk(MEMBERSHIPS) });

const OWNED = 'Udesk has no call that adds or removes relay numbers; order or return it there';

const relayNumber: Kind = {
  name: 'relay-number',
  section: 'relayNumbers',
  title: { one: 'relay number', many: 'relay numbers' },
  visibility: 'listed',
  fields: {},
  refs: none,
  givenOnly: OWNED,
  neverPruned: OWNED,
};

const relayDefault: Kind = {
  name: 'relay-default',
  section: 'relayNumbers',
  title: { one: 'default number', many: 'default numbers' },
  visibility: 'listed',
  fields: { number: {} },
  // An agent's default goes with the agent, in the same call.
  bound: true,
  refs: ({ address, fields }) => {
    const owner = agentOfDefault(address);
    return [
      ...(owner === undefined ? [] : [{ to: agentAddress(owner) }]),
      ...(typeof fields.number === 'string'
        ? [{ to: relayNumberAddress(fields.number), field: 'number' }]
        : []),
    ];
  },
  neverPruned: 'a default number changes what callers see; write null or default: false to clear it',
  risk: relayDefaultRisk,
};

const subscription = objectKind(
  { kind: 'subscription', section: 'subscriptions' },
  {
    fields: { callback: {}, events: {}, enabled: {} },
    risk: callbackRisk,
    // C10.
    irreversible: (change) =>
      change.action === 'delete' ? 'the subscription that is made again has another id' : undefined,
  },
);

const webhookEvents: Kind = {
  name: 'webhook-events',
  section: 'webhookEvents',
  title: { one: 'webhook event set', many: 'webhook event sets' },
  visibility: 'unreadable',
  fields: { events: { writeOnly: true } },
  refs: none,
  risk: webhookRisk,
  irreversible: () =>
    'Udesk has no call that reads the webhook events: which ones were sent before is not known, and those of the plan stay',
  certainty: () => ({ certainty: 'unknowable', reason: 'Udesk has no call that reads the webhook events' }),
};

const fastRoute: Kind = {
  name: 'fast-route',
  section: 'fastRoutes',
  title: { one: 'fast route', many: 'fast routes' },
  visibility: 'listed',
  fields: { queue: {}, description: { default: null } },
  neverEmpty:
    'Udesk does not say how the table of fast routes is emptied; write another route, or clear it there',
  refs: ({ fields }) =>
    typeof fields.queue === 'string' ? [{ to: queueAddress(fields.queue), field: 'queue' }] : [],
};

export const kinds: readonly Kind[] = [
  queue,
  agent,
  extension,
  extensionBinding,
  membership,
  relayNumber,
  relayDefault,
  subscription,
  webhookEvents,
  fastRoute,
];

/** G21: that a bind adds to what is bound is stated nowhere; only for an agent without an extension it cannot matter. */
function addsBeside(change: Change, context: PlanContext): ReturnType<NonNullable<Kind['certainty']>> {
  if (change.action !== 'create') return undefined;
  const others = bindingsOf(context).extensionsOf(agentOf(change.address));
  if (others.every((address) => context.after(address) === undefined)) return undefined;
  return {
    certainty: 'assumed',
    reason: 'Udesk does not say that binding a second extension keeps the first; it is read back afterwards',
  };
}
