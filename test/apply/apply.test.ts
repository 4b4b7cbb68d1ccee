// Applying a center to a tiny vendor that loses answers, lags, ignores, refuses and dies.
import { describe, expect, it } from 'vitest';
import { SinkError } from '../../src/apply/keep-secrets.js';
import { type Operation, type Request, type Resource, VendorError } from '../../src/contract/index.js';
import { parseJournal } from '../../src/state/journal.js';
import type { Facts, JournalEntry } from '../../src/state/journal-entry.js';
import { mergeFacts } from '../../src/state/ledger.js';
import {
  contextOf,
  desiredOf,
  operations,
  planOf,
  planTiny,
  providerOf,
  roomOf,
  type Stage,
  stage,
  type Wanted,
} from './support.js';

const statuses = (result: { outcomes: readonly { key: string; status: string }[] }): Record<string, string> =>
  Object.fromEntries(result.outcomes.map(({ key, status }) => [key, status]));
const because = (
  result: { outcomes: readonly { key: string; because: string | null }[] },
  key: string,
): string => result.outcomes.find((one) => one.key === key)?.because ?? '';
const sends = (it: Stage): string[] =>
  it.sent.map(({ method, path, body }) => {
    const items = (body as { items: readonly { address: string }[] }).items;
    return `${method} ${path} ${items.map(({ address }) => address).join(' ')}`;
  });

describe('the plain story', () => {
  it('makes what is missing, changes what differs, removes what must not be, and reads again', async () => {
    const it = stage({ 'room/1': { name: 'old' }, 'room/9': {}, 'badge/9/7': {} });
    const result = await it.run({
      'room/1': { name: 'new' },
      'room/2': { name: 'b' },
      'badge/2/7': {},
      'room/9': null,
      'badge/9/7': null,
    });
    expect(result).toMatchObject({
      status: 'converged',
      callCount: 5,
      rounds: 1,
      remaining: [],
      problems: [],
    });
    expect(Object.fromEntries(it.world)).toEqual({
      'room/1': { name: 'new' },
      'room/2': { name: 'b' },
      'badge/2/7': {},
    });
    const order = sends(it);
    expect(order.indexOf('POST badge badge/2/7')).toBeGreaterThan(order.indexOf('POST room room/2'));
    expect(order.indexOf('DELETE room room/9')).toBeGreaterThan(order.indexOf('DELETE badge badge/9/7'));
    expect((await it.run({ 'room/1': { name: 'new' } })).callCount).toBe(0);
  });

  it('tells what it does as events', async () => {
    const it = stage();
    await it.run({ 'room/1': {} });
    expect(it.events.map(({ event }) => event)).toEqual(['round', 'call-start', 'call-end', 'end']);
    expect(it.events[1]).toMatchObject({
      center: 'acme',
      call: 'c1',
      method: 'POST',
      changes: ['create room/1'],
    });
  });

  it('keeps the secret of an answer, before anything that depends on it, and shows it nowhere else', async () => {
    const it = stage();
    let kept = -1;
    it.fate = (request) => {
      if (request.path === 'room') kept = it.sink.length;
      return undefined;
    };
    const result = await it.run({ 'key/1': {}, 'room/1': {} });
    expect(kept).toBe(1);
    expect(it.sink).toMatchObject([
      {
        center: 'acme',
        address: 'key/1',
        field: 'password',
        value: 'made-pw-1',
        beside: { number: '7key/1' },
      },
    ]);
    expect(result.secrets).toEqual([{ address: 'key/1', sink: 'secrets.jsonl' }]);
    expect(JSON.stringify([result, it.events, it.lines, it.ledger])).not.toContain('made-pw');
    expect(it.ledger.facts['key/1']).toEqual({ made: true, applied: expect.stringMatching(/^sha256:/) });
  });

  it('notes every write on disk before it is sent and after its end', async () => {
    const it = stage();
    it.fate = () => {
      expect(JSON.parse(it.lines.at(-1) ?? '{}')).toMatchObject({
        type: 'begin',
        operation: 'key create',
        account: 'app-1',
      });
      return undefined;
    };
    await it.run({ 'key/1': {} });
    expect(it.lines.map((line) => JSON.parse(line).type)).toEqual(['begin', 'end']);
  });

  it('takes "already so" as done, with what it teaches', async () => {
    const it = stage({ 'key/1': {} });
    const result = await it.run({ 'key/1': {} });
    expect(result.status).toBe('converged');
    expect(because(result, 'create key/1')).toBe('adopted, password unknown');
    expect(it.ledger.facts['key/1']).toMatchObject({ made: true, passwordKnown: false });
  });
});

describe('failures', () => {
  const refuse = { outcome: 'failed', code: 'no', message: 'not allowed' } as const;

  it('skips true dependants only, each with the reason', async () => {
    const it = stage();
    it.fate = ({ body }) => (JSON.stringify(body).includes('room/1') ? refuse : undefined);
    const result = await it.run({ 'room/1': {}, 'badge/1/7': {}, 'room/2': {}, 'badge/2/7': {} });
    expect(result.status).toBe('partial');
    expect(statuses(result)).toEqual({
      'create room/1': 'failed',
      'create badge/1/7': 'skipped',
      'create room/2': 'done',
      'create badge/2/7': 'done',
    });
    expect(because(result, 'create room/1')).toBe('not allowed');
    expect(because(result, 'create badge/1/7')).toBe('waits for create room/1, which failed');
    expect(result.remaining).toEqual(['create room/1', 'create badge/1/7']);
    // A round in which something moved is followed by another, in which nothing is asked twice that was refused for good.
    expect(it.sent).toHaveLength(3);
    expect(result.rounds).toBe(2);
  });

  it('stops the center when the client says that it is over; calls in flight end', async () => {
    const it = stage();
    const result = await it.run(
      { 'room/1': {}, 'room/2': {}, 'badge/1/7': {} },
      {
        client: {
          stats: { reads: 0, writes: 0, attempts: 0, bytesSent: 0, bytesReceived: 0 },
          read: async () => ({ status: 200, headers: {}, body: {}, text: '' }),
          send: async () => {
            throw new VendorError(
              'auth-failed',
              'POST room: the credentials are not accepted. Check the credentials.',
            );
          },
        },
      },
    );
    expect(result.status).toBe('error');
    expect(result.problems).toMatchObject([{ code: 'auth-failed' }]);
    expect(statuses(result)).toEqual({
      'create room/1': 'failed',
      'create room/2': 'failed',
      'create badge/1/7': 'skipped',
    });
    // Nothing was done, and the journal says so: the next run has nothing to find out.
    expect(it.lines.map((line) => JSON.parse(line).type).sort()).toEqual(['begin', 'begin', 'end', 'end']);
  });

  it('has every beginning on disk before its call, waits for no end before the next one, and for all at last', async () => {
    const it = stage();
    const onDisk: string[] = [];
    const unnoted: string[] = [];
    const ends: (() => void)[] = [];
    it.fate = ({ body }) => {
      const [item] = (body as { items: readonly { address: string }[] }).items;
      if (!onDisk.includes(`create ${item?.address}`)) unnoted.push(`${item?.address}`);
      return undefined;
    };
    const journal = {
      append: async (entry: JournalEntry) => {
        if (entry.type === 'end') return new Promise<void>((resolve) => ends.push(resolve));
        // A slow disk: what does not wait for it is ahead of it.
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        onDisk.push(...entry.changes.map(({ key }) => key));
      },
      close: async () => {},
    };
    let isOver = false;
    const wanted = { 'room/1': {}, 'room/2': {}, 'room/3': {}, 'badge/2/7': {}, 'key/1': {} };
    const running = it.run(wanted, { journal, concurrency: 1 }).finally(() => {
      isOver = true;
    });
    while (ends.length < 5) await new Promise((resolve) => setImmediate(resolve));
    expect(unnoted).toEqual([]);
    expect(isOver).toBe(false);
    for (const release of ends) release();
    expect(await running).toMatchObject({ status: 'converged', callCount: 5, rounds: 1 });
  });

  it('notes no beginning ahead of what may not be sent any more, and an end to what was noted and is not', async () => {
    const it = stage();
    const stop = new AbortController();
    it.fate = () => {
      stop.abort();
      return undefined;
    };
    const wanted = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`room/${n}`, {}]));
    const result = await it.run(wanted, { concurrency: 2, signal: stop.signal });
    expect(result.problems).toMatchObject([{ code: 'interrupted' }]);
    const { open } = parseJournal(it.lines.join('\n'));
    expect(open).toEqual([]);
    const done = Object.values(statuses(result)).filter((status) => status === 'done');
    expect(done).toHaveLength(it.sent.length);
    expect(it.sent.length).toBeLessThanOrEqual(2);
    expect(it.lines.length).toBeLessThanOrEqual(8);
    it.fate = () => undefined;
    expect(await it.run(wanted)).toMatchObject({ status: 'converged', problems: [] });
  });

  it.each([
    ['is undone when its answer is lost', { 'key/1': {}, 'key/2': {} }, {}],
    ['is compared with what was before', { 'memo/1': {}, 'memo/2': {} }, {}],
    ['is left to a person', { 'bell/1': {}, 'bell/2': {} }, {}],
    [
      'could cut a call',
      { 'room/1': {}, 'badge/1/7': null, 'badge/1/8': null },
      { 'room/1': {}, 'badge/1/7': {}, 'badge/1/8': {} },
    ],
  ])('notes no beginning ahead of a call that %s', async (_what, wanted: Wanted, start) => {
    const it = stage(start);
    it.fate = () => 'dies-before';
    await it.run(wanted, { concurrency: 1 });
    expect(it.lines).toHaveLength(1);
    const plain = stage();
    plain.fate = () => 'dies-before';
    await plain.run({ 'room/1': {}, 'room/2': {} }, { concurrency: 1 });
    expect(plain.lines).toHaveLength(2);
  });

  it('stops when the end of a call cannot be noted: what was done stays done, and nothing more is sent', async () => {
    const it = stage();
    const journal = {
      append: async ({ type }: JournalEntry) => {
        if (type === 'end') throw Object.assign(new Error('ENOSPC: no space left'), { syscall: 'write' });
      },
      close: async () => {},
    };
    const result = await it.run({ 'room/1': {}, 'room/2': {}, 'room/3': {} }, { journal, concurrency: 1 });
    expect(it.sent).toHaveLength(1);
    expect(result).toMatchObject({
      status: 'error',
      problems: [{ code: 'file-failed', message: expect.stringContaining('ENOSPC') }],
      remaining: ['create room/2', 'create room/3'],
    });
    expect(statuses(result)).toEqual({
      'create room/1': 'done',
      'create room/2': 'skipped',
      'create room/3': 'skipped',
    });
  });

  it('stops when a secret cannot be kept, and leaves the write open so that the next run makes it anew', async () => {
    const it = stage();
    const broken = {
      name: 'secrets.jsonl',
      preflight: async () => undefined,
      write: async () => {
        throw new Error('disk full');
      },
      close: async () => {},
    };
    const first = await it.run({ 'key/1': {} }, { sink: broken });
    expect(first.status).toBe('error');
    expect(first.problems).toMatchObject([
      { code: 'secret-not-kept', message: expect.stringContaining('password of key/1') },
    ]);
    expect(new SinkError('key/1', 'password', 'x', {}).message).not.toContain('made-pw');
    const second = await it.run({ 'key/1': {} });
    expect(second.status).toBe('converged');
    expect(sends(it)).toEqual(['POST key key/1', 'DELETE key key/1', 'POST key key/1']);
    expect(it.sink.map(({ value }) => value)).toEqual(['made-pw-3']);
  });

  it('refuses a plan that makes secrets when there is no place for them, before anything is sent', async () => {
    const it = stage();
    const { sink: _none, ...rest } = { sink: undefined };
    const result = await it.run({ 'key/1': {} }, { ...rest, sink: undefined as never });
    expect(result).toMatchObject({ status: 'refused', problems: [{ code: 'no-secrets-sink' }] });
    expect(it.sent).toEqual([]);
  });

  it('sends each half of a refused batch for itself, after a look at what was done of it', async () => {
    const it = stage();
    const planAgain: Parameters<typeof it.run>[1] = {
      planAgain: (live, ledger) => {
        const { plan, context } = planTiny(desiredOf(wanted), live, ledger);
        const items = plan.changes.map(({ address }) => ({ address }));
        const call = {
          ...plan.calls[0],
          id: 'c1',
          operation: 'room create',
          method: 'POST' as const,
          path: 'room',
          body: { items },
        };
        const calls =
          items.length > 0
            ? [{ ...call, changes: plan.changes.map(({ key }) => key), after: [], wave: 1 }]
            : [];
        return { plan: planOf(plan.changes, calls), context };
      },
    };
    const wanted = Object.fromEntries(['1', '2', '3', '4', '5'].map((id) => [`room/${id}`, {}]));
    it.fate = ({ body }) => (JSON.stringify(body).includes('room/4') ? refuse : undefined);
    const result = await it.run(wanted, planAgain);
    expect(statuses(result)).toEqual({
      'create room/1': 'done',
      'create room/2': 'done',
      'create room/3': 'done',
      'create room/4': 'failed',
      'create room/5': 'done',
    });
    expect([...it.world.keys()].sort()).toEqual(['room/1', 'room/2', 'room/3', 'room/5']);
  });

  it('names failed parts inside an answer that says success', async () => {
    const it = stage();
    const provider = providerOf(it, {
      operations: {
        ...operations,
        'room create': {
          ...(operations['room create'] ?? {
            request: () => ({ method: 'GET', path: '' }),
            afterUnknown: { rule: 'stop' },
          }),
          learn: () => ({
            failed: [
              { change: 'create room/1', id: 'chair-1', message: 'broken' },
              { change: 'create room/1', id: 'chair-2', message: 'gone' },
            ],
          }),
        },
      },
    });
    const result = await it.run({ 'room/1': {}, 'badge/1/7': {} }, { provider });
    expect(result.status).toBe('partial');
    expect(result.outcomes[0]).toEqual({
      key: 'create room/1',
      status: 'failed',
      because: '2 parts of it failed',
      details: [
        { id: 'chair-1', message: 'broken' },
        { id: 'chair-2', message: 'gone' },
      ],
    });
    expect(statuses(result)['create badge/1/7']).toBe('done');
  });

  it('asks before it sends, and takes no for an answer', async () => {
    const it = stage();
    const result = await it.run({ 'room/1': {} }, { approve: () => false });
    expect(result).toMatchObject({
      status: 'refused',
      problems: [{ code: 'not-approved' }],
      remaining: ['create room/1'],
    });
    expect(it.sent).toEqual([]);
  });

  it('shows what guards refuse and sends nothing', async () => {
    const it = stage();
    const problem = { code: 'protected', severity: 'error', message: 'room/1 is protected.' } as const;
    const result = await it.run(
      { 'room/1': {} },
      {
        planAgain: (live, ledger) => {
          const desired = desiredOf({ 'room/1': {} });
          const { plan } = planTiny(desired, live, ledger);
          return {
            plan: { ...plan, status: 'refused', problems: [problem] },
            context: contextOf(desired, live, ledger),
          };
        },
      },
    );
    expect(result).toMatchObject({ status: 'refused', problems: [problem] });
    expect(it.sent).toEqual([]);
  });

  it('makes only what a saved plan permits', async () => {
    const it = stage();
    const result = await it.run(
      { 'room/1': {}, 'badge/1/7': {}, 'room/2': {} },
      { permit: () => new Map([['create room/1', 'room/1 moved since the plan was saved']]) },
    );
    expect(result.status).toBe('partial');
    expect(statuses(result)).toEqual({
      'create room/1': 'skipped',
      'create badge/1/7': 'skipped',
      'create room/2': 'done',
    });
    expect(because(result, 'create room/1')).toBe('room/1 moved since the plan was saved');
  });
});

describe('after an answer is lost', () => {
  /** [rule, wanted, live before, what each try meets, expected sends, expected status] */
  it.each([
    [
      'repeat: sent again',
      { 'room/1': { name: 'b' } },
      { 'room/1': { name: 'a' } },
      ['lost-after'],
      ['PUT room room/1', 'PUT room room/1'],
      'converged',
    ],
    [
      'repeat, not done',
      { 'room/1': { name: 'b' } },
      { 'room/1': { name: 'a' } },
      ['lost-before'],
      ['PUT room room/1', 'PUT room room/1'],
      'converged',
    ],
    [
      'look: in effect, not sent again',
      { 'room/1': {} },
      {},
      ['lost-after'],
      ['POST room room/1'],
      'converged',
    ],
    [
      'look: not in effect, sent again',
      { 'room/1': {} },
      {},
      ['lost-before'],
      ['POST room room/1', 'POST room room/1'],
      'converged',
    ],
    [
      'look on a delete',
      { 'room/1': null },
      { 'room/1': {} },
      ['lost-after'],
      ['DELETE room room/1'],
      'converged',
    ],
    [
      'recreate: undone and made again',
      { 'key/1': {} },
      {},
      ['lost-after'],
      ['POST key key/1', 'DELETE key key/1', 'POST key key/1'],
      'converged',
    ],
    [
      'recreate, not done',
      { 'key/1': {} },
      {},
      ['lost-before'],
      ['POST key key/1', 'DELETE key key/1', 'POST key key/1'],
      'converged',
    ],
    [
      'recreate, the undo lost too',
      { 'key/1': {} },
      {},
      ['lost-after', 'lost-after'],
      ['POST key key/1', 'DELETE key key/1', 'DELETE key key/1', 'POST key key/1'],
      'converged',
    ],
    [
      'compare: found, not sent again',
      { 'memo/1': {} },
      {},
      ['lost-after'],
      ['POST memo memo/1'],
      'converged',
    ],
    [
      'compare: not found, made in the next round',
      { 'memo/1': {} },
      {},
      ['lost-before'],
      ['POST memo memo/1', 'POST memo memo/1'],
      'converged',
    ],
    ['stop: never again', { 'bell/1': {} }, {}, ['lost-after'], ['POST bell bell/1'], 'partial'],
  ] as const)('%s', async (_rule, wanted, start, fates, expected, status) => {
    const it = stage(start);
    it.fate = (_request, index) => fates[index];
    const result = await it.run(wanted);
    expect(sends(it)).toEqual(expected);
    expect(result.status).toBe(status);
    for (const [address, fields] of Object.entries(wanted))
      expect(it.world.has(address)).toBe(fields !== null);
  });

  it('looks with patience before it takes a create for undone: lists may lag', async () => {
    const it = stage();
    it.fate = () => {
      it.staleReads = 2;
      return 'lost-after';
    };
    const result = await it.run({ 'memo/1': {} });
    expect(sends(it)).toEqual(['POST memo memo/1']);
    expect(result.status).toBe('converged');
  });

  it('has the recreated secret in the sink, and only that one', async () => {
    const it = stage();
    it.fate = (_request, index) => (index === 0 ? 'lost-after' : undefined);
    await it.run({ 'key/1': {} });
    expect(it.sink.map(({ value }) => value)).toEqual(['made-pw-3']);
  });

  it('reports a secret lost by name when the object is in use and cannot be made anew', async () => {
    const it = stage();
    it.fate = (_request, index) => {
      if (index === 1) it.world.set('key/1', { inUse: true });
      return index === 0 ? 'lost-after' : undefined;
    };
    const result = await it.run({ 'key/1': {} });
    expect(result.problems).toMatchObject([{ code: 'secret-lost', address: 'key/1' }]);
    expect(statuses(result)).toMatchObject({ 'create key/1': 'failed' });
    expect(it.world.has('key/1')).toBe(true);
  });

  it('learns the id by comparing, and uses it for what comes next', async () => {
    const it = stage({ 'memo/0': { id: 'm0' } });
    it.fate = (_request, index) => (index === 0 ? 'lost-after' : undefined);
    await it.run({ 'memo/1': { text: 'a' } });
    expect(it.ledger.facts['memo/1']).toEqual({ id: 'm1' });
    await it.run({ 'memo/1': { text: 'b' } });
    expect(it.sent.at(-1)?.path).toBe('memo/m1');
    expect(it.world.get('memo/1')).toMatchObject({ text: 'b' });
  });

  it('stops at an unclear comparison: told once, not sent again in this run', async () => {
    const it = stage({ 'memo/unclear': {} });
    it.fate = () => 'lost-before';
    const result = await it.run({ 'memo/1': {} });
    expect(it.sent).toHaveLength(1);
    expect(because(result, 'create memo/1')).toContain('two alike');
    expect(JSON.parse(it.lines.at(-1) ?? '{}')).toMatchObject({ type: 'end', outcome: 'told' });
  });

  it('says what a person must check when the rule is stop', async () => {
    const it = stage();
    it.fate = () => 'lost-after';
    const result = await it.run({ 'bell/1': {} });
    expect(because(result, 'create bell/1')).toContain('listen whether it rings');
  });

  it.each(['room/1', 'key/1', 'memo/1'])(
    'gives up in the end when every answer for %s is lost and nothing is done',
    async (address) => {
      const it = stage();
      it.fate = () => 'lost-before';
      const result = await it.run({ [address]: {} });
      expect(result.status).toBe('partial');
      expect(it.sent.length).toBeLessThan(20);
    },
  );

  it('does not go on for ever when every answer is unreadable', async () => {
    const it = stage();
    const provider = providerOf(it, {
      operations: {
        ...operations,
        'key create': {
          ...(operations['key create'] ?? {
            request: () => ({ method: 'GET', path: '' }),
            afterUnknown: { rule: 'stop' },
          }),
          learn: () => {
            throw new VendorError('bad-answer', 'no password in it');
          },
        },
      },
    });
    const result = await it.run({ 'key/1': {} }, { provider });
    expect(result.status).toBe('partial');
    expect(it.sent.length).toBeLessThan(20);
  });
});

describe('rounds', () => {
  it('waits for lists that lag behind writes, and sends nothing twice', async () => {
    const it = stage();
    it.fate = () => {
      it.staleReads = 3;
      return undefined;
    };
    const result = await it.run({ 'room/1': {}, 'memo/1': {} });
    expect(result).toMatchObject({ status: 'converged', callCount: 2, rounds: 1 });
  });

  it.each([
    ['a moment later', 3],
    ['a round later', 6],
  ])('takes a refused second spelling for lists that lag: %s the first one is seen', async (_when, lag) => {
    const it = stage({ 'room/1': { colour: 'red' } });
    let looks = 0;
    const update = {
      ...operations['room update'],
      confirm: { path: () => 'room', holds: () => ++looks > lag },
      fallback: (request: Request) => ({ ...request, method: 'POST' as const }),
    } as Operation;
    it.fate = ({ method }) =>
      method === 'POST' ? { outcome: 'failed', code: 'no', message: 'no such spelling' } : undefined;
    const provider = providerOf(it, { operations: { ...operations, 'room update': update } });
    const result = await it.run({ 'room/1': { colour: 'blue' } }, { provider });
    expect(result).toMatchObject({ status: 'converged', remaining: [] });
    expect(statuses(result)).toEqual({ 'update room/1': 'done' });
  });

  it('does not repeat a removal that the vendor ignores, and names it', async () => {
    const it = stage({ 'room/1': {}, 'room/2': {} });
    it.fate = ({ method }) => (method === 'DELETE' ? 'ignored' : undefined);
    const result = await it.run({ 'room/1': null, 'room/2': null });
    expect(it.sent).toHaveLength(2);
    expect(result).toMatchObject({ status: 'partial', remaining: ['delete room/1', 'delete room/2'] });
    expect(because(result, 'delete room/1')).toContain('still shows it');
  });

  it('does not repeat an update that the vendor ignores, though others go on, and names it', async () => {
    const it = stage({ 'room/1': { colour: 'red' }, 'room/2': { colour: 'red' } });
    it.fate = ({ body }) => (JSON.stringify(body).includes('room/1') ? 'ignored' : undefined);
    const result = await it.run({ 'room/1': { colour: 'blue' }, 'room/2': { colour: 'blue' } });
    expect(it.sent).toHaveLength(2);
    expect(result).toMatchObject({ status: 'partial', remaining: ['update room/1'] });
    expect(because(result, 'update room/1')).toBe('the vendor said that it was set, but does not show it');
  });

  it('sets again what somebody set otherwise meanwhile', async () => {
    const it = stage({ 'room/1': { colour: 'red' } });
    it.fate = ({ body }, index) => {
      if (index > 0 || !JSON.stringify(body).includes('room/1')) return undefined;
      it.world.set('room/1', { colour: 'green' });
      return 'ignored';
    };
    const result = await it.run({ 'room/1': { colour: 'blue' } });
    expect(it.sent).toHaveLength(2);
    expect(result.status).toBe('converged');
  });

  it('does not send again what was refused for good, whatever else was done', async () => {
    const it = stage({ 'room/1': { colour: 'red' } });
    it.fate = ({ body }) =>
      JSON.stringify(body).includes('room/1')
        ? { outcome: 'failed', code: 'no', message: 'no such colour' }
        : undefined;
    const result = await it.run({ 'room/1': { colour: 'blue' }, 'room/2': {} });
    expect(it.sent).toHaveLength(2);
    expect(result).toMatchObject({ status: 'partial', remaining: ['update room/1'] });
    expect(statuses(result)).toEqual({ 'update room/1': 'failed', 'create room/2': 'done' });
    expect(because(result, 'update room/1')).toBe('no such colour');
  });

  it('sends again what was refused once what it needs has moved, be it a round later', async () => {
    const it = stage({ 'room/1': { colour: 'red' } });
    const refersToRoom = providerOf(it).kinds.map((kind) =>
      kind.name === 'badge' ? { ...kind, refs: ({ address }: Resource) => [{ to: roomOf(address) }] } : kind,
    );
    let times = 0;
    it.fate = ({ body }) => {
      const text = JSON.stringify(body);
      if (text.includes('room/1') && ++times === 1)
        return { outcome: 'failed', code: 'http-503', message: 'not now' };
      const waits = text.includes('badge/1/7') && it.world.get('room/1')?.colour !== 'blue';
      return waits ? { outcome: 'failed', code: 'no', message: 'not to a red one' } : undefined;
    };
    const result = await it.run(
      { 'room/1': { colour: 'blue' }, 'badge/1/7': {}, 'room/2': {} },
      { provider: providerOf(it, { kinds: refersToRoom }) },
    );
    expect(result.status).toBe('converged');
  });

  it('sends again what was refused while what it waited for was being done', async () => {
    const it = stage();
    let times = 0;
    it.fate = ({ body }) =>
      JSON.stringify(body).includes('room/1') && ++times === 1
        ? { outcome: 'failed', code: 'no', message: 'no key yet' }
        : undefined;
    expect((await it.run({ 'key/1': {}, 'room/1': {} })).status).toBe('converged');
  });

  it.each([
    ['busy', 3],
    ['unreachable', 3],
    ['http-404', 3],
    ['no', 2],
  ])('sends again what was refused in passing (%s)', async (code, sent) => {
    const it = stage();
    let times = 0;
    it.fate = ({ body }) =>
      JSON.stringify(body).includes('room/1') && ++times === 1
        ? { outcome: 'failed', code, message: 'not now' }
        : undefined;
    await it.run({ 'room/1': {}, 'room/2': {} });
    expect(it.sent).toHaveLength(sent);
  });

  it('asks again for what was refused when something that uses it has moved', async () => {
    const it = stage({ 'room/1': {}, 'badge/1/7': {} });
    let times = 0;
    it.fate = ({ method, body }) => {
      if (method !== 'DELETE' || !JSON.stringify(body).includes('room/1') || ++times > 1) return undefined;
      it.world.delete('badge/1/7');
      return { outcome: 'failed', code: 'no', message: 'a badge opens it' };
    };
    const kinds = providerOf(it).kinds.map((kind) =>
      kind.name === 'badge' ? { ...kind, refs: ({ address }: Resource) => [{ to: roomOf(address) }] } : kind,
    );
    const result = await it.run({ 'room/1': null, 'room/2': {} }, { provider: providerOf(it, { kinds }) });
    expect(result.status).toBe('converged');
  });

  it('does not take from its new user what was to be deleted: the next plan shows it first', async () => {
    const it = stage({ 'room/1': {} });
    const wanted = { 'room/1': null, 'badge/1/7': null };
    it.fate = (_request, index) => {
      if (index > 0) return undefined;
      it.world.set('badge/1/7', {});
      return { outcome: 'failed', code: 'refused', message: 'a badge opens it' };
    };
    const result = await it.run(wanted);
    expect(sends(it)).toEqual(['DELETE room room/1']);
    expect(result.status).toBe('partial');
    expect(because(result, 'delete room/1')).toContain(
      'a badge opens it; it is in use since the plan was made',
    );
    expect((await it.run(wanted)).status).toBe('converged');
    expect(sends(it)).toEqual(['DELETE room room/1', 'DELETE badge badge/1/7', 'DELETE room room/1']);
  });

  it('does not repeat a create that is not idempotent and that the vendor does not show', async () => {
    const it = stage();
    const memo = operations['memo create'];
    if (!memo) throw new Error('no memo');
    const { learn: _none, ...silent } = memo;
    it.fate = () => 'ignored';
    const result = await it.run(
      { 'memo/1': {} },
      { provider: providerOf(it, { operations: { ...operations, 'memo create': silent } }) },
    );
    expect(it.sent).toHaveLength(1);
    expect(because(result, 'create memo/1')).toContain('does not show it');
  });

  it('goes at most three rounds against someone who undoes everything', async () => {
    const it = stage();
    let room = 0;
    const result = await it.run(
      {},
      {
        planAgain: (live, ledger) => planTiny(desiredOf({ [`room/${++room}`]: {} }), live, ledger),
      },
    );
    expect(result).toMatchObject({ status: 'partial', rounds: 3 });
    expect(it.sent).toHaveLength(3);
  });

  it('calls a failed change done when it is in effect after all', async () => {
    const it = stage();
    it.fate = ({ body }) => {
      if (!JSON.stringify(body).includes('room/1')) return undefined;
      it.world.set('room/1', {});
      return { outcome: 'failed', code: 'x', message: 'no' };
    };
    const result = await it.run({ 'room/1': {}, 'room/2': {} });
    expect(result.status).toBe('converged');
    expect(because(result, 'create room/1')).toBe('in effect when read again');
  });

  it('asks the guards again before another round, and stops where they refuse', async () => {
    const it = stage();
    const problem = { code: 'protected', severity: 'error', message: 'room/2 is protected.' } as const;
    const result = await it.run(
      {},
      {
        planAgain: (live, ledger) => {
          const isSecond = live.resources.has('room/1');
          const wanted = desiredOf({ 'room/1': {}, ...(isSecond ? { 'room/2': {} } : {}) });
          const { plan, context } = planTiny(wanted, live, ledger);
          return isSecond
            ? { plan: { ...plan, status: 'refused', problems: [problem] }, context }
            : { plan, context };
        },
      },
    );
    expect(sends(it)).toEqual(['POST room room/1']);
    expect(result).toMatchObject({
      status: 'partial',
      rounds: 1,
      remaining: ['create room/2'],
      problems: [problem],
    });
  });

  it('asks the ledger as often for many changes as for few: each answer copies all of it', async () => {
    const asked = async (count: number): Promise<number> => {
      const it = stage();
      let times = 0;
      const ledger = {
        current: () => {
          times++;
          return it.ledger;
        },
        merge: (facts: Facts | undefined) => {
          it.ledger = mergeFacts(it.ledger, facts ?? {});
        },
        bind: () => false,
        save: async () => {},
      };
      const bells = Array.from({ length: count }, (_, index) => [`bell/${index}`, {}] as const);
      await it.run(Object.fromEntries(bells), { ledger });
      expect(Object.keys(it.ledger.facts)).toHaveLength(count);
      return times;
    };
    expect(await asked(20)).toBe(await asked(2));
  });

  it('remembers of what nothing can read only what was done', async () => {
    const it = stage();
    it.fate = () => ({ outcome: 'failed', code: 'no', message: 'not allowed' });
    await it.run({ 'bell/1': {} });
    expect(it.ledger.facts).toEqual({});
    it.fate = () => undefined;
    await it.run({ 'bell/1': {} });
    expect(it.ledger.facts['bell/1']).toEqual({ applied: expect.stringMatching(/^sha256:/) });
  });

  it('waits until an accepted write is visible before what depends on it', async () => {
    const it = stage();
    let accepted = 0;
    it.fate = ({ path }) => {
      if (path !== 'room') return undefined;
      accepted = it.clock;
      return { outcome: 'accepted' };
    };
    const sleep = async (ms: number): Promise<void> => {
      it.clock += ms;
      if (accepted > 0 && it.clock - accepted > 2_000) it.world.set('room/1', {});
    };
    let seenAt = 0;
    const plain = it.fate;
    it.fate = (request, index) => {
      if (request.path === 'badge') seenAt = it.clock;
      return plain(request, index);
    };
    const result = await it.run({ 'room/1': {}, 'badge/1/7': {} }, { sleep });
    expect(result.status).toBe('converged');
    expect(seenAt - accepted).toBeGreaterThan(2_000);
  });

  it('gives an accepted write that no read shows its time before what depends on it', async () => {
    const it = stage();
    let accepted: number | undefined;
    it.fate = ({ path }) => {
      if (path !== 'key') return undefined;
      accepted = it.clock;
      return { outcome: 'accepted' };
    };
    const result = await it.run({ 'key/1': {} });
    expect(result.outcomes).toMatchObject([{ key: 'create key/1', status: 'done' }]);
    expect(it.clock - (accepted ?? it.clock)).toBeGreaterThanOrEqual(5_000);
  });
});

describe('agents in a call', () => {
  const start = { 'room/1': {}, 'badge/1/7': {}, 'room/2': {}, 'badge/2/7': {} };
  const wanted = { 'badge/1/7': null, 'badge/2/7': null } as const;

  /** The agent of room/1 stays in a call far beyond the drain timeout, but not for ever: waiting must not outlast it. */
  const hangUpAfter = (it: Stage, questions: number): void => {
    it.inCall.add('room/1');
    let asked = 0;
    it.onPresence = () => {
      if (++asked > questions) it.inCall.clear();
    };
  };

  it('wait: the free go now, the busy when they are free', async () => {
    const it = stage(start);
    it.inCall.add('room/1');
    it.onPresence = () => {
      if (it.clock - Date.parse('2026-01-01T00:00:00Z') >= 15_000) it.inCall.clear();
    };
    const result = await it.run(wanted);
    expect(result.status).toBe('converged');
    expect(sends(it)).toEqual(['DELETE badge badge/2/7', 'DELETE badge badge/1/7']);
    expect(it.events.filter(({ event }) => event === 'wait')).toMatchObject([
      { addresses: ['room/1'] },
      {},
      {},
    ]);
  });

  it('wait: gives up after the drain timeout', async () => {
    const it = stage(start);
    hangUpAfter(it, 100);
    const result = await it.run(wanted, { drainTimeoutMs: 60_000 });
    expect(because(result, 'delete badge/1/7')).toContain('--drain-timeout');
    expect(statuses(result)).toEqual({ 'delete badge/2/7': 'done', 'delete badge/1/7': 'skipped' });
    expect(sends(it)).toEqual(['DELETE badge badge/2/7']);
  });

  it('skip: leaves the busy, and what waits for them', async () => {
    const it = stage(start);
    it.inCall.add('room/1');
    const result = await it.run({ ...wanted, 'room/1': null }, { policy: { busyAgents: 'skip' } });
    expect(result.status).toBe('partial');
    expect(statuses(result)).toMatchObject({
      'delete badge/1/7': 'skipped',
      'delete room/1': 'skipped',
      'delete badge/2/7': 'done',
    });
  });

  it('refuse: nothing is sent when live already shows it', async () => {
    const it = stage(start);
    it.inCall.add('room/1');
    const result = await it.run(wanted, { policy: { busyAgents: 'refuse' } });
    expect(result).toMatchObject({ status: 'refused', problems: [{ code: 'busy-agents' }] });
    expect(it.sent).toEqual([]);
  });

  it('ignore: goes at once, without reading presence', async () => {
    const it = stage(start);
    it.inCall.add('room/1');
    let reads = 0;
    it.onPresence = () => {
      reads++;
    };
    expect((await it.run(wanted, { policy: { busyAgents: 'ignore' } })).status).toBe('converged');
    expect(reads).toBe(0);
  });

  it('keeps a whole list together: it goes when all of its agents are free, or not at all', async () => {
    const it = stage(start);
    hangUpAfter(it, 100);
    const badge = operations['badge delete'];
    if (!badge) throw new Error('no badge');
    const provider = providerOf(it, {
      operations: { ...operations, 'badge delete': { ...badge, wholeList: true } },
    });
    const result = await it.run(wanted, {
      provider,
      drainTimeoutMs: 10_000,
      planAgain: (live, ledger) => {
        const { plan, context } = planTiny(desiredOf(wanted), live, ledger);
        const [first] = plan.calls;
        const changes = plan.changes.map(({ key }) => key);
        return { plan: planOf(plan.changes, first ? [{ ...first, changes }] : []), context };
      },
    });
    expect(it.sent).toEqual([]);
    expect(statuses(result)).toEqual({ 'delete badge/1/7': 'skipped', 'delete badge/2/7': 'skipped' });
  });

  it('asks again before it sends again: an agent may have taken a call meanwhile', async () => {
    const it = stage({ 'room/1': {}, 'badge/1/7': {} });
    const cuts: number[] = [];
    it.fate = (_request, index) => {
      if (it.inCall.has('room/1')) cuts.push(index);
      if (index > 0) return undefined;
      it.inCall.add('room/1');
      return 'lost-before';
    };
    let asked = 0;
    it.onPresence = () => {
      if (++asked > 4) it.inCall.clear();
    };
    expect((await it.run({ 'badge/1/7': null })).status).toBe('converged');
    expect(cuts).toEqual([]);
  });
});

describe('interrupted', () => {
  it('starts no new call, finishes and notes those in flight', async () => {
    const it = stage();
    const stop = new AbortController();
    it.fate = (_request, index) => {
      if (index === 0) stop.abort();
      return undefined;
    };
    const wanted = { 'room/1': {}, 'badge/1/7': {}, 'badge/1/8': {} };
    const result = await it.run(wanted, { signal: stop.signal });
    expect(result).toMatchObject({ status: 'partial', problems: [{ code: 'interrupted' }] });
    expect(statuses(result)).toEqual({
      'create room/1': 'done',
      'create badge/1/7': 'skipped',
      'create badge/1/8': 'skipped',
    });
    expect(it.lines.map((line) => JSON.parse(line).type)).toEqual(['begin', 'end']);
    expect((await it.run(wanted)).status).toBe('converged');
  });

  it('leaves a write whose answer is lost open, for the next run to find out', async () => {
    const it = stage();
    const stop = new AbortController();
    it.fate = (_request, index) => {
      stop.abort();
      return index === 0 ? 'lost-after' : undefined;
    };
    const result = await it.run({ 'key/1': {} }, { signal: stop.signal });
    expect(result.status).toBe('partial');
    expect(it.lines.map((line) => JSON.parse(line).type)).toEqual(['begin']);
    expect((await it.run({ 'key/1': {} })).status).toBe('converged');
    expect(it.sink).toHaveLength(1);
  });
});

describe('killed at any call and run again', () => {
  const wanted = {
    'room/1': { name: 'b' },
    'room/2': {},
    'badge/2/7': {},
    'key/1': {},
    'key/2': {},
    'memo/1': { text: 'x' },
    'room/9': null,
  };
  const start = { 'room/1': { name: 'a' }, 'room/9': {} };
  const ends: string[] = [];

  it.each(
    [0, 1, 2, 3, 4, 5, 6].flatMap((index) => [
      [index, 'dies-before'] as const,
      [index, 'dies-after'] as const,
    ]),
  )('call %s, %s: the same end, no secret lost, nothing twice', async (index, fate) => {
    const it = stage(start);
    it.fate = (_request, at) => (at === index ? fate : undefined);
    const first = await it.run(wanted);
    expect(first.status).toBe('error');
    it.fate = () => undefined;
    const second = await it.run(wanted);
    expect(second).toMatchObject({ status: 'converged', remaining: [] });
    const keys = ['key/1', 'key/2'].map(
      (key) => it.sink.filter(({ address }) => address === key).at(-1)?.value,
    );
    expect(keys).toEqual([expect.stringMatching(/^made-pw-/), expect.stringMatching(/^made-pw-/)]);
    const world = [...it.world].map(([address, { id: _id, ...fields }]) => [address, fields]).sort();
    ends.push(JSON.stringify(world));
    expect(new Set(ends).size).toBe(1);
    expect(sends(it).filter((call) => call === 'POST memo memo/1').length).toBeLessThanOrEqual(
      fate === 'dies-before' ? 2 : 1,
    );
  });

  it.each([
    ['room/1', {}],
    ['key/1', { password: 'made-pw-late' }],
  ])(
    '%s comes about after the crash: it gets its time before anything is read, planned or undone',
    async (address, made) => {
      const it = stage();
      it.fate = () => 'dies-before';
      await it.run({ [address]: {} });
      it.fate = () => undefined;
      const due = it.clock + 1_500;
      const sentAt: number[] = [];
      it.fate = () => void sentAt.push(it.clock);
      const sleep = async (ms: number): Promise<void> => {
        const isDue = it.clock < due && it.clock + ms >= due;
        it.clock += ms;
        if (isDue) it.world.set(address, made);
      };
      const result = await it.run({ [address]: {} }, { sleep });
      expect(result.status).toBe('converged');
      expect(sentAt.every((at) => at >= due)).toBe(true);
      // A room that is there is not made twice; a key whose password nobody heard is unmade and made anew.
      expect(sends(it).slice(1)).toEqual(address === 'key/1' ? ['DELETE key key/1', 'POST key key/1'] : []);
      expect(it.world.get(address)).not.toEqual({ password: 'made-pw-late' });
    },
  );

  it('does not wait when live shows that everything was done before the crash', async () => {
    const it = stage();
    it.fate = () => 'dies-after';
    await it.run({ 'room/1': {} });
    it.fate = () => undefined;
    expect(await it.run({ 'room/1': {} })).toMatchObject({ status: 'converged' });
    expect(it.slept).toEqual([]);
  });

  it('finds the id that the lost answer had, also of what live shows', async () => {
    const it = stage();
    it.fate = () => 'dies-after';
    await it.run({ 'memo/1': { text: 'a' } });
    it.fate = () => undefined;
    expect(it.world.has('memo/1')).toBe(true);
    expect((await it.run({ 'memo/1': { text: 'a' } })).status).toBe('converged');
    expect(it.ledger.facts['memo/1']).toEqual({ id: 'm1' });
    expect(sends(it)).toEqual(['POST memo memo/1']);
  });

  it('tells a person once about a write that nothing can find out, and goes on in the run after that', async () => {
    const it = stage();
    it.fate = () => 'dies-before';
    await it.run({ 'bell/1': {} });
    it.fate = () => undefined;
    const second = await it.run({ 'bell/1': {} });
    expect(second.problems).toMatchObject([
      { code: 'write-unknown', message: expect.stringContaining('listen whether it rings') },
    ]);
    expect(it.sent).toHaveLength(1);
    await it.run({ 'bell/1': {} });
    expect(it.sent.length).toBeGreaterThan(1);
  });

  it('leaves writes of another account alone', async () => {
    const it = stage();
    it.fate = () => 'dies-after';
    await it.run({ 'key/1': {} });
    it.fate = () => undefined;
    it.lines.splice(
      0,
      it.lines.length,
      ...it.lines.map((line) => line.replace('"account":"app-1"', '"account":"app-2"')),
    );
    const result = await it.run({ 'room/1': {} });
    expect(sends(it)).toEqual(['POST key key/1', 'POST room room/1']);
    expect(result.problems).toMatchObject([{ code: 'journal-foreign' }]);
  });

  it('reports a secret lost by name when a list shows the object, and leaves the object alone', async () => {
    const it = stage();
    it.fate = () => 'dies-after';
    await it.run({ 'key/1': {} });
    it.fate = () => undefined;
    it.showsKeys = true;
    const result = await it.run({ 'key/1': {} });
    expect(result.problems).toMatchObject([{ code: 'secret-lost', address: 'key/1' }]);
    expect(sends(it)).toEqual(['POST key key/1']);
  });

  it('reports a secret lost by name when the object came into use before the next run', async () => {
    const it = stage();
    it.fate = () => 'dies-after';
    await it.run({ 'key/1': {} });
    it.fate = () => undefined;
    it.world.set('key/1', { inUse: true });
    const result = await it.run({ 'key/1': {} });
    expect(result.problems).toMatchObject([{ code: 'secret-lost', address: 'key/1' }]);
    expect(it.world.get('key/1')).toEqual({ inUse: true });
  });
});
