// The small pure pieces of apply, as tables.
import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shareReads } from '../../src/apply/busy.js';
import { inEffect } from '../../src/apply/in-effect.js';
import { generatePassword } from '../../src/apply/keep-secrets.js';
import { createOutcomes } from '../../src/apply/outcomes.js';
import type { Change, Live, Value } from '../../src/contract/index.js';
import { fillBody, fillPath, MissingIdError, secretRefsOf } from '../../src/plan/substitute.js';
import { createVault } from '../../src/secrets/vault.js';
import { providerOf, stage } from './support.js';

const ids = (address: string): string | undefined =>
  address === 'a/1' ? 'x/ä' : address.includes('{') ? 'odd' : undefined;

describe('stand-ins', () => {
  it.each([
    ['subscriptions/{a/1}', 'subscriptions/x%2F%C3%A4'],
    ['x/{a{b}c}/y', 'x/odd/y'],
    ['no/place', 'no/place'],
    ['wrong}{', 'wrong}{'],
  ])('fills %s', (path, expected) => {
    expect(fillPath(path, ids)).toBe(expected);
  });

  it('fills ids and secrets at any depth, and names an id that is not known', () => {
    const vault = createVault([['env:A', 's3cret']]);
    const body = { id: { $id: 'a/1' }, list: [{ pin: { $secret: 'env:A' } }, 1, null, true] };
    expect(fillBody(body, ids, vault.reveal)).toEqual({
      id: 'x/ä',
      list: [{ pin: 's3cret' }, 1, null, true],
    });
    expect(secretRefsOf(body)).toEqual(['env:A']);
    expect(() => fillBody({ $id: 'b/2' }, ids, vault.reveal)).toThrow(MissingIdError);
    expect(() => fillPath('x/{b/2}', ids)).toThrow('b/2');
  });
});

describe('in effect', () => {
  const live: Live = {
    resources: new Map([
      [
        'room/1',
        { kind: 'room', address: 'room/1', fields: { name: 'a', deep: { x: 1 }, list: ['p', 'q'] } },
      ],
    ]),
    certificates: { room: { complete: true, arrived: 1 }, badge: { complete: false, arrived: 0 } },
    ids: {},
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    account: '',
    reads: 0,
  };
  const change = (action: Change['action'], address: string, path = '', after: Value = null): Change => ({
    key: `${action} ${address}`,
    action,
    kind: address.split('/')[0] ?? '',
    address,
    fields: path === '' ? [] : [{ path, before: null, after }],
    certainty: 'verified',
    risk: 'low',
    waitsFor: [],
  });
  it.each([
    ['a create that is there', change('create', 'room/1'), true],
    ['a create that is not', change('create', 'room/2'), false],
    ['a delete that is gone from a complete list', change('delete', 'room/2'), true],
    ['a delete that is still there', change('delete', 'room/1'), false],
    ['a delete in a list that is not complete', change('delete', 'badge/1'), false],
    ['a field with its value', change('update', 'room/1', 'name', 'a'), true],
    ['a field with another', change('update', 'room/1', 'name', 'b'), false],
    ['a cleared field', change('update', 'room/1', 'other', null), true],
    ['a field by its path', change('update', 'room/1', 'deep.x', 1), true],
    ['a list in another order', change('update', 'room/1', 'list', ['q', 'p']), false],
    ['an inherited name', change('update', 'room/1', 'constructor.name', 'Object'), false],
    ['a secret, which no read shows', change('update', 'room/1', 'name', { $secret: 'env:A' }), false],
    ['an update of what is gone', change('update', 'room/2', 'name', null), false],
  ])('%s', (_what, one, expected) => {
    expect(inEffect(one, live, providerOf(stage()))).toBe(expected);
  });

  it('is never said of a field that is only written, whatever the read shows', () => {
    const vendor = providerOf(stage());
    const kinds = vendor.kinds.map((kind) =>
      kind.name === 'room' ? { ...kind, fields: { ...kind.fields, name: { writeOnly: true } } } : kind,
    );
    const set = change('update', 'room/1', 'name', 'a');
    expect([inEffect(set, live, vendor), inEffect(set, live, { ...vendor, kinds })]).toEqual([true, false]);
  });
});

describe('passwords', () => {
  it('have 16 characters with every sort, and differ', () => {
    const made = Array.from({ length: 200 }, () => generatePassword((below) => randomInt(below)));
    for (const password of made) {
      expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.+])[\w.+-]{16}$/);
      expect(password).not.toMatch(/[0O1lI]/);
    }
    expect(new Set(made).size).toBe(200);
  });
});

describe('outcomes', () => {
  const change = (key: string, waitsFor: readonly string[] = []): Change => ({
    key,
    action: 'create',
    kind: 'room',
    address: key,
    fields: [],
    certainty: 'verified',
    risk: 'low',
    waitsFor,
  });

  it('keeps the worst end of a change that several calls serve, and its note', () => {
    const outcomes = createOutcomes();
    outcomes.record('a', { status: 'done', because: null });
    outcomes.record('a', { status: 'done', because: 'adopted' });
    expect(outcomes.of('a')).toMatchObject({ status: 'done', because: 'adopted' });
    outcomes.record('a', { status: 'failed', because: 'no' });
    outcomes.record('a', { status: 'done', because: null });
    expect(outcomes.of('a')).toMatchObject({ status: 'failed', because: 'no' });
  });

  it('keeps back what waits for a failure, not what waits for a part of one', () => {
    const outcomes = createOutcomes();
    outcomes.record('a', { status: 'failed', because: 'no' });
    outcomes.record('b', { status: 'failed', because: '1 part of it failed', partly: true });
    outcomes.record('c', { status: 'skipped', because: 'busy' });
    expect(outcomes.blocker(change('x', ['a']))).toBe('waits for a, which failed');
    expect(outcomes.blocker(change('x', ['b']))).toBeUndefined();
    expect(outcomes.blocker(change('x', ['c']))).toBe('waits for c, which was skipped');
    expect(outcomes.blocker(change('a'))).toBe('no');
  });
});

describe('shared reads', () => {
  it('never gives an answer that is older than the question, and shares the rest', async () => {
    const ends: ((value: number) => void)[] = [];
    const gathered: (() => void)[] = [];
    const read = shareReads(
      () => new Promise<number>((resolve) => ends.push(resolve)),
      () => new Promise((resolve) => gathered.push(resolve)),
    );
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const early = [read(), read()];
    await turn();
    early.push(read());
    expect(ends).toHaveLength(0);
    gathered[0]?.();
    await turn();
    expect(ends).toHaveLength(1);
    const later = [read(), read(), read()];
    await turn();
    expect(gathered).toHaveLength(1);
    ends[0]?.(1);
    expect(await Promise.all(early)).toEqual([1, 1, 1]);
    await turn();
    gathered[1]?.();
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.(2);
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    const next = read();
    await turn();
    gathered[2]?.();
    await turn();
    ends[2]?.(3);
    expect(await next).toBe(3);
  });

  it('goes on after a read that failed', async () => {
    let count = 0;
    const read = shareReads(
      async () => {
        if (++count === 1) throw new Error('first');
        return count;
      },
      async () => {},
    );
    const first = read().finally(() => {
      second = read();
    });
    let second: Promise<number> | undefined;
    await expect(first).rejects.toThrow('first');
    expect(await second).toBe(2);
  });
});
