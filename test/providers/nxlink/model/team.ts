// A small NXLink team for tests: seeded by addresses, called as the vendor's API is.
import { expect } from 'vitest';
import type { Effect, ModelAnswer, ModelTools, Resource, Value } from '../../../../src/contract/index.js';
import { createRandom } from '../../../../src/contract/random.js';
import { model } from '../../../../src/providers/nxlink/model/index.js';
import type { NxlinkState } from '../../../../src/providers/nxlink/model/state.js';

export const TENANT = 7301;
export const NOW = Date.UTC(2026, 10, 21);

type Fields = Readonly<Record<string, Value>>;
export type Seeded = string | readonly [address: string, fields: Fields];

interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly msg: unknown;
  readonly data: unknown;
  readonly total: unknown;
  readonly effects: readonly Effect[];
}

export interface Team {
  readonly state: NxlinkState;
  readonly tools: ModelTools;
  /** `tenantId` is added unless the body names it. */
  call(path: string, body?: Fields): Told;
  raw(path: string, body: unknown, method?: string): Told;
  members(queueNo: string): readonly string[];
}

export function resource(seeded: Seeded): Resource {
  const [address, fields] = typeof seeded === 'string' ? [seeded, {}] : seeded;
  return { kind: address.slice(0, address.indexOf('/')), address, fields };
}

export function team(seeded: readonly Seeded[] = [], options: Readonly<Record<string, string>> = {}): Team {
  const tools: ModelTools = { now: () => NOW, random: createRandom(3) };
  const state = model.seed(seeded.map(resource), { tenantId: TENANT }, options, tools);
  const raw: Team['raw'] = (path, body, method = 'POST') =>
    told(model.handle(state, { method, path, query: {}, body }, tools));
  return {
    state,
    tools,
    raw,
    call: (path, body = {}) => raw(path, { tenantId: TENANT, ...body }),
    members(queueNo) {
      const { data } = raw('agentGroup/member/list', { tenantId: TENANT, queueNo });
      return (data as { sipNumber: string }[]).map((row) => row.sipNumber);
    },
  };
}

function told({ status, body, effects }: ModelAnswer): Told {
  const { code, msg, data, total } = (body ?? {}) as Record<string, unknown>;
  return { status, code, msg, data, total, effects };
}

/** Expects a refusal that changed nothing. */
export function expectRefused(of: Team, path: string, body: Fields, code = 41000): void {
  const before = model.resources(of.state);
  const answer = of.call(path, body);
  expect([answer.status, answer.code, answer.data, answer.effects]).toEqual([200, code, null, []]);
  expect(model.resources(of.state)).toEqual(before);
}

/** Three agents, two queues, `NXQ1` staffed by the first two. */
export const SMALL: readonly Seeded[] = [
  ['queue/NXQ1', { name: 'Support', ringPolicy: 1, familiarizeFirst: true, remark: 'day' }],
  ['queue/NXQ2', { name: 'Sales', ringPolicy: 2, familiarizeFirst: false, remark: null }],
  ['agent/NXA1', { userName: 'ann@example.com', name: 'Ann', enabled: true, callerNumbers: ['85212345678'] }],
  ['agent/NXA2', { userName: 'bo@example.com', name: 'Bo', recording: true, allowCountry: ['HK', 'CN'] }],
  ['agent/NXA3', { userName: 'cy@example.com', enabled: false }],
  'membership/NXQ1/NXA1',
  'membership/NXQ1/NXA2',
];
