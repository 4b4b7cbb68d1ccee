// A small Callbot account for tests: seeded by addresses, called as the vendor's API is.
import { expect } from 'vitest';
import type { Effect, ModelAnswer, ModelTools, Resource, Value } from '../../../../src/contract/index.js';
import { createRandom } from '../../../../src/contract/random.js';
import { model } from '../../../../src/providers/callbot/model/index.js';
import { dial } from '../../../../src/providers/callbot/model/progress.js';
import type { CallbotState } from '../../../../src/providers/callbot/model/state.js';

export const NOW = Date.UTC(2026, 10, 21);

export type Fields = Readonly<Record<string, unknown>>;
export type Seeded = string | readonly [address: string, fields: Readonly<Record<string, Value>>];

export interface Told {
  readonly status: number;
  readonly code: unknown;
  /** The whole body, without what changes from call to call. */
  readonly body: Fields;
  readonly effects: readonly Effect[];
}

export interface Account {
  readonly state: CallbotState;
  readonly clock: { now: number };
  readonly tools: ModelTools;
  /** `productID` is added. */
  call(path: string, body?: Fields): Told;
  raw(path: string, body: unknown, method?: string): Told;
  fields(address: string): Readonly<Record<string, Value>> | undefined;
  /** Order ids of a campaign, as the account holds them. */
  orders(userTaskID: string): readonly string[];
  /** Dials numbers of a running campaign. */
  dial(userTaskID: string, ...orderIDs: readonly string[]): readonly Effect[];
}

export function resource(seeded: Seeded): Resource {
  const [address, fields] = typeof seeded === 'string' ? [seeded, undefined] : seeded;
  const kind = address.slice(0, address.indexOf('/'));
  const otherwise: Readonly<Record<string, Value>> =
    kind === 'campaign' ? { scene: '1', state: 'pending' } : { phone: '85200000001' };
  return { kind, address, fields: fields ?? otherwise };
}

export function account(
  seeded: readonly Seeded[] = [],
  options: Readonly<Record<string, string>> = {},
): Account {
  const clock = { now: NOW };
  const tools: ModelTools = { now: () => clock.now, random: createRandom(5) };
  const state = model.seed(seeded.map(resource), {}, options, tools);
  const raw: Account['raw'] = (path, body, method = 'POST') =>
    told(model.handle(state, { method, path, query: {}, body }, tools));
  return {
    state,
    clock,
    tools,
    raw,
    call: (path, body = {}) => raw(path, { productID: 'callbot', ...body }),
    fields: (address) => model.resources(state).find((entry) => entry.address === address)?.fields,
    orders: (userTaskID) => [...(state.tasks.get(userTaskID)?.orders.keys() ?? [])],
    dial(userTaskID, ...orderIDs) {
      const task = state.tasks.get(userTaskID);
      const orders = orderIDs.flatMap((orderID) => task?.orders.get(orderID) ?? []);
      return task ? dial(state, task, orders, tools) : [];
    },
  };
}

function told({ status, body, effects }: ModelAnswer): Told {
  const { responseID: _id, reqId: _req, ...rest } = (body ?? {}) as Record<string, unknown>;
  return { status, code: rest.retCode, body: rest, effects };
}

/** Expects a refusal that changed nothing. */
export function expectRefused(of: Account, path: string, body: Fields, code: number): void {
  const before = model.resources(of.state);
  const answer = of.call(path, body);
  expect([answer.status, answer.code, Object.keys(answer.body), answer.effects]).toEqual([
    200,
    code,
    ['retCode', 'retMsg'],
    [],
  ]);
  expect(model.resources(of.state)).toEqual(before);
}

export function expectDone(of: Account, path: string, body: Fields): Told {
  const answer = of.call(path, body);
  expect([answer.code, answer.body.retMsg]).toEqual([0, 'success']);
  return answer;
}

/** `callInfoList` of these order ids; the n-th has the phone `8520000000n`. */
export function numbers(orderIDs: readonly string[], extra: Fields = {}): Fields {
  return {
    orderCallbackUrl: 'https://crm.example.com/order',
    callCallbackUrl: 'https://crm.example.com/call',
    callList: orderIDs.map((orderID, index) => ({
      orderID,
      userPhone: `8520000${String(index + 1).padStart(4, '0')}`,
      other: '',
      userName: 'Ann',
      customerName: '',
      params: [{ name: 'amount', value: '5' }],
      ...extra,
    })),
  };
}

export const about = (userTaskID: string, ...orderIDs: readonly string[]): Fields => ({
  userTaskID,
  callInfoList: numbers(orderIDs),
});
