// A small Udesk account for tests: seeded by addresses, called as the vendor's API is, checked after every call.
import { expect } from 'vitest';
import type { Effect, ModelAnswer, ModelTools, Resource, Value } from '../../../../src/contract/index.js';
import { createRandom } from '../../../../src/contract/random.js';
import { model, type UdeskState } from '../../../../src/providers/udesk/model/index.js';

const APP = '00000000-0000-4000-8000-000000000001';

export interface Told {
  readonly status: number;
  /** `ErrCode`, or `code` of call control; empty for an answer without body. */
  readonly code: string;
  readonly text: string;
  readonly result: unknown;
  readonly body: unknown;
  readonly effects: readonly Effect[];
}

export interface TestAccount {
  readonly state: UdeskState;
  clock: { now: number };
  tools: ModelTools;
  call(route: string, body?: unknown, query?: Readonly<Record<string, string>>): Told;
  /** Addresses of everything held, sorted. */
  addresses(kind?: string): readonly string[];
  fields(address: string): Readonly<Record<string, Value>> | undefined;
}

export function resource(address: string, fields: Readonly<Record<string, Value>> = {}): Resource {
  const [kind = ''] = address.split('/');
  return { kind, address, fields };
}

export function account(
  seeded: readonly (string | readonly [string, Readonly<Record<string, Value>>])[] = [],
  options: Readonly<Record<string, string>> = {},
): TestAccount {
  const clock = { now: Date.UTC(2026, 10, 21) };
  const tools: ModelTools = { now: () => clock.now, random: createRandom(7) };
  const resources = seeded.map((entry) =>
    typeof entry === 'string' ? resource(entry, defaults(entry)) : resource(...entry),
  );
  const state = model.seed(resources, { appId: APP }, options, tools);
  return {
    state,
    clock,
    tools,
    call(route, body, query = {}) {
      const [method = '', path = ''] = route.split(' ');
      return told(model.handle(state, { method, path, query, body }, tools));
    },
    addresses: (kind) =>
      model
        .resources(state)
        .filter((entry) => kind === undefined || entry.kind === kind)
        .map((entry) => entry.address)
        .sort(),
    fields: (address) => model.resources(state).find((entry) => entry.address === address)?.fields,
  };
}

function defaults(address: string): Readonly<Record<string, Value>> {
  const [kind, id = ''] = address.split('/');
  if (kind === 'agent') return { workId: `w${id}`, name: `Agent ${id}` };
  if (kind === 'queue') return { name: `Queue ${id}` };
  if (kind === 'relay-default') return { number: '057100000001' };
  return {};
}

function told(answer: ModelAnswer): Told {
  const body = (answer.body ?? {}) as Record<string, unknown>;
  return {
    status: answer.status,
    code: String(body.ErrCode ?? body.code ?? ''),
    text: String(body.ErrDesc ?? body.message ?? ''),
    result: body.Result,
    body: answer.body,
    effects: answer.effects,
  };
}

/** Expects a refusal that changed nothing. */
export function expectRefused(
  of: TestAccount,
  route: string,
  body: unknown,
  code: string,
  text?: string,
): void {
  const before = model.resources(of.state);
  const answer = of.call(route, body);
  expect(answer.code).toBe(code);
  if (text !== undefined) expect(answer.text).toBe(text);
  expect(answer.effects).toEqual([]);
  expect(model.resources(of.state)).toEqual(before);
}

export function expectDone(of: TestAccount, route: string, body?: unknown): Told {
  const answer = of.call(route, body);
  expect([answer.code, answer.text]).toEqual(['000000', answer.text]);
  return answer;
}
