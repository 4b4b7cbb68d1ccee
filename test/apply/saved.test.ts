// A saved plan refuses what moved, and nothing else; its file cannot be altered unseen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSavedPlan, writeSavedPlan } from '../../src/apply/saved/file.js';
import { selectStillValid } from '../../src/apply/saved/still-valid.js';
import type { Live } from '../../src/contract/index.js';
import { preconditionsOf } from '../../src/plan/fingerprint.js';
import { snapshotOf } from '../../src/plan/inverse/snapshot.js';
import { emptyLedger } from '../../src/state/ledger.js';
import { desiredOf, type Fields, operations, planTiny, providerOf, stage, type Wanted } from './support.js';

const liveOf = (world: Readonly<Record<string, Fields & { list?: string }>>): Live => ({
  resources: new Map(
    Object.entries(world).map(([address, { list, ...fields }]) => [
      address,
      { kind: address.split('/')[0] ?? '', address, fields, ...(list === undefined ? {} : { list }) },
    ]),
  ),
  certificates: {},
  ids: {},
  inCall: new Set(),
  untouchable: {},
  ambiguous: {},
  facts: {},
  account: 'app-1',
  reads: 1,
});

function review(wanted: Wanted, world: Parameters<typeof liveOf>[0], wholeList = false) {
  const badge = operations['badge delete'];
  const provider = providerOf(stage(), {
    operations:
      wholeList && badge ? { ...operations, 'badge delete': { ...badge, wholeList: true } } : operations,
  });
  const { plan, context } = planTiny(desiredOf(wanted), liveOf(world), emptyLedger('acme'));
  const live = snapshotOf(plan, context, provider);
  return { plan, preconditions: preconditionsOf(plan, context, provider), desired: context.desired, live };
}

const WANTED = { 'room/1': { name: 'b' }, 'room/2': { name: 'b' }, 'room/3': {}, 'badge/3/7': {} };
const WORLD = { 'room/1': { name: 'a', size: 1 }, 'room/2': { name: 'a', size: 1 } };

describe('what still holds', () => {
  it('is everything when nothing moved', () => {
    const { go, refused, done } = selectStillValid(review(WANTED, WORLD), review(WANTED, WORLD));
    expect([...go].sort()).toEqual(['create badge/3/7', 'create room/3', 'update room/1', 'update room/2']);
    expect([...refused]).toEqual([]);
    expect(done).toEqual([]);
  });

  it.each([
    ['the field that changes', { name: 'c', size: 1 }],
    ['another field of the object, which the call may overwrite', { name: 'a', size: 2 }],
  ])('refuses exactly the object that moved: %s', (_what, moved) => {
    const { go, refused } = selectStillValid(
      review(WANTED, WORLD),
      review(WANTED, { ...WORLD, 'room/1': moved }),
    );
    expect([...refused]).toEqual([
      ['update room/1', 'room/1 or what it relies on moved since the plan was saved'],
    ]);
    expect(go.size).toBe(3);
  });

  it('refuses a change that would now set another value, though nothing live moved', () => {
    const saved = review(WANTED, WORLD);
    const { refused } = selectStillValid(saved, review({ ...WANTED, 'room/1': { name: 'z' } }, WORLD));
    expect([...refused.keys()]).toEqual(['update room/1']);
  });

  it('refuses what waits for something that nobody reviewed', () => {
    const saved = review({ ...WANTED, 'room/3': {} }, { ...WORLD, 'room/3': {} });
    const { refused } = selectStillValid(saved, review(WANTED, WORLD));
    expect([...refused]).toEqual([
      ['create room/3', 'not in the saved plan'],
      ['create badge/3/7', 'waits for create room/3, which is refused'],
    ]);
  });

  it('finds nothing to do in a plan that was applied', () => {
    const applied = {
      'room/1': { name: 'b', size: 1 },
      'room/2': { name: 'b', size: 1 },
      'room/3': {},
      'badge/3/7': {},
    };
    const { go, refused, done } = selectStillValid(review(WANTED, WORLD), review(WANTED, applied));
    expect([go.size, refused.size, done.length]).toEqual([0, 0, 4]);
  });

  it.each([
    [true, ['delete badge/1/7']],
    [false, []],
  ])('minds the whole list only where the call overwrites it: %s', (wholeList, expected) => {
    const list = 'badges of room/1';
    const world = { 'badge/1/7': { list }, 'badge/1/8': { list } };
    const saved = review({ 'badge/1/7': null }, world, wholeList);
    const fresh = review({ 'badge/1/7': null }, { ...world, 'badge/1/9': { list } }, wholeList);
    expect([...selectStillValid(saved, fresh).refused.keys()]).toEqual(expected);
  });
});

describe('the file', () => {
  const { plan, ...kept } = review(WANTED, WORLD);
  const { desired, preconditions } = kept;
  const text = writeSavedPlan({ tool: 'cutover 0.1.0', centers: [{ plan, ...kept }] }, 'credential');
  const read = (changed: string, key = 'credential') => readSavedPlan(changed, 'plan.json', () => key);

  it('comes back as it was, and begins as the plan’s JSON does', () => {
    const saved = read(text);
    if (!('centers' in saved)) throw new Error(saved.message);
    const [center] = saved.centers;
    expect(center?.plan).toEqual(plan);
    expect(center?.preconditions).toEqual(preconditions);
    const { locate: _a, ...before } = desired;
    const { locate: _b, ...after } = center?.desired ?? desired;
    expect(after).toEqual(before);
    expect(Object.keys(JSON.parse(text)).slice(0, 3)).toEqual(['formatVersion', 'tool', 'centers']);
  });

  it('may be laid out anew, and keeps its checksum', () => {
    expect('centers' in read(JSON.stringify(JSON.parse(text)))).toBe(true);
  });

  it.each([
    ['a changed value', (body: Record<string, unknown>) => ({ ...body, tool: 'other' }), 'plan-altered'],
    ['another key', (body: Record<string, unknown>) => body, 'plan-altered'],
    ['no saved part', ({ saved: _none, ...body }: Record<string, unknown>) => body, 'plan-foreign'],
    [
      'a broken saved part',
      (body: Record<string, unknown>) => ({ ...body, saved: [{ desired: 7 }] }),
      'plan-foreign',
    ],
    ['another version', (body: Record<string, unknown>) => ({ ...body, formatVersion: 99 }), 'plan-foreign'],
  ])('is refused with %s', (what, change, code) => {
    const changed = JSON.stringify(change(JSON.parse(text)));
    expect(read(changed, what === 'another key' ? 'other' : 'credential')).toMatchObject({
      code,
      severity: 'error',
    });
  });

  it.each(['', '{', 'null', '[]', '7', '{"formatVersion":1}'])(
    'is refused when it is no plan: %j',
    (other) => {
      expect(read(other)).toMatchObject({ code: 'plan-foreign' });
    },
  );

  it('survives arbitrary JSON, also in the place of every part', () => {
    const whole = JSON.parse(text) as Record<string, unknown>;
    const [kept] = whole.saved as Record<string, unknown>[];
    const keys = ['formatVersion', 'tool', 'centers', 'saved', 'checksum', '__proto__'];
    const inside = [...Object.keys(kept ?? {}), 'touched', '__proto__'];
    const bad = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(
        bad,
        fc.constantFrom(...keys),
        fc.constantFrom(...inside),
        fc.boolean(),
        (junk, key, part, deep) => {
          const changed = deep ? { ...whole, saved: [{ ...kept, [part]: junk }] } : { ...whole, [key]: junk };
          if (JSON.stringify(changed) === JSON.stringify(whole)) return;
          expect(read(JSON.stringify(changed))).toMatchObject({ code: expect.stringMatching(/^plan-/) });
          expect(read(JSON.stringify(junk))).toMatchObject({ code: 'plan-foreign' });
        },
      ),
    );
    expect(read('['.repeat(200_000) + ']'.repeat(200_000))).toMatchObject({ code: 'plan-foreign' });
    expect(read(`{"saved":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).toMatchObject({
      code: 'plan-foreign',
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
