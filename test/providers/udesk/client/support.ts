// Small centers for the tests of the Udesk client: live and desired sides as plain resources, plans made by hand.
import type {
  Address,
  Answer,
  Change,
  Desired,
  Ledger,
  Live,
  PlanContext,
  Resource,
  Value,
} from '../../../../src/contract/index.js';
import {
  agentAddress,
  agentsOf,
  bindingAddress,
  extensionAddress,
  extensionsOf,
  membershipAddress,
  queueAddress,
} from '../../../../src/providers/udesk/names.js';
import { DEFAULT_POLICY } from '../../../support/policy.js';

export const LEDGER: Ledger = { formatVersion: 1, center: 'acme', account: 'app', facts: {} };

export const SETTINGS = {
  baseUrl: 'https://cti.example.com',
  appId: '00000000-0000-4000-8000-000000000001',
  sid: 'sid-demo-0001',
  authToken: 'token-demo-0001',
} as const;

export const queue = (id: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'queue',
  address: queueAddress(id),
  fields: { name: `Queue ${id}`, strategy: 'longest_idle', timeout: 60, maxLength: 128, ...fields },
  label: `Queue ${id}`,
});

export const agent = (id: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'agent',
  address: agentAddress(id),
  fields: {
    workId: `w${id}`,
    name: null,
    mobile: null,
    email: null,
    role: 'agent',
    enabled: true,
    ...fields,
  },
});

export const extension = (number: string): Resource => ({
  kind: 'extension',
  address: extensionAddress(number),
  fields: {},
});

export const binding = (number: string, agentId: string): Resource => ({
  kind: 'extension-binding',
  address: bindingAddress(number, agentId),
  fields: {},
  list: extensionsOf(agentId),
});

export const membership = (queueId: string, agentId: string): Resource => ({
  kind: 'membership',
  address: membershipAddress(queueId, agentId),
  fields: {},
  list: agentsOf(queueId),
});

export const relayDefault = (number: string, agentId?: string): Resource => ({
  kind: 'relay-default',
  address: agentId === undefined ? 'relay-default' : `relay-default/${agentId}`,
  fields: { number },
});

export const subscription = (name: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'subscription',
  address: `subscription/${name}`,
  fields: { callback: 'https://crm.example.com/hooks', events: ['agent_answer'], enabled: true, ...fields },
});

export const fastRoute = (key: string, queueId: string): Resource => ({
  kind: 'fast-route',
  address: `fast-route/${key}`,
  fields: { queue: queueId, description: null },
  list: 'fast-routes',
});

export const webhookEvents = (events: Record<string, readonly string[]>): Resource => ({
  kind: 'webhook-events',
  address: 'webhook-events',
  fields: { events },
});

export const relayNumber = (number: string): Resource => ({
  kind: 'relay-number',
  address: `relay-number/${number}`,
  fields: {},
});

const byAddress = (resources: readonly Resource[]): ReadonlyMap<Address, Resource> =>
  new Map(
    [...resources]
      .sort((a, b) => (a.address < b.address ? -1 : 1))
      .map((resource) => [resource.address, resource]),
  );

export function liveOf(resources: readonly Resource[], more: Partial<Live> = {}): Live {
  return {
    resources: byAddress(resources),
    certificates: {},
    ids: {},
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    account: 'app',
    reads: 4,
    ...more,
  };
}

export function desiredOf(resources: readonly Resource[], more: Partial<Desired> = {}): Desired {
  return {
    center: 'acme',
    providerType: 'udesk',
    settings: SETTINGS,
    policy: DEFAULT_POLICY,
    resources: byAddress(resources),
    absent: new Map(),
    lists: new Set(),
    sections: new Set(),
    renames: new Map(),
    warnings: [],
    locate: () => ({ file: 'a.yaml', line: 1, column: 1 }),
    ...more,
  };
}

/** The whole difference between two states of an account, as a planner would make it; unordered. */
export function planned(
  before: readonly Resource[],
  after: readonly Resource[],
  settings: Record<string, Value> = {},
  more: { live?: Partial<Live>; desired?: Partial<Desired>; ledger?: Ledger } = {},
): { changes: Change[]; context: PlanContext } {
  const live = liveOf(before, more.live);
  const desired = desiredOf(after, more.desired);
  const context: PlanContext = {
    desired,
    live,
    ledger: more.ledger ?? LEDGER,
    settings: { ...SETTINGS, ...settings },
    before: (address) => live.resources.get(address),
    after: (address) => desired.resources.get(address),
    listAfter: (list) => [...desired.resources.values()].filter((resource) => resource.list === list),
  };
  const addresses = [...new Set([...live.resources.keys(), ...desired.resources.keys()])].sort();
  return { changes: addresses.flatMap((address) => changeOf(address, context)), context };
}

function changeOf(address: Address, context: PlanContext): Change[] {
  const before = context.before(address);
  const after = context.after(address);
  const action = before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
  const paths = [
    ...new Set([...Object.keys(before?.fields ?? {}), ...Object.keys(after?.fields ?? {})]),
  ].sort();
  const fields = paths
    .map((path) => ({ path, before: before?.fields[path] ?? null, after: after?.fields[path] ?? null }))
    .filter((field) => JSON.stringify(field.before) !== JSON.stringify(field.after));
  if (action === 'update' && fields.length === 0) return [];
  const kind = (before ?? after)?.kind ?? '';
  return [
    {
      key: `${action} ${address}`,
      action,
      kind,
      address,
      fields,
      certainty: 'verified',
      risk: 'low',
      waitsFor: [],
    },
  ];
}

/** An answer as the HTTP client hands it over. */
export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers, body, text: body === undefined ? '' : JSON.stringify(body) };
}

export const ok = (result: unknown = null): Answer =>
  answer({ ErrCode: '000000', ErrDesc: 'OK', Result: result });
