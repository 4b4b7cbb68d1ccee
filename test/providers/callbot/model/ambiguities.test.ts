// nxcloud.md §6 and what part B marks as inferred, for Callbot: each in every reading that a switch gives it.
import { describe, expect, it } from 'vitest';
import { switches } from '../../../../src/providers/callbot/model/switches.js';
import { about, account, expectDone, expectRefused, numbers, type Seeded } from './account.js';

const PAUSED: Seeded = ['campaign/a', { scene: '1', state: 'paused' }];
const RUNNING: Seeded = ['campaign/a', { scene: '1', state: 'running' }];
const operate = (taskOperate: number, extra = {}) => ({ userTaskID: 'a', taskOperate, ...extra });
const state = (of: ReturnType<typeof account>): unknown => of.fields('campaign/a')?.state;

describe('nxcloud.md §6 no. 26: ids that come twice', () => {
  const create = { userTaskID: 'a', sceneID: '9' };

  it('a task: refused with 4', () => expectRefused(account([PAUSED]), 'createTask', create, 4));

  it('a task: passed over, the first one stays', () => {
    const of = account([PAUSED], { duplicateTask: 'keep' });
    const { body, effects } = expectDone(of, 'createTask', create);
    expect([body.taskStatus, effects, of.fields('campaign/a')?.scene]).toEqual([5, [], '1']);
    const both = { ...create, callInfoList: numbers(['o1']) };
    expect(expectDone(of, 'createAndCall', both).effects).toEqual([]);
  });

  it('an order: on errList, also when another campaign has it, and within one call', () => {
    const of = account([PAUSED, 'campaign/b', 'contact/b/o1']);
    const { body } = expectDone(of, 'addBatchCall', about('a', 'o1', 'o2', 'o2'));
    expect(body).toMatchObject({
      totalCount: 3,
      successCount: 1,
      errList: [{ phone: '85200000001' }, { phone: '85200000003' }],
    });
  });

  it('an order: the whole call is refused', () => {
    const of = account([PAUSED, 'contact/a/o1'], { duplicateOrder: 'refuse' });
    expectRefused(of, 'addBatchCall', about('a', 'o2', 'o1'), 4);
  });

  it('an order: counted as done, and the first one stays', () => {
    const of = account([PAUSED, ['contact/a/o1', { phone: '85299999999' }]], { duplicateOrder: 'keep' });
    expect(expectDone(of, 'addBatchCall', about('a', 'o1')).body).toMatchObject({ successCount: 1 });
    expect(of.fields('contact/a/o1')?.phone).toBe('85299999999');
  });

  it('an order that was deleted undialled: free again, or taken for ever', () => {
    for (const [deletedOrder, successCount] of [
      ['free', 1],
      ['taken', 0],
    ] as const) {
      const of = account([PAUSED, 'contact/a/o1', 'contact/a/o2'], { deletedOrder });
      expect(expectDone(of, 'importBatchCall', about('a', 'o1')).body).toMatchObject({ successCount });
      expect(expectDone(of, 'addBatchCall', about('a', 'o2')).body).toMatchObject({ successCount });
    }
  });
});

describe('nxcloud.md B.4: cells of the matrix that are inferred', () => {
  it('sameState: start what runs, pause what is paused, complete what is finished', () => {
    for (const [seeded, taskOperate, status] of [
      ['running', 1, 2],
      ['paused', 2, 5],
      ['completed', 3, 3],
      ['failed', 3, 4],
    ] as const) {
      const of = account([['campaign/a', { scene: '1', state: seeded }]], { sameState: 'accept' });
      const { body, effects } = expectDone(of, 'mgrTaskStatus', operate(taskOperate));
      expect([body.taskStatus, effects]).toEqual([status, []]);
    }
  });

  it('sameState makes no way back: what is finished is never paused or started', () => {
    for (const seeded of ['completed', 'failed']) {
      const of = account([['campaign/a', { scene: '1', state: seeded }]], { sameState: 'accept' });
      expectRefused(of, 'mgrTaskStatus', operate(1), 4);
      expectRefused(of, 'mgrTaskStatus', operate(2), 4);
    }
  });

  it('pauseWaiting', () => {
    const of = account(['campaign/a'], { pauseWaiting: 'accept' });
    expectDone(of, 'mgrTaskStatus', operate(2));
    expect(state(of)).toBe('paused');
  });

  it('restartFinished; pausing stays forbidden', () => {
    const of = account([['campaign/a', { scene: '1', state: 'failed' }]], { restartFinished: 'accept' });
    expectRefused(of, 'mgrTaskStatus', operate(2), 4);
    expectDone(of, 'mgrTaskStatus', operate(1));
    expect(state(of)).toBe('running');
  });

  it('§7: delayed state: the answer shows the old one, a later read the new one', () => {
    const of = account([PAUSED], { stateDelay: '1000' });
    const answer = expectDone(of, 'mgrTaskStatus', operate(1));
    expect([answer.body.taskStatus, answer.effects, state(of)]).toEqual([5, [], 'paused']);
    const list = () =>
      of.call('listTask', { page: 1, size: 9, queryConditions: {} }).body.taskData as {
        taskStatus: number;
      }[];
    expect(list()[0]?.taskStatus).toBe(5);
    of.clock.now += 1000;
    expect(list()[0]?.taskStatus).toBe(2);
  });

  it('delCall counts only with complete', () => {
    const of = account([RUNNING, 'contact/a/o1'], { delCall: 'completeOnly' });
    expectDone(of, 'mgrTaskStatus', operate(2, { delCall: 1 }));
    expect(of.orders('a')).toEqual(['o1']);
    expectDone(of, 'mgrTaskStatus', operate(3, { delCall: 1 }));
    expect(of.orders('a')).toEqual([]);
  });
});

describe('nxcloud.md §6 no. 16 to 19: pages that differ', () => {
  it('no. 16: the trailing space and both spellings of SMS fields are known', () => {
    const of = account();
    for (const [userTaskID, sms] of [
      ['a', { smsId: 's', intentId: ['1'], intentName: ['yes'] }],
      ['b', { smsID: 's', intentID: ['1'], intentName: ['yes'] }],
    ] as const) {
      expectDone(of, 'createTask', {
        userTaskID,
        sceneID: '1',
        taskCreateSetting: { 'dialAtUpHour ': '9-12' },
        funcFlag: { smsFuncFlag: [sms] },
      });
      expect(of.fields(`campaign/${userTaskID}`)?.settings).toEqual({
        dialAtUpHour: '9-12',
        smsFuncFlag: [sms],
      });
    }
  });

  it('no. 17: a field on the wrong page is dropped, and nothing says so', () => {
    const of = account([], { unknownFields: 'ignore' });
    const taskCreateSetting = { taskName: 'A', maxCall: 2, taskCallbackUrl: 'https://x.example.com' };
    expectDone(of, 'createTask', { userTaskID: 'a', sceneID: '1', taskCreateSetting, more: 1 });
    expect(of.fields('campaign/a')).toMatchObject({ name: null, settings: {}, callbacks: { task: null } });
  });

  it('no. 18: account is known', () => {
    expectDone(account(), 'createTask', { userTaskID: 'a', sceneID: '1', account: 'x' });
  });

  it.each([
    ['starts', 'running'],
    ['waits', 'pending'],
  ])('no. 19: createAndCall %s', (createAndCall, expected) => {
    const of = account([], { createAndCall });
    const taskCreateSetting = { taskName: 'A', startupType: 1 };
    const body = { ...about('a', 'o1'), sceneID: '1', taskCreateSetting, funcFlag: {} };
    const { body: told, effects } = expectDone(of, 'createAndCall', body);
    expect([state(of), of.orders('a'), told.successCount]).toEqual([expected, ['o1'], 1]);
    expect(effects.map((effect) => 'put' in effect && effect.put.kind)).toContain('contact');
  });

  it('B.6.2: every field of the sample is required', () => {
    const of = account([], { createRequires: 'sample' });
    const sample = {
      userTaskID: 'a',
      sceneID: '1',
      taskCreateSetting: {},
      funcFlag: {},
      other: '',
      taskCallbackUrl: '',
      orderCallbackUrl: '',
    };
    for (const name of ['taskCreateSetting', 'funcFlag', 'other', 'taskCallbackUrl', 'orderCallbackUrl']) {
      expectRefused(of, 'createTask', { ...sample, [name]: undefined }, 2);
    }
    expectDone(of, 'createTask', sample);
  });

  it('answers that nobody has seen: the bare envelope', () => {
    const of = account([], { unseenReplies: 'bare' });
    const bare = { retCode: 0, retMsg: 'success' };
    expect(expectDone(of, 'createTask', { userTaskID: 'a', sceneID: '1' }).body).toEqual(bare);
    expect(expectDone(of, 'addBatchCall', about('a', 'o1', 'o1')).body).toEqual(bare);
    expect(expectDone(of, 'updateTask', { userTaskID: 'a' }).body).toEqual(bare);
    const both = { ...about('b', 'o2'), sceneID: '1' };
    expect(expectDone(of, 'createAndCall', both).body).toEqual(bare);
    expect(expectDone(of, 'importBatchCall', about('a', 'o3')).body).toMatchObject({ totalCount: 1 });
  });
});

describe('nxcloud.md §6 no. 22: omitted settings', () => {
  const seeded: Seeded = [
    'campaign/a',
    { scene: '1', state: 'paused', name: 'A', settings: { routeID: 'r1', taskKeep: true } },
  ];
  it.each([
    ['reset', { maxCall: 2 }, null],
    ['keep', { routeID: 'r1', maxCall: 2, taskKeep: true }, 'A'],
  ])('%s', (updateOmitted, settings, name) => {
    const of = account([seeded], { updateOmitted });
    expectDone(of, 'updateTask', { userTaskID: 'a', taskCreateSetting: { maxCall: 2 } });
    expect(of.fields('campaign/a')).toMatchObject({ settings, name });
    expect(Object.keys(of.fields('campaign/a')?.settings ?? {}).sort()).toEqual(Object.keys(settings).sort());
  });

  it('B.6.6: the time to settle', () => {
    const of = account([seeded], { updateSettles: '1000' });
    expectDone(of, 'updateTask', { userTaskID: 'a', funcFlag: { phoneEncrypt: true } });
    expect(of.state.tasks.get('a')?.settlesAt).toBe(of.clock.now + 1000);
  });
});

describe('nxcloud.md B.6.3, B.6.12: adding numbers', () => {
  it.each([
    ['open', [0, 0, 4, 4, 0]],
    ['notRunning', [0, 4, 4, 4, 0]],
    ['any', [0, 0, 0, 0, 0]],
  ])('numbersWhile %s', (numbersWhile, expected) => {
    const codes = ['pending', 'running', 'completed', 'failed', 'paused'].map((name) => {
      const of = account([['campaign/a', { scene: '1', state: name }]], { numbersWhile });
      const told = of.call('addBatchCall', about('a', 'o1'));
      expect(of.call('importBatchCall', about('a', 'o2')).code).toBe(told.code);
      return told.code;
    });
    expect(codes).toEqual(expected);
  });

  it('§6 no. 20: appended numbers apart: not exported, and no import replaces them', () => {
    const of = account([PAUSED], { appended: 'apart' });
    expectDone(of, 'addBatchCall', about('a', 'o1'));
    expectDone(of, 'importBatchCall', about('a', 'o2'));
    expectDone(of, 'importBatchCall', about('a', 'o3'));
    expect(of.orders('a')).toEqual(['o1', 'o3']);
    const { callList } = expectDone(of, 'exportBatchCall', { userTaskID: 'a' }).body;
    expect(callList).toEqual([expect.objectContaining({ orderID: 'o3' })]);
  });

  it('appended numbers in the latest batch: exported, and an import replaces them', () => {
    const of = account([PAUSED]);
    expectDone(of, 'addBatchCall', about('a', 'o1'));
    expect(expectDone(of, 'exportBatchCall', { userTaskID: 'a' }).body).toMatchObject({ totalCount: 1 });
    expectDone(of, 'importBatchCall', about('a', 'o2'));
    expect(of.orders('a')).toEqual(['o2']);
  });

  it('an export of dialled numbers alone', () => {
    const of = account([RUNNING, 'contact/a/o1', 'contact/a/o2'], { exported: 'dialled' });
    of.dial('a', 'o2');
    const { body } = expectDone(of, 'exportBatchCall', { userTaskID: 'a' });
    expect(body).toMatchObject({ totalCount: 1, callList: [{ orderID: 'o2' }] });
  });

  it('errList by order id, and errList when nothing failed', () => {
    const of = account([PAUSED], { appendErrors: 'orderID', emptyErrList: 'array' });
    expect(expectDone(of, 'addBatchCall', about('a', 'o1', 'o1')).body.errList).toEqual([
      { orderID: 'o1', errMsg: 'orderID exists' },
    ]);
    expect(expectDone(of, 'importBatchCall', about('a', 'o2')).body.errList).toEqual([]);
  });

  it('B.5: script variables that are missing, and phones that are refused', () => {
    const of = account([PAUSED], { scriptVariables: 'amount,day', badPhones: '85200000002' });
    const params = [
      { name: 'day', value: 'Monday' },
      { name: 'amount', value: '5' },
    ];
    const { body } = expectDone(of, 'addBatchCall', {
      userTaskID: 'a',
      callInfoList: numbers(['o1', 'o2'], { params }),
    });
    expect(body.errList).toEqual([{ phone: '85200000002', errMsg: 'userPhone refused' }]);
    expect(expectDone(of, 'addBatchCall', about('a', 'o3')).body.errList).toEqual([
      { phone: '85200000001', errMsg: 'variable missing: day' },
    ]);
  });

  it('empty callback addresses', () => {
    const callInfoList = { ...numbers(['o1']), orderCallbackUrl: '', callCallbackUrl: '' };
    expectDone(account([PAUSED]), 'addBatchCall', { userTaskID: 'a', callInfoList });
    const strict = account([PAUSED], { emptyCallback: 'refuse' });
    expectRefused(strict, 'addBatchCall', { userTaskID: 'a', callInfoList }, 2);
  });

  it('scenes that the console knows', () => {
    const of = account([], { scenes: '1,2' });
    expectRefused(of, 'createTask', { userTaskID: 'a', sceneID: '3' }, 4);
    expectDone(of, 'createTask', { userTaskID: 'a', sceneID: '2' });
  });
});

describe('nxcloud.md B.2, §4 no. 4 and 6: limits and the import window', () => {
  it('4001: arrays over their limit, refused as a whole', () => {
    const of = account([PAUSED], { maxAppend: '2', maxImport: '3', maxStop: '1' });
    expectRefused(of, 'addBatchCall', about('a', 'o1', 'o2', 'o3'), 4001);
    expectDone(of, 'addBatchCall', about('a', 'o1', 'o2'));
    expectRefused(of, 'importBatchCall', about('a', 'o3', 'o4', 'o5', 'o6'), 4001);
    expectRefused(of, 'stopOrder', { userTaskID: 'a', orderIDs: ['o1', 'o2'] }, 4001);
    expectDone(of, 'importBatchCall', about('a', 'o3', 'o4', 'o5'));
  });

  it('listTask: a size over the maximum', () => {
    const of = account([PAUSED], { maxPage: '100' });
    expectRefused(of, 'listTask', { page: 1, size: 101, queryConditions: {} }, 4);
    expectDone(of, 'listTask', { page: 1, size: 100, queryConditions: {} });
  });

  it.each([
    ['account', 1001],
    ['task', 0],
  ])('1001 while an import runs: of the %s', (importCloses, code) => {
    const of = account([PAUSED, 'campaign/b'], { importRuns: '5000', importCloses });
    expectDone(of, 'importBatchCall', about('a', 'o1'));
    expectRefused(of, 'importBatchCall', about('a', 'o2'), 1001);
    expectRefused(of, 'exportBatchCall', { userTaskID: 'a' }, 1001);
    expectDone(of, 'addBatchCall', about('a', 'o3'));
    expect(of.call('exportBatchCall', { userTaskID: 'b' }).code).toBe(code);
    of.clock.now += 5000;
    expectDone(of, 'importBatchCall', about('a', 'o2'));
  });

  it('empty conditions refused; an unknown order refused', () => {
    const of = account([PAUSED], { emptyConditions: 'refuse', unknownOrder: 'refuse' });
    expectRefused(of, 'listTask', { page: 1, size: 9, queryConditions: {} }, 2);
    expectDone(of, 'listTask', { page: 1, size: 9, queryConditions: { userTaskID: ['a'] } });
    expectRefused(of, 'listOrderDetail', { userTaskID: 'a', orderList: ['o9'] }, 4);
  });

  it('every switch names its place in the sheet', () => {
    expect(switches.filter(({ source }) => !/^nxcloud\.md (?:B\.|§)/.test(source))).toEqual([]);
  });
});
