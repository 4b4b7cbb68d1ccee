// What the answers teach and what is done when one is lost: nothing is sent twice without a look (nxcloud.md 4 no. 11).
import { describe, expect, it } from 'vitest';
import type { Call, Change, Found, Operation, Request } from '../../../../src/contract/index.js';
import { callListOf } from '../../../../src/providers/callbot/bodies.js';
import { operations } from '../../../../src/providers/callbot/operations/index.js';
import { type Account, clientOf, type Outcome, ok, planned } from './support.js';

const THREE = `policy: { allowDialling: true }
campaigns:
  - id: spring
    scene: "1"
    state: running
    contacts: [{ id: c-1, phone: 6560000001 }, { id: c-2, phone: 6560000002 }, { id: c-3, phone: 6560000002 }]
`;
const BATCH = `${THREE}    contactsMode: batch\n`;

const operation = (name: string): Operation => {
  const found = operations[name];
  if (!found) throw new Error(`no operation ${name}`);
  return found;
};
const changesOf = ({ plan }: Outcome): readonly Change[] => plan.changes;
const requestOf = ({ plan }: Outcome, name: string): Request => {
  const call: Call | undefined = plan.calls.find((one) => one.operation === name);
  if (!call) throw new Error(`no call ${name}`);
  return { method: call.method, path: call.path, ...(call.body === undefined ? {} : { body: call.body }) };
};
const find = async (name: string, made: Outcome, account: Account, crashed = false): Promise<Found> => {
  const rule = operation(name).afterUnknown;
  expect(rule.rule, name).toBe('compare');
  if (rule.rule !== 'compare') throw new Error(`${name} does not compare`);
  const request = crashed ? undefined : requestOf(made, name);
  return rule.find(clientOf(account).client, changesOf(made), made.context, request);
};
const idsIn = (request: Request | undefined): unknown[] =>
  request ? callListOf(request).map(({ orderID }) => orderID) : [];

describe('errList', () => {
  const learn = async (errList: unknown, more: Record<string, unknown> = {}) => {
    const made = await planned(THREE);
    return operation('addBatchCall').learn?.(
      ok({ totalCount: 3, errList, ...more }),
      changesOf(made),
      made.context,
      requestOf(made, 'addBatchCall'),
    );
  };
  const remembered = (learned: Awaited<ReturnType<typeof learn>>): string =>
    Object.values(learned?.facts ?? {})
      .map((fact) => fact?.sent)
      .join(' ');

  it('fails a contact by name; the others are remembered', async () => {
    const learned = await learn([{ phone: '6560000001', errMsg: 'blocked' }], { successCount: 2 });
    expect(learned?.failed).toEqual([{ change: 'create campaign/spring', id: 'c-1', message: 'blocked' }]);
    expect(remembered(learned)).toMatch(/^c-2=[0-9a-f]+ c-3=[0-9a-f]+$/);
  });

  it('that names a number which two contacts share doubts both', async () => {
    const learned = await learn([{ phone: '6560000002', errMsg: 'twice' }], { successCount: 2 });
    expect(learned?.failed).toMatchObject([{ id: 'c-2 or c-3', message: expect.stringContaining('twice') }]);
    expect(remembered(learned)).toMatch(/^c-1=[0-9a-f]+$/);
  });

  it('may name the order, or somebody whom we did not send', async () => {
    expect((await learn([{ orderID: 'c-3', phone: '6560000002', errMsg: 'x' }]))?.failed).toMatchObject([
      { id: 'c-3' },
    ]);
    expect((await learn([{ phone: '999', errMsg: '' }]))?.failed).toMatchObject([
      { id: '999', message: expect.stringContaining('does not say why') },
    ]);
  });

  it('that does not agree with the count makes nothing certain', async () => {
    expect(remembered(await learn([], { successCount: 2 }))).toBe('');
    expect(remembered(await learn(undefined, { successCount: 3 }))).toContain('c-1=');
  });
});

describe('a lost answer', () => {
  it('of contacts: who is there stays, who is not is sent again', async () => {
    const made = await planned(THREE);
    const there = (...ids: readonly string[]): Account => ({
      tasks: [{ userTaskID: 'spring', taskStatus: 1, orders: ids.map((orderID) => ({ orderID })) }],
    });
    const none = await find('addBatchCall', made, there());
    expect(none).toMatchObject({ found: 'none', done: [] });
    expect('rest' in none && idsIn(none.rest)).toEqual(['c-1', 'c-2', 'c-3']);
    const some = await find('addBatchCall', made, there('c-2'));
    expect('rest' in some && idsIn(some.rest)).toEqual(['c-1', 'c-3']);
    const all = await find('addBatchCall', made, there('c-1', 'c-2', 'c-3'));
    expect(all).toMatchObject({ found: 'all', done: ['create campaign/spring'] });
    expect('rest' in all).toBe(false);
  });

  it('of a batch: the latest batch tells', async () => {
    const made = await planned(BATCH);
    const there = (...ids: readonly string[]): Account => ({
      tasks: [{ userTaskID: 'spring', taskStatus: 1, batch: ids.map((orderID) => ({ orderID })) }],
    });
    expect(await find('importBatchCall', made, there('c-1', 'c-2', 'c-3'))).toMatchObject({ found: 'all' });
    const none = await find('importBatchCall', made, there('c-1'));
    expect(none.found).toBe('none');
    expect('rest' in none && idsIn(none.rest)).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it.each([
    ['start', 2, 'all'],
    ['start', 3, 'all'],
    ['start', 1, 'none'],
  ])('of %s: live %i is %s', async (name, taskStatus, expected) => {
    const made = await planned(THREE);
    const account: Account = { tasks: [{ userTaskID: 'spring', taskStatus }] };
    const looked = await find(name, made, account);
    expect(looked.found).toBe(expected);
    expect('rest' in looked).toBe(expected === 'none');
  });

  it('after a crash, the next plan finds out: nothing is sent from here', async () => {
    const account: Account = { tasks: [{ userTaskID: 'spring', taskStatus: 1 }] };
    for (const [text, name] of [
      [THREE, 'addBatchCall'],
      [BATCH, 'importBatchCall'],
      [THREE, 'start'],
    ] as const) {
      const looked = await find(name, await planned(text), account, true);
      expect(looked).toMatchObject({ found: 'none', done: [] });
      expect('rest' in looked).toBe(false);
    }
  });
});

describe('4001', () => {
  const tooMany = { outcome: 'failed', code: '4001', message: 'too many' } as const;

  it('cuts contacts in halves, to the last one; a batch is never cut', async () => {
    const { split } = operation('addBatchCall');
    const request = requestOf(await planned(THREE), 'addBatchCall');
    const halves = split?.(request, tooMany) ?? [];
    expect(halves.map(idsIn)).toEqual([['c-1', 'c-2'], ['c-3']]);
    expect(halves[0]).toMatchObject({ path: 'addBatchCall', body: { userTaskID: 'spring' } });
    expect(halves[1] && split?.(halves[1], tooMany)).toBeUndefined();
    expect(split?.(request, { ...tooMany, code: '4' })).toBeUndefined();
    expect(operation('importBatchCall').split).toBeUndefined();
  });
});

it('a change of state is believed when the list shows it (B.6.5)', async () => {
  const made = await planned(THREE);
  const { confirm } = operation('start');
  const shows = (taskStatus: number): boolean | undefined =>
    confirm?.holds(ok({ taskData: [{ userTaskID: 'spring', taskStatus }] }), changesOf(made), made.context);
  expect(confirm?.body?.(changesOf(made), made.context)).toMatchObject({
    queryConditions: { userTaskID: ['spring'] },
  });
  expect([1, 2, 3, 5].map(shows)).toEqual([false, true, true, false]);
});

it('a campaign that is created again forgets whom an earlier one of its id was sent', async () => {
  const made = await planned(THREE);
  const ledger = { ...made.context.ledger, facts: { 'contacts/spring/c-0': { sent: 'c-0=1' } } };
  const learned = operation('createTask').learn?.(ok(), changesOf(made), { ...made.context, ledger });
  expect(learned?.facts).toEqual({ 'contacts/spring/c-0': null });
});
