// Plans for Callbot accounts, by the real planner over real reads: which calls, in which order, with what in them.
import { describe, expect, it } from 'vitest';
import type { Body, CenterPlan, Model } from '../../../../src/contract/index.js';
import { appliedHash } from '../../../../src/plan/ledger-known.js';
import { verifyOnModel } from '../../../../src/plan/verify.js';
import { importedFacts, sentFacts } from '../../../../src/providers/callbot/contacts.js';
import { model } from '../../../../src/providers/callbot/model/index.js';
import { provider } from '../../../../src/providers/callbot/provider.js';
import { callLines, facts, loaded, type Outcome, planned, type Task } from './support.js';

const erased = model as unknown as Model;
const contacts = (...ids: readonly number[]): string =>
  `    contacts: [${ids.map((id) => `{ id: c-${id}, phone: 656000000${id} }`).join(', ')}]\n`;
const spring = (lines: string): string => `campaigns:\n  - id: spring\n    scene: "1234"\n${lines}`;
const ALLOW = 'policy: { allowDialling: true }\n';
const task = (taskStatus: number, more: Partial<Task> = {}): { tasks: Task[] } => ({
  tasks: [{ userTaskID: 'spring', sceneID: '1234', taskStatus, ...more }],
});
const orders = (...ids: readonly number[]) =>
  ids.map((id) => ({ orderID: `c-${id}`, userPhone: `656000000${id}` }));
/** As few calls as can be, and every schedule of them holds on the vendor's model. */
const proved = ({ plan: made, context }: Outcome, ...lines: readonly string[]): void => {
  expect(made.problems).toEqual([]);
  expect(made.manual).toEqual([]);
  expect(callLines(made)).toEqual(lines);
  expect(made.callCount).toBe(made.lowerBound);
  expect(verifyOnModel({ plan: made, context, provider, model: erased })).toEqual({
    verified: true,
    problems: [],
  });
};
const bodyOf = (made: CenterPlan, operation: string): Record<string, Body> =>
  made.calls.find((call) => call.operation === operation)?.body as Record<string, Body>;

describe('a new campaign', () => {
  it('is created with its settings, then named, filled and started, each after the other', async () => {
    const made = await planned(
      ALLOW +
        spring(`    name: Spring
    state: running
    settings: { strategyName: Default, maxRingTime: 30, taskKeep: true, phoneEncrypt: false,
      smsFuncFlag: [{ smsID: s, intentID: ["1"] }] }
    callbacks: { task: https://crm.example.com/t, order: https://crm.example.com/o, call: https://crm.example.com/c }
${contacts(2, 1)}`),
    );
    proved(made, 'createTask', 'updateTask', 'addBatchCall c-1,c-2', 'start');
    const { plan } = made;
    expect(plan.calls.map(({ wave }) => wave)).toEqual([1, 2, 3, 4]);
    expect(bodyOf(plan, 'createTask')).toEqual({
      productID: 'callbot',
      userTaskID: 'spring',
      sceneID: '1234',
      other: '',
      taskCreateSetting: { strategyName: 'Default', maxRingTime: 30, startupType: 1 },
      // createTask spells SMS otherwise and knows no phoneEncrypt (B.5, 6 no. 16).
      funcFlag: { taskKeep: true, smsFuncFlag: [{ smsId: 's', intentId: ['1'] }] },
      taskCallbackUrl: 'https://crm.example.com/t',
      orderCallbackUrl: 'https://crm.example.com/o',
    });
    expect(bodyOf(plan, 'updateTask')).toMatchObject({
      taskCreateSetting: { taskName: 'Spring', taskCallbackUrl: 'https://crm.example.com/t', startupType: 1 },
      funcFlag: { phoneEncrypt: false, smsFuncFlag: [{ smsID: 's', intentID: ['1'] }] },
    });
    expect(bodyOf(plan, 'addBatchCall')).toMatchObject({
      callInfoList: {
        orderCallbackUrl: 'https://crm.example.com/o',
        callCallbackUrl: 'https://crm.example.com/c',
        callList: [
          {
            orderID: 'c-1',
            userPhone: '6560000001',
            other: '',
            userName: '',
            customerName: '',
            params: [],
          },
          { orderID: 'c-2' },
        ],
      },
    });
    expect(bodyOf(plan, 'start')).toEqual({
      productID: 'callbot',
      userTaskID: 'spring',
      taskOperate: 1,
      delCall: 0,
    });
    const [change] = plan.changes;
    expect(change).toMatchObject({ certainty: 'assumed', risk: 'high', riskReason: 'calls real people' });
  });

  it('that rests takes one call; one that is to be over takes no contacts', async () => {
    proved(await planned(spring('    state: paused\n')), 'createTask');
    proved(await planned(spring(`    state: completed\n${contacts(1)}`)), 'createTask', 'complete');
  });

  it('needs a script', async () => {
    const { plan } = await planned('campaigns: [{ id: spring, state: paused }]\n');
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([{ address: 'campaign/spring' }]);
  });

  it('is not made where the list is not to be trusted (look before you create, B.3)', async () => {
    const { plan, reads } = await planned(spring(''), { ...task(1), hidden: ['spring'] });
    expect(reads).toEqual(['listTask', 'listTask']);
    expect(plan.calls).toEqual([]);
    expect(plan.problems).toMatchObject([{ code: 'incomplete-read' }]);
  });

  it('takes one call for each 500 contacts', async () => {
    const many = Array.from(
      { length: 1201 },
      (_, index) => `{ id: c-${String(index).padStart(4, '0')}, phone: ${6_560_000_000 + index} }`,
    );
    const { plan } = await planned(spring(`    contacts: [${many.join(', ')}]\n`));
    expect(plan.callCount).toBe(4);
    expect(plan.lowerBound).toBe(4);
    expect(callLines(plan).map((line) => line.split(',').length)).toEqual([1, 500, 500, 201]);
    expect(plan.calls.map(({ after }) => after)).toEqual([[], ['c1'], ['c2'], ['c3']]);
  });
});

describe('state (B.4)', () => {
  it.each([
    [1, 'paused', []],
    [5, 'paused', []],
    [2, 'running', []],
    [3, 'completed', []],
    [4, 'completed', []],
    [1, 'running', ['start']],
    [5, 'running', ['start']],
    [2, 'paused', ['pause']],
    [1, 'completed', ['complete']],
    [2, 'completed', ['complete']],
    [5, 'completed', ['complete']],
  ])('live %i, wanted %s', async (status, state, calls) => {
    const made = await planned(ALLOW + spring(`    state: ${state}\n`), task(status));
    proved(made, ...calls);
    expect(made.plan.changes.every(({ certainty }) => certainty === 'verified')).toBe(true);
  });

  it.each([
    [3, 'paused'],
    [3, 'running'],
    [4, 'paused'],
    [4, 'running'],
    [6, 'paused'],
  ])('live %i, wanted %s, is for a person', async (status, state) => {
    const { plan } = await planned(ALLOW + spring(`    state: ${state}\n${contacts(1)}`), task(status));
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([{ address: 'campaign/spring' }]);
  });

  it('completed is final; numbers are deleted only if the file says so (4 no. 10)', async () => {
    const kept = await planned(spring('    state: completed\n'), task(2));
    expect(bodyOf(kept.plan, 'complete')).toMatchObject({ taskOperate: 3, delCall: 0 });
    expect(kept.plan.changes).toMatchObject([{ risk: 'high' }]);
    const text = spring('    state: completed\n    deleteUndialled: true\n');
    const gone = await planned(text, task(2));
    expect(bodyOf(gone.plan, 'complete')).toMatchObject({ taskOperate: 3, delCall: 1 });
    expect(gone.plan.changes[0]?.riskReason).toContain('deleted');
  });

  it('the script is fixed', async () => {
    const { plan } = await planned(spring(''), task(1, { sceneID: '9' }));
    expect(plan.problems).toMatchObject([{ code: 'immutable-field' }]);
    const hidden: Task = { userTaskID: 'spring', taskStatus: 1 };
    proved(await planned(spring(''), { tasks: [hidden] }));
  });
});

describe('dialling', () => {
  it.each([
    ['a start', task(1), spring('    state: running\n'), 'would start'],
    ['a new campaign that runs', { tasks: [] }, spring('    state: running\n'), 'would start'],
    ['contacts for one that runs', task(2), spring(contacts(1)), 'would call the contacts'],
    [
      'settings of one that runs',
      task(2),
      spring('    state: running\n    settings: { maxRingTime: 20 }\n'),
      'started again',
    ],
  ])('%s needs policy.allowDialling', async (_name, account, text, message) => {
    const { plan } = await planned(text, account);
    expect(plan.status).toBe('refused');
    expect(plan.problems).toMatchObject([{ code: 'dialling', message: expect.stringContaining(message) }]);
    expect((await planned(ALLOW + text, account)).plan.problems).toEqual([]);
  });

  it('nothing that dials nobody needs it', async () => {
    proved(await planned(spring('    state: paused\n'), task(2)), 'pause');
    proved(await planned(spring(`    state: paused\n${contacts(1)}`), task(2)), 'pause', 'addBatchCall c-1');
  });
});

describe('settings', () => {
  const text = spring(
    '    name: Spring\n    callbacks: { task: https://crm.example.com/t }\n    settings: { maxRingTime: 20 }\n',
  );
  const campaign = loaded(text).desired.resources.get('campaign/spring');
  const hash = campaign && provider.kinds[0] && appliedHash(provider.kinds[0], campaign.fields);

  it('are written once, and then the ledger says so (4 no. 14)', async () => {
    const made = await planned(text, task(1));
    proved(made, 'updateTask');
    expect(made.plan.changes).toMatchObject([{ certainty: 'unknowable', risk: 'low' }]);
    const known = await planned(text, task(1), facts({ 'campaign/spring': { applied: hash ?? '' } }));
    proved(known);
    expect(known.plan.unverifiable).toMatchObject([{ address: 'campaign/spring' }]);
  });

  it('of a running campaign: pause, write, start (4 no. 7)', async () => {
    const running = `${ALLOW}${text}    state: running\n`;
    proved(await planned(running, task(2)), 'pause', 'updateTask', 'start');
    proved(await planned(`${text}    state: paused\n`, task(2)), 'pause', 'updateTask');
    proved(await planned(running, task(5)), 'updateTask', 'start');
  });

  it('of a running campaign whose state is not ours are refused', async () => {
    const { plan } = await planned(ALLOW + text, task(2));
    expect(plan.problems).toMatchObject([{ code: 'campaign-running' }]);
  });

  it('of a campaign that is over are nobody’s business', async () => {
    proved(await planned(text, task(3)));
    proved(await planned(`${text}    state: completed\n`, task(2)), 'complete');
  });

  it('a name alone may reset what the file does not say (6 no. 22)', async () => {
    const { plan } = await planned(spring('    name: Spring\n'), task(1));
    expect(plan.changes).toMatchObject([{ risk: 'medium' }]);
  });
});

describe('contacts that are appended', () => {
  const sent = (...ids: readonly number[]) =>
    facts(
      sentFacts(
        'spring',
        ids.map((id) => ({ id: `c-${id}`, fields: { phone: `656000000${id}` } })),
      ),
    );

  it('are those that are not there: the ledger knows, else the vendor is asked by id', async () => {
    const account = task(1, { orders: orders(1, 2) });
    const known = await planned(spring(contacts(1, 2, 3)), account, sent(1, 2));
    proved(known, 'addBatchCall c-3');
    expect(known.plan.changes[0]?.fields).toEqual([{ path: 'contacts', before: 2, after: 3 }]);
    const blind = await planned(spring(contacts(1, 2, 3)), account);
    proved(blind, 'addBatchCall c-3');
    expect(known.reads).toEqual(['listTask', 'listOrderDetail']);
    expect(blind.reads).toEqual(['listTask', 'listOrderDetail']);
    const all = await planned(spring(contacts(1, 2)), account, sent(1, 2));
    proved(all);
    expect(all.reads).toEqual(['listTask']);
  });

  it('are not believed to be there when the vendor counts fewer, or does not count', async () => {
    for (const total of [1, null]) {
      const account = task(1, { orders: orders(1), total });
      proved(await planned(spring(contacts(1, 2)), account, sent(1, 2)), 'addBatchCall c-2');
    }
  });

  it('stay when the file lists them no more', async () => {
    proved(await planned(spring(contacts(1)), task(1, { orders: orders(1, 2) }), sent(1, 2)));
  });

  it('that were edited are for a person', async () => {
    const text = spring('    contacts: [{ id: c-1, phone: 6560000001, name: New }]\n');
    const account = task(1, { orders: orders(1) });
    const { plan } = await planned(text, account, sent(1));
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([{ address: 'contact/spring/c-1' }]);
    // Without the ledger only the number tells.
    proved(await planned(text, account));
    const other = await planned(spring('    contacts: [{ id: c-1, phone: 6561111111 }]\n'), account);
    expect(other.plan.manual).toMatchObject([{ address: 'contact/spring/c-1' }]);
  });

  it('do not reach a campaign that is over', async () => {
    const { plan } = await planned(spring(contacts(1, 2)), task(3, { orders: orders(1) }), sent(1));
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([
      { address: 'campaign/spring', reason: expect.stringContaining('takes no more contacts') },
    ]);
  });
});

describe('contacts as a batch', () => {
  const batch = (...ids: readonly number[]): string => spring(`    contactsMode: batch\n${contacts(...ids)}`);

  it('go out in one call, whatever their number (4 no. 5), and are shown as replacing', async () => {
    const many = Array.from(
      { length: 1201 },
      (_, index) => `{ id: c-${index}, phone: ${6_560_000_000 + index} }`,
    );
    const text = spring(`    contactsMode: batch\n    contacts: [${many.join(', ')}]\n`);
    const { plan } = await planned(text, task(1, { batch: [{ orderID: 'old' }] }));
    expect(plan.callCount).toBe(1);
    expect(plan.lowerBound).toBe(1);
    expect(plan.changes).toMatchObject([
      { certainty: 'assumed', risk: 'medium', riskReason: expect.stringContaining('replaces') },
    ]);
    expect(plan.changes[0]?.fields).toEqual([
      { path: 'contacts', before: 0, after: 1201 },
      { path: 'outdated', before: 1, after: 0 },
    ]);
  });

  it('leave alone who was dialled', async () => {
    const [first] = orders(1);
    const dialled = first ? [{ ...first, callID: 'call-1' }] : [];
    const account = task(1, { orders: dialled, batch: [...dialled, ...orders(2)] });
    proved(await planned(batch(1, 2, 3), account), 'importBatchCall c-2,c-3');
    proved(await planned(batch(1, 2), account));
    proved(await planned(batch(1, 3), account), 'importBatchCall c-3');
  });

  it('are sent anew when one of them was edited', async () => {
    const account = task(1, { batch: [{ orderID: 'c-1', userPhone: '6561111111' }, ...orders(2)] });
    proved(await planned(batch(1, 2), account), 'importBatchCall c-1,c-2');
  });

  it('keep who waits and is not shown (B.6.13): asked for by id, and sent again', async () => {
    const account = { ...task(1, { batch: orders(1, 2) }), exports: 'dialled' } as const;
    proved(await planned(batch(1, 2), account));
    proved(await planned(batch(1, 2, 3), account), 'importBatchCall c-1,c-2,c-3');
  });

  it('leave alone who was added beside a batch that shows who waits', async () => {
    const account = task(1, { orders: orders(1), batch: orders(2) });
    proved(await planned(batch(1, 2, 3), account), 'importBatchCall c-2,c-3');
  });

  it('do not try again who was refused as he is, which would take everybody out who waits', async () => {
    const refused = (phone: string) =>
      facts(
        importedFacts(
          'spring',
          [{ id: 'c-1', fields: { phone: '6560000001' } }],
          [{ id: 'c-2', fields: { phone } }],
        ),
      );
    const account = task(1, { batch: orders(1) });
    const { plan } = await planned(batch(1, 2), account, refused('6560000002'));
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([
      { address: 'contact/spring/c-2', reason: expect.stringContaining('refused') },
    ]);
    proved(await planned(batch(1, 2), account, refused('6569999999')), 'importBatchCall c-1,c-2');
  });

  it('of nobody are not sent', async () => {
    const { plan } = await planned(
      spring('    contactsMode: batch\n    contacts: []\n'),
      task(1, { batch: orders(1) }),
    );
    expect(plan.calls).toEqual([]);
    expect(plan.manual).toMatchObject([{ address: 'contact/spring/*' }]);
  });
});

describe('the account', () => {
  it('is read to its end; what no file declares is left alone, and never pruned', async () => {
    const tasks = Array.from({ length: 250 }, (_, index) => ({ userTaskID: `t-${index}`, taskStatus: 2 }));
    const made = await planned('policy: { prune: true }\ncampaigns: [{ id: t-1, state: running }]\n', {
      tasks,
    });
    expect(made.reads).toEqual(['listTask', 'listTask', 'listTask']);
    proved(made);
    expect(made.plan.unmanaged).toHaveLength(249);
  });

  it.each(['empty conditions', 'large pages'] as const)(
    'is listed in another way where %s are refused',
    async (refuses) => {
      const { plan } = await planned(spring('    state: running\n'), { ...task(2), refuses });
      expect(plan.status).toBe('clean');
    },
  );

  it('is asked in halves where an unknown id refuses the whole question', async () => {
    const account = { ...task(1, { orders: orders(1, 4) }), refuses: 'unknown orders' } as const;
    proved(await planned(spring(contacts(1, 2, 3, 4)), account), 'addBatchCall c-2,c-3');
  });

  it('writes itself down: id, script and state, and planning that changes nothing', async () => {
    const account = {
      tasks: [1, 2, 3, 4, 5].map((taskStatus) => ({
        userTaskID: `t-${taskStatus}`,
        sceneID: '7',
        taskStatus,
      })),
    };
    const { live } = await planned('campaigns: []\n', account);
    expect(provider.sections[0]?.collapse(live)).toEqual([
      { id: 't-1', scene: '7', state: 'paused' },
      { id: 't-2', scene: '7', state: 'running' },
      { id: 't-3', scene: '7', state: 'completed' },
      { id: 't-4', scene: '7' },
      { id: 't-5', scene: '7', state: 'paused' },
    ]);
  });
});
