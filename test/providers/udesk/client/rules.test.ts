// Checks over a whole file, preconditions, kinds and risks: tables named after the rules of udesk.md §4.
import { describe, expect, it } from 'vitest';
import type { Change, Desired, Kind, PlanContext, Resource } from '../../../../src/contract/index.js';
import { provider } from '../../../../src/providers/udesk/provider.js';
import {
  agent,
  binding,
  desiredOf,
  extension,
  fastRoute,
  liveOf,
  membership,
  planned,
  queue,
  relayDefault,
  relayNumber,
  subscription,
  webhookEvents,
} from './support.js';

const codes = (resources: readonly Resource[], more: Partial<Desired> = {}): string[] =>
  provider
    .check(desiredOf(resources, more))
    .map((finding) => `${finding.severity} ${finding.code} ${finding.address}`);

describe('what no single item shows', () => {
  const hundred = Array.from({ length: 101 }, (_, index) => queue(String(9000 + index)));

  it('C1: a 101st queue', () => {
    expect(codes(hundred)).toEqual(['error too-many-queues queue/9100']);
    expect(codes(hundred.slice(0, 100))).toEqual([]);
  });

  it('C6: a third extension on an agent, and an extension on two agents', () => {
    const two = [binding('8001', '1'), binding('8002', '1')];
    expect(codes(two)).toEqual([]);
    expect(codes([...two, binding('8003', '1')])).toEqual([
      'error too-many-extensions extension-binding/8003/1',
    ]);
    expect(codes([...two, binding('8001', '2')])).toEqual([
      'error extension-on-two-agents extension-binding/8001/2',
    ]);
  });

  it('§3: an extension with the number of a queue', () => {
    expect(codes([queue('9001'), extension('9001'), extension('9002')])).toEqual([
      'warning extension-equals-queue extension/9001',
    ]);
  });

  it('G32: one work id on two agents; none on two is no clash', () => {
    const same = { workId: 'w' };
    expect(codes([agent('1', same), agent('2', same)])).toEqual(['error duplicate-work-id agent/2']);
    expect(codes([agent('1', { workId: null }), agent('2', { workId: null })])).toEqual([]);
  });

  it('C20: a key that leads to a queue which the file leaves out', () => {
    const routes = [queue('9001'), fastRoute('1', '9001'), fastRoute('2', '9002')];
    expect(codes(routes, { sections: new Set(['queues']) })).toEqual([
      'warning undeclared-queue fast-route/2',
    ]);
    expect(codes(routes)).toEqual([]);
  });

  it('G49: an event that is delivered twice', () => {
    const events = webhookEvents({ call: ['begin', 'end'] });
    expect(codes([events, subscription('crm', { events: ['end'] })])).toEqual([
      'warning delivered-twice subscription/crm',
    ]);
    expect(codes([events, subscription('crm')])).toEqual([]);
  });

  it('a rename from a name that is declared as well', () => {
    const renames = new Map([['subscription/old', 'subscription/new']]);
    expect(codes([subscription('old'), subscription('new')], { renames })).toEqual([
      'error rename-in-use subscription/new',
    ]);
    expect(codes([subscription('new')], { renames })).toEqual([]);
  });

  it('state: absent where nothing can be deleted', () => {
    const absent = new Map(
      [relayNumber('0571'), queue('9001'), membership('9001', '*')].map((gone) => [gone.address, gone]),
    );
    expect(codes([], { absent })).toEqual([
      'error cannot-be-absent relay-number/0571',
      'error cannot-be-absent membership/9001/*',
    ]);
  });

  it('says what to do, every time', () => {
    const all = [...hundred, binding('8001', '1'), binding('8001', '2'), extension('9001')];
    for (const finding of provider.check(desiredOf(all))) expect(finding.message).toMatch(/\. [A-Z].*\.$/);
  });
});

describe('what only a person can put right', () => {
  const needs = (
    wanted: readonly Resource[],
    found: readonly Resource[],
    ids: Record<string, string> = {},
    more = {},
  ) => provider.preconditions(desiredOf(wanted, more), liveOf(found, { ids })).map((entry) => entry.address);

  it('C15: a default number that the account does not own', () => {
    expect(needs([relayDefault('0571', '1')], [])).toEqual(['relay-number/0571']);
    expect(needs([relayDefault('0571', '1')], [relayNumber('0571')])).toEqual([]);
    // Declared: the number itself is reported, once.
    expect(needs([relayDefault('0571', '1'), relayNumber('0571')], [])).toEqual([]);
    // Already so: nothing would be written.
    expect(needs([relayDefault('0571')], [relayDefault('0571')])).toEqual([]);
  });

  it('G32: an agent without a work id can be neither made nor changed', () => {
    const bare = agent('1', { workId: null });
    expect(needs([bare], [])).toEqual(['agent/1']);
    expect(needs([bare], [bare])).toEqual([]);
    expect(needs([{ ...bare, fields: { ...bare.fields, name: 'New' } }], [bare])).toEqual(['agent/1']);
    expect(needs([agent('1')], [bare])).toEqual([]);
    expect(needs([{ ...bare, fields: { enabled: false } }], [agent('1')])).toEqual([]);
  });

  it('a new queue needs a name, a live one has it', () => {
    const timeout = { ...queue('9001'), fields: { timeout: 5 } };
    expect(needs([timeout], [])).toEqual(['queue/9001']);
    expect(needs([timeout], [queue('9001')])).toEqual([]);
  });

  it('C10: a live subscription without a known id cannot be changed or renamed', () => {
    const changed = subscription('crm', { enabled: false });
    expect(needs([changed], [subscription('crm')])).toEqual(['subscription/crm']);
    expect(needs([changed], [subscription('crm')], { 'subscription/crm': '7' })).toEqual([]);
    expect(needs([subscription('crm')], [subscription('crm')])).toEqual([]);
    expect(needs([subscription('crm')], [])).toEqual([]);
    const renames = new Map([['subscription/old', 'subscription/crm']]);
    expect(needs([subscription('crm')], [subscription('old')], {}, { renames })).toEqual([
      'subscription/crm',
    ]);
    expect(
      needs([subscription('crm')], [subscription('old')], { 'subscription/old': '7' }, { renames }),
    ).toEqual([]);
  });
});

const kindOf = (name: string): Kind => {
  const kind = provider.kinds.find((entry) => entry.name === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};
const look = (key: string, { changes, context }: { changes: readonly Change[]; context: PlanContext }) => {
  const change = changes.find((entry) => entry.key === key);
  if (change === undefined)
    throw new Error(`no change ${key} among ${changes.map((entry) => entry.key).join(', ')}`);
  const kind = kindOf(change.kind);
  return {
    risk: kind.risk?.(change, context),
    certainty: kind.certainty?.(change, context),
    cuts: kind.cuts?.(change, context),
  };
};

describe('kinds', () => {
  it('bindings refer to both ends and show them', () => {
    const refs = (resource: Resource) =>
      kindOf(resource.kind)
        .refs(resource)
        .map((ref) => ref.to);
    expect(refs(binding('8001', '1'))).toEqual(['extension/8001', 'agent/1']);
    expect(refs(membership('9001', '1'))).toEqual(['queue/9001', 'agent/1']);
    expect(refs(relayDefault('0571'))).toEqual(['relay-number/0571']);
    expect(refs(relayDefault('0571', '1'))).toEqual(['agent/1', 'relay-number/0571']);
    expect(refs(fastRoute('1', '9001'))).toEqual(['queue/9001']);
  });

  it('C1, C6: what occupies a place', () => {
    const slots = (resource: Resource) => kindOf(resource.kind).slots?.(resource, liveOf([]));
    expect(slots(queue('9001'))).toEqual([{ pool: 'queues', limit: 100 }]);
    expect(slots(binding('8001', '1'))).toEqual([
      { pool: 'agent/1 extensions', limit: 2 },
      { pool: 'owner of extension/8001', limit: 1 },
    ]);
  });

  it('a disabled agent staffs no queue', () => {
    expect(kindOf('agent').active?.(agent('1'))).toBe(true);
    expect(kindOf('agent').active?.(agent('1', { enabled: false }))).toBe(false);
  });

  it.each([
    ['delete agent/1', planned([agent('1')], [])],
    ['update agent/1', planned([agent('1')], [agent('1', { enabled: false })])],
    ['delete extension-binding/8001/1', planned([binding('8001', '1')], [])],
    ['delete membership/9001/1', planned([membership('9001', '1')], [])],
  ])('%s would cut a call of agent 1', (key, plan) => {
    expect(look(key, plan).cuts).toEqual(['agent/1']);
  });

  it.each([
    ['update agent/1', planned([agent('1')], [agent('1', { name: 'New' })])],
    ['create membership/9001/1', planned([], [membership('9001', '1')])],
  ])('%s cuts nothing', (key, plan) => {
    expect(look(key, plan).cuts).toEqual([]);
  });

  it('G21: a second extension is assumed to leave the first alone', () => {
    const first = [agent('1'), binding('8001', '1')];
    const second = planned(first, [...first, binding('8002', '1')]);
    expect(look('create extension-binding/8002/1', second).certainty).toMatchObject({ certainty: 'assumed' });
    const swap = planned(first, [agent('1'), binding('8002', '1')]);
    expect(look('create extension-binding/8002/1', swap).certainty).toBeUndefined();
  });

  it('§4.1: extensions are unknowable, C9: webhook events as well', () => {
    expect(look('create extension/8001', planned([], [extension('8001')])).certainty?.certainty).toBe(
      'unknowable',
    );
    expect(look('delete extension/8001', planned([extension('8001')], [])).certainty?.certainty).toBe(
      'assumed',
    );
    const events = planned([], [webhookEvents({})]);
    expect(look('create webhook-events', events).certainty?.certainty).toBe('unknowable');
  });
});

describe('risks, in words that a supervisor understands', () => {
  const two = [agent('1', { enabled: true }), binding('8001', '1')];
  it.each([
    ['delete queue/9001', planned([queue('9001')], []), 'high', 'queue 9001 Queue 9001 is gone'],
    ['delete agent/1', planned([agent('1')], []), 'medium', 'agent 1 can no longer sign in'],
    [
      'update agent/1',
      planned([agent('1')], [agent('1', { enabled: false })]),
      'medium',
      'takes no more calls',
    ],
    ['delete extension/8001', planned([extension('8001')], []), 'medium', 'another password'],
    ['C17: delete extension-binding/8001/1', planned(two, [agent('1')]), 'high', 'loses the only extension'],
    [
      'delete extension-binding/8001/1',
      planned(two, [agent('1'), binding('8002', '1')]),
      'medium',
      'loses extension/8001',
    ],
    [
      'delete extension-binding/8001/1',
      planned(two, [agent('1', { enabled: false })]),
      'medium',
      'loses extension/8001',
    ],
    ['delete extension-binding/8001/1', planned(two, []), 'medium', 'goes with its agent'],
    [
      'delete membership/9001/1',
      planned([membership('9001', '1')], []),
      'medium',
      'queue 9001 loses agent 1',
    ],
    [
      'C16: delete relay-default',
      planned([relayDefault('0571')], []),
      'high',
      'outbound calls of this account will show a random number',
    ],
    [
      'C16: delete relay-default/1',
      planned([agent('1'), relayDefault('0571', '1')], [agent('1')]),
      'high',
      'outbound calls of agent 1 will show a random number',
    ],
    [
      'delete relay-default/1',
      planned([agent('1'), relayDefault('0571', '1')], [agent('1'), relayDefault('0572')]),
      'medium',
      "the account's default number",
    ],
    [
      'update relay-default',
      planned([relayDefault('0571')], [relayDefault('0572')]),
      'medium',
      'another number',
    ],
    ['delete subscription/crm', planned([subscription('crm')], []), 'medium', 'no more events'],
    ['C9: create webhook-events', planned([], [webhookEvents({})]), 'medium', 'replaces the whole set'],
  ])('%s', (name, plan, risk, words) => {
    expect(look(name.replace(/^C\d+: /, ''), plan).risk).toMatchObject({
      risk,
      reason: expect.stringContaining(words),
    });
  });

  it.each([
    ['create queue/9001', planned([], [queue('9001')])],
    ['create membership/9001/1', planned([], [membership('9001', '1')])],
    ['create relay-default', planned([], [relayDefault('0571')])],
  ])('%s is harmless', (key, plan) => {
    expect(look(key, plan).risk).toBeUndefined();
  });
});

describe('the provider as a whole', () => {
  it('has a kind for every section, and a capability', () => {
    const kinds = new Set(provider.kinds.map((kind) => kind.name));
    for (const section of provider.sections) expect(kinds).toContain(section.kind);
    expect(provider.capabilities.map((entry) => entry.section)).toEqual(
      provider.sections.map((entry) => entry.name),
    );
  });
});
