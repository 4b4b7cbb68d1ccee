// nxcloud.md part B, section by section: what each call takes, gives and does.
import { describe, expect, it } from 'vitest';
import { model } from '../../../../src/providers/callbot/model/index.js';
import { about, account, expectDone, expectRefused, numbers, resource } from './account.js';

const SETTING = {
  strategyName: 'default',
  startupType: 1,
  startupAt: 0,
  zoneSecond: 28800,
  dialAtWeekDay: '1,2,3',
  dialAtUpHour: '09:00-12:00',
  dialAtDownHour: '13:00-18:00',
  maxRingTime: 30,
  routeID: 'r1',
  manualCallSetting: { agentGroup: 'NXQ1', dispatchType: 1, ratioCallRate: 1.5, predictCallRate: 0.25 },
};
const FLAGS = { taskKeep: false, roundRedial: true, wholeTTS: false, smsEnable: false, smsFuncFlag: [] };
const CREATE = {
  userTaskID: 'spring',
  sceneID: '1234',
  taskCreateSetting: SETTING,
  funcFlag: FLAGS,
  other: '',
  taskCallbackUrl: 'https://crm.example.com/task',
  orderCallbackUrl: 'https://crm.example.com/order',
};
const page = (queryConditions: object = {}) => ({ page: 1, size: 100, queryConditions });

describe('nxcloud.md B.2: envelope and codes', () => {
  it('success: retCode, retMsg, responseID at top level', () => {
    const of = account(['campaign/spring']);
    const answer = model.handle(
      of.state,
      {
        method: 'POST',
        path: 'mgrTaskStatus',
        query: {},
        body: { productID: 'callbot', userTaskID: 'spring', taskOperate: 1 },
      },
      of.tools,
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        retCode: 0,
        retMsg: 'success',
        responseID: expect.stringMatching(/^[0-9a-f]{32}$/),
        taskStatus: 2,
      },
    });
    expect(model.accepts?.(answer)).toBe(true);
    expect(model.accepts?.({ status: 200, body: { retCode: 7 }, effects: [] })).toBe(false);
  });

  it.each([
    ['2: absent', { userTaskID: 'spring' }, 2],
    ['2: null', { userTaskID: 'spring', taskOperate: null }, 2],
    ['3: wrong type', { userTaskID: 'spring', taskOperate: '1' }, 3],
    ['3: no integer', { userTaskID: 'spring', taskOperate: 1.5 }, 3],
    ['4: no such value', { userTaskID: 'spring', taskOperate: 4 }, 4],
    ['4: unknown id', { userTaskID: 'autumn', taskOperate: 1 }, 4],
    ['4: another product', { userTaskID: 'spring', taskOperate: 1, productID: 'other' }, 4],
    ['2: no product', { userTaskID: 'spring', taskOperate: 1, productID: undefined }, 2],
  ])('%s', (_, body, code) => expectRefused(account(['campaign/spring']), 'mgrTaskStatus', body, code));

  it.each([
    ['GET', 'listTask'],
    ['POST', 'listTasks'],
    ['POST', 'taskList'],
    ['POST', 'toString'],
  ])('%s %s does not exist', (method, path) => {
    expect(account().raw(path, {}, method)).toMatchObject({ status: 404, code: undefined });
  });
});

describe('nxcloud.md B.4: states and transitions', () => {
  const states = ['pending', 'running', 'completed', 'failed', 'paused'];
  it.each([
    ['pending', [2, 4, 3]],
    ['running', [4, 5, 3]],
    ['paused', [2, 4, 3]],
    ['completed', [4, 4, 4]],
    ['failed', [4, 4, 4]],
  ])('%s: start, pause, complete', (state, expected) => {
    const told = [1, 2, 3].map((taskOperate) => {
      const of = account([['campaign/spring', { scene: '1', state }]]);
      const { code, body, effects } = of.call('mgrTaskStatus', { userTaskID: 'spring', taskOperate });
      if (code !== 0) {
        expect([code, effects, of.fields('campaign/spring')?.state]).toEqual([4, [], state]);
        return 4;
      }
      expect(effects).toEqual([{ put: expect.objectContaining({ address: 'campaign/spring' }) }]);
      return body.taskStatus;
    });
    expect(told).toEqual(expected);
  });

  it.each([
    ['pending', 0],
    ['paused', 0],
    ['running', 4],
    ['completed', 4],
    ['failed', 4],
  ])('%s: updateTask %i', (state, code) => {
    const of = account([['campaign/spring', { scene: '1', state }]]);
    expect(of.call('updateTask', { userTaskID: 'spring', taskCreateSetting: { maxCall: 3 } }).code).toBe(
      code,
    );
  });

  it('shows each state by its live name', () => {
    const seeded = states.map((state) => [`campaign/${state}`, { scene: '1', state }] as const);
    const { body } = account(seeded).call('listTask', page());
    const rows = body.taskData as { userTaskID: string; taskStatus: number }[];
    expect(rows.map(({ userTaskID, taskStatus }) => [userTaskID, taskStatus])).toEqual(
      states.map((state, index) => [state, index + 1]),
    );
  });
});

describe('nxcloud.md B.6.1: ping', () => {
  it('echoes in another envelope', () => {
    const of = account();
    expect(of.raw('ping', { data: 'hello' }).body).toEqual({
      code: 0,
      msg: 'success',
      data: 'hello',
      timestamp: 1795219200,
    });
    expect(of.raw('ping', {}).body.code).toBe(2);
  });
});

describe('nxcloud.md B.6.2: createTask', () => {
  it('makes a waiting task, which shows what was written', () => {
    const of = account();
    const { body, effects } = expectDone(of, 'createTask', CREATE);
    expect(body).toMatchObject({ taskID: '1', taskStatus: 1 });
    const { startupType: _ours, ...shown } = SETTING;
    const expected = {
      kind: 'campaign',
      address: 'campaign/spring',
      fields: {
        scene: '1234',
        name: null,
        state: 'pending',
        settings: { ...shown, ...FLAGS },
        callbacks: { task: 'https://crm.example.com/task' },
        contactCallbacks: { order: 'https://crm.example.com/order', call: null },
      },
    };
    expect(effects).toEqual([{ put: expected }]);
    expect(model.resources(of.state)).toEqual([expected]);
  });

  it.each([
    ['sceneID', 2],
    ['userTaskID', 2],
  ])('%s is required', (name, code) => {
    expectRefused(account(), 'createTask', { ...CREATE, [name]: undefined }, code);
    expectRefused(account(), 'createTask', { ...CREATE, [name]: '' }, 4);
  });

  it.each([
    ['B.5: taskName is updateTask’s', { taskName: 'Spring' }, 4],
    ['B.5: maxCall is updateTask’s', { maxCall: 3 }, 4],
    ['§6 no. 17: taskCallbackUrl belongs to the top', { taskCallbackUrl: 'https://crm.example.com' }, 4],
    ['a text for a number', { maxRingTime: '30' }, 3],
    ['a startup that is none', { startupType: 4 }, 4],
    ['an unknown dispatch', { manualCallSetting: { dispatchType: 3 } }, 4],
    ['a list for an object', { manualCallSetting: [] }, 3],
  ])('%s', (_, wrong, code) => {
    expectRefused(account(), 'createTask', { ...CREATE, taskCreateSetting: { ...SETTING, ...wrong } }, code);
  });

  it.each([
    [{ phoneEncrypt: true }, 4],
    [{ taskKeep: 1 }, 3],
    [{ smsFuncFlag: [{ smsId: 1 }] }, 3],
  ])('funcFlag %o: %i', (wrong, code) => {
    expectRefused(account(), 'createTask', { ...CREATE, funcFlag: { ...FLAGS, ...wrong } }, code);
  });

  it('startupType 3 dials at once, 2 when its time has come', () => {
    const of = account();
    const at = (startupType: number, startupAt = 0) => ({ ...SETTING, startupType, startupAt });
    expectDone(of, 'createTask', { ...CREATE, taskCreateSetting: at(3) });
    expect(of.fields('campaign/spring')?.state).toBe('running');
    const due = of.clock.now / 1000 + 60;
    expectDone(of, 'createTask', { ...CREATE, userTaskID: 'later', taskCreateSetting: at(2, due) });
    expect(of.fields('campaign/later')?.state).toBe('pending');
    of.clock.now += 60_000;
    expect(of.call('listTask', page()).effects).toEqual([
      { put: expect.objectContaining({ address: 'campaign/later' }) },
    ]);
    expect(of.fields('campaign/later')?.state).toBe('running');
  });
});

describe('nxcloud.md B.6.3: addBatchCall', () => {
  it('adds to what is there', () => {
    const of = account(['campaign/spring', 'contact/spring/o1']);
    const { body, effects } = expectDone(of, 'addBatchCall', about('spring', 'o2', 'o3'));
    expect(body).toMatchObject({ totalCount: 2, successCount: 2 });
    expect(body).not.toHaveProperty('errList');
    expect(of.orders('spring')).toEqual(['o1', 'o2', 'o3']);
    expect(effects).toHaveLength(3);
    expect(effects[0]).toEqual({
      put: {
        kind: 'contact',
        address: 'contact/spring/o2',
        fields: {
          phone: '85200000001',
          customer: null,
          name: 'Ann',
          note: null,
          params: [{ name: 'amount', value: '5' }],
        },
        list: 'campaign/spring contacts',
      },
    });
    expect(of.fields('campaign/spring')).toMatchObject({
      callbacks: { task: null },
      contactCallbacks: {
        order: 'https://crm.example.com/order',
        call: 'https://crm.example.com/call',
      },
    });
  });

  it.each(['orderID', 'userPhone', 'other', 'userName', 'customerName', 'params'])(
    'B.5: %s is required, and one broken row refuses the whole call',
    (name) => {
      const of = account(['campaign/spring']);
      const list = numbers(['o1', 'o2']);
      const rows = (list.callList as object[]).map((row, index) =>
        index === 1 ? { ...row, [name]: undefined } : row,
      );
      expectRefused(
        of,
        'addBatchCall',
        { userTaskID: 'spring', callInfoList: { ...list, callList: rows } },
        2,
      );
    },
  );

  it.each([
    ['no callbacks', { orderCallbackUrl: undefined }, 2],
    ['a callback that is no address', { callCallbackUrl: 'crm' }, 4],
    ['no list', { callList: undefined }, 2],
    ['an object for a list', { callList: {} }, 3],
    ['a parameter without value', { callList: [{ ...row(), params: [{ name: 'a' }] }] }, 2],
    ['a number for a value', { callList: [{ ...row(), params: [{ name: 'a', value: 1 }] }] }, 3],
    ['a field that no page knows', { callList: [{ ...row(), phone: '1' }] }, 4],
  ])('%s', (_, wrong, code) => {
    const of = account(['campaign/spring']);
    const callInfoList = { ...numbers(['o1']), ...wrong };
    expectRefused(of, 'addBatchCall', { userTaskID: 'spring', callInfoList }, code);
  });

  it('§4 no. 15: a phone with a sign goes to errList, by phone; the others are added', () => {
    const of = account(['campaign/spring']);
    const list = numbers(['o1', 'o2']);
    const callList = [{ ...row('o0'), userPhone: '+85200000009' }, ...(list.callList as object[])];
    const { body } = expectDone(of, 'addBatchCall', {
      userTaskID: 'spring',
      callInfoList: { ...list, callList },
    });
    expect(body).toMatchObject({
      totalCount: 3,
      successCount: 2,
      errList: [{ phone: '+85200000009', errMsg: expect.any(String) }],
    });
    expect(of.orders('spring')).toEqual(['o1', 'o2']);
  });
});

describe('nxcloud.md B.6.5: mgrTaskStatus', () => {
  it('delCall 1 deletes what is not dialled, with any operation; 0 and absence keep it', () => {
    for (const [delCall, left] of [
      [undefined, ['o1', 'o2']],
      [0, ['o1', 'o2']],
      [1, ['o1']],
    ] as const) {
      const of = account([
        ['campaign/spring', { scene: '1', state: 'running' }],
        'contact/spring/o1',
        'contact/spring/o2',
      ]);
      of.dial('spring', 'o1');
      const body = { userTaskID: 'spring', taskOperate: 2, ...(delCall === undefined ? {} : { delCall }) };
      const { effects } = expectDone(of, 'mgrTaskStatus', body);
      expect(of.orders('spring')).toEqual(left);
      expect(effects.some((effect) => 'drop' in effect)).toBe(delCall === 1);
    }
  });

  it('a refused transition deletes nothing', () => {
    const of = account([['campaign/spring', { scene: '1', state: 'completed' }], 'contact/spring/o1']);
    expectRefused(of, 'mgrTaskStatus', { userTaskID: 'spring', taskOperate: 1, delCall: 1 }, 4);
    expectRefused(of, 'mgrTaskStatus', { userTaskID: 'spring', taskOperate: 1, delCall: 2 }, 4);
    expectRefused(of, 'mgrTaskStatus', { userTaskID: 'spring', taskOperate: 1, delCall: true }, 3);
  });
});

describe('nxcloud.md B.6.6: updateTask', () => {
  it('changes settings, name and the task’s callback', () => {
    const of = account(['campaign/spring']);
    const { body, effects } = expectDone(of, 'updateTask', {
      userTaskID: 'spring',
      sceneID: '1',
      taskCreateSetting: {
        ...SETTING,
        maxCall: 5,
        taskName: 'Spring',
        taskCallbackUrl: 'https://x.example.com',
      },
      funcFlag: { ...FLAGS, phoneEncrypt: true },
    });
    expect(body).toMatchObject({ taskStatus: 1 });
    expect(effects).toEqual([{ put: expect.objectContaining({ address: 'campaign/spring' }) }]);
    expect(of.fields('campaign/spring')).toMatchObject({
      name: 'Spring',
      settings: { maxCall: 5, phoneEncrypt: true },
      callbacks: { task: 'https://x.example.com' },
    });
  });

  it('sceneID is fixed', () => {
    expectRefused(account(['campaign/spring']), 'updateTask', { userTaskID: 'spring', sceneID: '2' }, 4);
  });

  it('encryption and SMS settle 5 minutes later, nothing else does', () => {
    const of = account(['campaign/spring']);
    const update = (funcFlag: object) => expectDone(of, 'updateTask', { userTaskID: 'spring', funcFlag });
    update({ taskKeep: true });
    expect(of.state.tasks.get('spring')?.settlesAt).toBe(0);
    update({ taskKeep: true, smsEnable: true });
    expect(of.state.tasks.get('spring')?.settlesAt).toBe(of.clock.now + 300_000);
  });
});

describe('nxcloud.md B.6.7: listTask', () => {
  const three = () =>
    account([
      ['campaign/a', { scene: '1', state: 'running', name: 'Spring sale' }],
      ['campaign/b', { scene: '2', state: 'paused', name: 'Autumn sale' }],
      ['campaign/c', { scene: '1', state: 'pending' }],
    ]);

  it.each([
    [{}, ['a', 'b', 'c']],
    [{ userTaskID: ['b', 'nobody'] }, ['b']],
    [{ taskStatus: [1, 5] }, ['b', 'c']],
    [{ taskName: ['sale'] }, ['a', 'b']],
    [{ sceneID: '1', taskStatus: [1] }, ['c']],
    [{ startTs: 1795219200, endTs: 1795219200 }, ['a', 'b', 'c']],
    [{ startTs: 1795219201 }, []],
    [{ endTs: 1795219199 }, []],
    [{ userTaskID: [] }, []],
  ])('%o', (conditions, expected) => {
    const { body } = three().call('listTask', page(conditions));
    expect((body.taskData as { userTaskID: string }[]).map((task) => task.userTaskID)).toEqual(expected);
  });

  it.each([
    [{ page: 1, size: 1 }, 2],
    [{ page: 0, size: 1, queryConditions: {} }, 4],
    [{ page: 1, size: 1, queryConditions: [] }, 3],
    [{ page: 1, size: 1, queryConditions: { userTaskID: 'a' } }, 3],
    [{ page: 1, size: 1, queryConditions: { status: 1 } }, 4],
  ])('refuses %o: %i', (body, code) => expectRefused(three(), 'listTask', body, code));

  it('pages until one is short, and gives no total', () => {
    const of = three();
    const ids = [1, 2, 3].map(
      (number) =>
        of.call('listTask', { page: number, size: 2, queryConditions: {} }).body.taskData as unknown[],
    );
    expect(ids.map((rows) => rows.length)).toEqual([2, 1, 0]);
    expect(Object.keys(of.call('listTask', page()).body)).toEqual(['retCode', 'retMsg', 'taskData']);
  });

  it('§7: settings, names and callbacks are write-only', () => {
    const of = account();
    expectDone(of, 'createTask', CREATE);
    const [row] = of.call('listTask', page()).body.taskData as object[];
    expect(Object.keys(row ?? {}).sort()).toEqual([
      'createTs',
      'sceneID',
      'taskID',
      'taskStat',
      'taskStatus',
      'userTaskID',
    ]);
  });

  it('taskStat is worked out anew', () => {
    const of = account([
      ['campaign/a', { scene: '1', state: 'running' }],
      ...['o1', 'o2', 'o3'].map((id) => `contact/a/${id}`),
    ]);
    const stat = () =>
      (of.call('listTask', page()).body.taskData as { taskStat: Record<string, number> }[])[0]?.taskStat;
    expect(stat()).toMatchObject({ totalOrderCount: 3, finishOrderCount: 0, finishRate: 0, answerRate: 0 });
    of.dial('a', 'o1');
    expectDone(of, 'stopOrder', { userTaskID: 'a', orderIDs: ['o2'] });
    expect(stat()).toMatchObject({ totalOrderCount: 3, finishOrderCount: 2, totalCall: 1, finishRate: 0.67 });
  });
});

describe('nxcloud.md B.6.8 to B.6.11', () => {
  it.each(['listCall', 'listOrder'])('%s: nobody has seen the answer, so there is none', (path) => {
    const of = account(['campaign/spring']);
    expectRefused(of, path, { userTaskID: 'spring', options: {}, page: 1, size: 10 }, 1);
  });

  it('B.6.10: stopOrder stops what is not dialled, for good', () => {
    const of = account([
      ['campaign/a', { scene: '1', state: 'running' }],
      ...['o1', 'o2', 'o3'].map((id) => `contact/a/${id}`),
    ]);
    of.dial('a', 'o1');
    const { body } = expectDone(of, 'stopOrder', { userTaskID: 'a', orderIDs: ['o1', 'o2', 'o9'] });
    expect(body).toMatchObject({
      totalCount: 3,
      successCount: 1,
      errList: [{ orderID: 'o1' }, { orderID: 'o9' }],
    });
    of.dial('a', 'o2');
    expect(of.state.tasks.get('a')?.orders.get('o2')?.progress).toBe('stopped');
    expect(of.call('addBatchCall', about('a', 'o2')).body).toMatchObject({ successCount: 0 });
    const { effects } = expectDone(of, 'stopOrder', { userTaskID: 'a', orderIDs: ['o3'], delCall: 1 });
    expect(effects).toEqual([{ drop: 'contact/a/o3' }]);
  });

  it('B.6.11: listOrderDetail takes 500 ids, shows no variables before the first call', () => {
    const of = account([['campaign/a', { scene: '1', state: 'running' }]]);
    expectDone(of, 'addBatchCall', about('a', 'o1', 'o2'));
    of.dial('a', 'o1');
    const { body } = expectDone(of, 'listOrderDetail', {
      userTaskID: 'a',
      orderList: ['o2', 'o1', 'o9', 'o2'],
    });
    expect(body.orderDetailList).toEqual([
      {
        orderID: 'o2',
        userPhone: '85200000002',
        userName: 'Ann',
        sceneID: '1',
        userTaskID: 'a',
        taskID: '1',
        finish: false,
        other: '',
        callInfoDetailList: [],
      },
      expect.objectContaining({
        orderID: 'o1',
        finish: true,
        callInfoDetailList: [
          expect.objectContaining({ params: [{ name: 'amount', value: '5' }], recordDetail: [] }),
        ],
      }),
    ]);
    const many = Array.from({ length: 501 }, (_, index) => `x${index}`);
    expectRefused(of, 'listOrderDetail', { userTaskID: 'a', orderList: many }, 4001);
    expectDone(of, 'listOrderDetail', { userTaskID: 'a', orderList: many.slice(1) });
  });

  it('B.6.11: orders of other campaigns are not shown', () => {
    const of = account(['campaign/a', 'campaign/b', 'contact/a/o1']);
    expect(of.call('listOrderDetail', { userTaskID: 'b', orderList: ['o1'] }).body.orderDetailList).toEqual(
      [],
    );
  });
});

describe('nxcloud.md B.6.12, B.6.13: import and export', () => {
  const running = () => account([['campaign/a', { scene: '1', state: 'running' }]]);

  it('an import is a new batch: what was dialled stays, what was not is deleted', () => {
    const of = running();
    expectDone(of, 'importBatchCall', about('a', 'o1', 'o2', 'o3'));
    of.dial('a', 'o1');
    const { body, effects } = expectDone(of, 'importBatchCall', about('a', 'o3', 'o4'));
    expect(body).toEqual({ retCode: 0, retMsg: 'success', totalCount: 2, successCount: 2 });
    expect(of.orders('a')).toEqual(['o1', 'o3', 'o4']);
    expect(effects.map((effect) => ('drop' in effect ? effect.drop : effect.put.address))).toEqual([
      'contact/a/o2',
      'contact/a/o3',
      'contact/a/o3',
      'contact/a/o4',
    ]);
  });

  it('in chunks, the earlier chunks are lost (§4 no. 5)', () => {
    const of = running();
    expectDone(of, 'importBatchCall', about('a', 'o1', 'o2'));
    expectDone(of, 'importBatchCall', about('a', 'o3', 'o4'));
    expect(of.orders('a')).toEqual(['o3', 'o4']);
  });

  it('an order that was dialled goes to errList, by phone', () => {
    const of = running();
    expectDone(of, 'importBatchCall', about('a', 'o1', 'o2'));
    of.dial('a', 'o1');
    const { body } = expectDone(of, 'importBatchCall', about('a', 'o1', 'o2'));
    expect(body).toMatchObject({
      totalCount: 2,
      successCount: 1,
      errList: [{ phone: '85200000001', errMsg: 'orderID exists' }],
    });
  });

  it('an import that is refused deletes nothing', () => {
    const of = running();
    expectDone(of, 'importBatchCall', about('a', 'o1'));
    const broken = { userTaskID: 'a', callInfoList: { ...numbers(['o2']), callList: [{}] } };
    expectRefused(of, 'importBatchCall', broken, 2);
  });

  it('§6 no. 20: export shows the latest batch, dialled or not', () => {
    const of = running();
    expect(expectDone(of, 'exportBatchCall', { userTaskID: 'a' }).body).toMatchObject({
      totalCount: 0,
      batchID: '',
      callList: [],
    });
    expectDone(of, 'importBatchCall', about('a', 'o1', 'o2'));
    of.dial('a', 'o1');
    expectDone(of, 'importBatchCall', about('a', 'o3', 'o4'));
    of.dial('a', 'o3');
    const { body } = expectDone(of, 'exportBatchCall', { userTaskID: 'a' });
    expect(body).toMatchObject({ totalCount: 2, batchID: expect.stringMatching(/./) });
    expect(body.callList).toEqual([
      expect.objectContaining({ orderID: 'o3', callID: expect.stringMatching(/./), callStartTs: 1795219200 }),
      {
        orderID: 'o4',
        userPhone: '85200000002',
        other: '',
        callID: '',
        callStatus: 0,
        callStartTs: 0,
        intents: [],
      },
    ]);
  });
});

describe('nxcloud.md B.7: callbacks', () => {
  it('each goes to the address that its request gave; a campaign without numbers left completes', () => {
    const of = account();
    expectDone(of, 'createTask', CREATE);
    expectDone(of, 'addBatchCall', about('spring', 'o1'));
    expectDone(of, 'mgrTaskStatus', { userTaskID: 'spring', taskOperate: 1 });
    of.dial('spring', 'o1');
    expect(of.state.outbox.map(({ url, body }) => [url, body.taskStatus, body.finish])).toEqual([
      ['https://crm.example.com/task', 2, undefined],
      ['https://crm.example.com/call', undefined, true],
      ['https://crm.example.com/order', undefined, true],
      ['https://crm.example.com/task', 3, undefined],
    ]);
  });

  it('taskKeep keeps a campaign open', () => {
    const of = account([
      ['campaign/a', { scene: '1', state: 'running', settings: { taskKeep: true } }],
      'contact/a/o1',
    ]);
    of.dial('a', 'o1');
    expect(of.fields('campaign/a')?.state).toBe('running');
  });
});

describe('model', () => {
  it('holds exactly what it was seeded with, in normal form', () => {
    const of = account();
    const full = [
      resource([
        'campaign/spring',
        {
          scene: '1',
          name: 'Spring',
          state: 'paused',
          settings: { routeID: 'r1', maxCall: 2, taskKeep: true },
          callbacks: { task: null },
          contactCallbacks: { order: 'https://crm.example.com/o', call: 'https://crm.example.com/c' },
        },
      ]),
      {
        ...resource([
          'contact/spring/a/b',
          {
            phone: '85200000001',
            customer: 'ACME',
            name: 'Ann',
            note: null,
            params: [
              { name: 'a', value: '1' },
              { name: 'b', value: '' },
            ],
          },
        ]),
        list: 'campaign/spring contacts',
      },
    ];
    const state = model.seed([...full].reverse(), {}, {}, of.tools);
    expect(model.resources(state)).toEqual(full);
    expect(model.violations(state)).toEqual([]);
  });

  it('sorts variables, whatever order they came in', () => {
    const of = account(['campaign/a']);
    const params = [
      { name: 'b', value: '2' },
      { name: 'a', value: '9' },
    ];
    expectDone(of, 'addBatchCall', { userTaskID: 'a', callInfoList: numbers(['o1'], { params }) });
    expect(of.fields('contact/a/o1')?.params).toEqual([...params].reverse());
  });

  it('facts say which contacts were dialled', () => {
    const { tools } = account();
    const seeded = ['campaign/a', 'contact/a/o1', 'contact/a/o2'].map(resource);
    const state = model.seed(seeded, { dialled: ['contact/a/o1', 'contact/a/o9'] }, {}, tools);
    const body = { productID: 'callbot', ...about('a', 'o3') };
    model.handle(state, { method: 'POST', path: 'importBatchCall', query: {}, body }, tools);
    expect([...(state.tasks.get('a')?.orders.keys() ?? [])]).toEqual(['o1', 'o3']);
  });

  it('a copy is independent', () => {
    const of = account(['campaign/a', 'contact/a/o1']);
    const before = model.resources(of.state);
    const copy = model.clone(of.state);
    expectDone(of, 'addBatchCall', about('a', 'o2'));
    expectDone(of, 'mgrTaskStatus', { userTaskID: 'a', taskOperate: 3, delCall: 1 });
    expectDone(of, 'createTask', CREATE);
    expect(model.resources(copy)).toEqual(before);
    expect(copy.owners).toEqual(new Map([['o1', 'a']]));
  });

  it('says which contacts have no place', () => {
    const of = account(['campaign/a', 'campaign/b', 'contact/a/o1', 'contact/b/o1', 'contact/c/o2']);
    expect(model.violations(of.state)).toEqual([
      'contact/b/o1 has no campaign, or another campaign has its order id',
      'contact/c/o2 has no campaign, or another campaign has its order id',
    ]);
  });

  it('refuses to be seeded with what an account cannot hold', () => {
    expect(() => account(['queue/1'])).toThrow('A Callbot account holds no queue.');
    expect(() => account([['campaign/a', { state: 'stopped' }]])).toThrow('never "stopped"');
  });

  it('takes 100,000 contacts, by append and by import', () => {
    const of = account([['campaign/a', { scene: '1', state: 'paused' }]]);
    const ids = Array.from({ length: 100_000 }, (_, index) => `o${index}`);
    expect(expectDone(of, 'importBatchCall', about('a', ...ids)).body).toMatchObject({
      successCount: 100_000,
    });
    expect(expectDone(of, 'importBatchCall', about('a', ...ids)).body).toMatchObject({
      successCount: 100_000,
    });
    for (let at = 0; at < ids.length; at += 500) {
      const chunk = ids.slice(at, at + 500).map((id) => `p${id}`);
      expect(of.call('addBatchCall', about('a', ...chunk)).code).toBe(0);
    }
    expect(model.resources(model.clone(of.state))).toHaveLength(200_001);
    expect(expectDone(of, 'exportBatchCall', { userTaskID: 'a' }).body.totalCount).toBe(200_000);
  });
});

function row(orderID = 'o1') {
  return { orderID, userPhone: '85200000001', other: '', userName: '', customerName: '', params: [] };
}
