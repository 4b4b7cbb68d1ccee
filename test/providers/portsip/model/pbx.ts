// A tenant to test against: the model with a fixed clock and seeded chance, and a short way to call it.
import type { ModelAnswer, Resource, Value } from '../../../../src/contract/index.js';
import { model, type PortsipState } from '../../../../src/providers/portsip/model/index.js';

export interface Pbx {
  readonly state: PortsipState;
  now: number;
  get(path: string, query?: Readonly<Record<string, string>>): ModelAnswer;
  post(path: string, body?: unknown, query?: Readonly<Record<string, string>>): ModelAnswer;
  id(address: string): string;
  resource(address: string): Resource | undefined;
}

export type Watch = (
  request: { method: string; path: string; query: Readonly<Record<string, string>>; body: unknown },
  answer: ModelAnswer,
) => void;

/** mulberry32 */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pbx(
  resources: readonly Resource[] = [],
  facts: Readonly<Record<string, Value>> = {},
  options: Readonly<Record<string, string>> = {},
  watch: Watch = () => {},
): Pbx {
  const random = chance(7);
  const self = { now: Date.UTC(2026, 10, 21, 8, 0, 0) };
  const tools = { now: () => self.now, random };
  const state = model.seed(resources, facts, options, tools);
  const send = (method: string, path: string, query: Readonly<Record<string, string>>, body: unknown) => {
    const request = { method, path, query, body };
    const answer = model.handle(state, request, tools);
    watch(request, answer);
    return answer;
  };
  return Object.assign(self, {
    state,
    get: (path: string, query = {}) => send('GET', path, query, undefined),
    post: (path: string, body?: unknown, query = {}) => send('POST', path, query, body),
    id: (address: string) => model.ids(state)[address] ?? `no id of ${address}`,
    resource: (address: string) => model.resources(state).find((one) => one.address === address),
  });
}

export const agent = (number: string, fields: Readonly<Record<string, Value>> = {}): Resource => ({
  kind: 'agent',
  address: `agent/${number}`,
  fields: {
    username: `login${number}`,
    name: `Person ${number}`,
    email: `p${number}@example.com`,
    ...fields,
  },
});

export const queue = (number: string, fields: Readonly<Record<string, Value>> = {}): Resource => ({
  kind: 'queue',
  address: `queue/${number}`,
  fields: { name: `Queue ${number}`, ...fields },
});

export const member = (
  inQueue: string,
  who: string,
  fields: Readonly<Record<string, Value>> = {},
): Resource => ({
  kind: 'membership',
  address: `membership/${inQueue}/${who}`,
  fields,
});

export const inbound = (rest: string, fields: Readonly<Record<string, Value>>): Resource => ({
  kind: 'relay-number',
  address: `relay-number/${rest}`,
  fields,
});

export const TRUNK = { name: 'Carrier North', pool: '4930100;4930200-4930299' };

/** A body that `POST /users` accepts. */
export const newUser = (number: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name: `login${number}`,
  password: 'kW7!mQ2#rT9+xB4%',
  extension_number: number,
  extension_password: 'zH5!nC8#vL3+jD6%',
  voicemail_pin: '739502',
  email: `p${number}@example.com`,
  display_name: `Person ${number}`,
  role: 'StandardUser',
  ...more,
});

export const newQueue = (number: string, more: Readonly<Record<string, unknown>> = {}) => ({
  name: `Queue ${number}`,
  extension_number: number,
  polling_strategy: 'CYCLIC_HUNT',
  ...more,
});

/** The codes of an error answer. */
export function codes(answer: ModelAnswer): string[] {
  const body = answer.body as { errors?: readonly { code: string }[] } | undefined;
  return (body?.errors ?? []).map((error) => error.code);
}

/** The fields that a VALIDATE_FAILED answer names. */
export function fieldsNamed(answer: ModelAnswer): string[] {
  const body = answer.body as { errors?: readonly { detail?: { field?: string } }[] } | undefined;
  return (body?.errors ?? []).map((error) => error.detail?.field ?? '');
}

export const body = (answer: ModelAnswer): Record<string, Value> => answer.body as Record<string, Value>;
export const items = (answer: ModelAnswer): Record<string, Value>[] =>
  (answer.body as { items: Record<string, Value>[] }).items;
