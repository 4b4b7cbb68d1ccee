// nxcloud.md part A, section by section: what each call takes, gives and does.
import { describe, expect, it } from 'vitest';
import { model } from '../../../../src/providers/nxlink/model/index.js';
import { expectRefused, resource, SMALL, TENANT, team } from './team.js';

const sorted = (resources: ReturnType<typeof model.resources>) =>
  [...resources].sort((left, right) => (left.address < right.address ? -1 : 1));

describe('nxcloud.md A.2: envelope', () => {
  it('success: reqId, code 0, msg, data', () => {
    const of = team(SMALL);
    const answer = model.handle(
      of.state,
      {
        method: 'POST',
        path: 'agentGroup/member/list',
        query: {},
        body: { tenantId: TENANT, queueNo: 'NXQ2' },
      },
      of.tools,
    );
    expect(answer).toEqual({
      status: 200,
      body: { reqId: expect.stringMatching(/^[0-9a-f]{32}$/), code: 0, msg: 'Success', data: [] },
      effects: [],
    });
    expect(model.accepts?.(answer)).toBe(true);
  });

  it('a business error: HTTP 200, code 41000, accepted by nobody', () => {
    const answer = team().raw('agent/page', 'text');
    expect([answer.status, answer.code]).toEqual([200, 41000]);
    expect(model.accepts?.({ status: 200, body: { code: 41000 }, effects: [] })).toBe(false);
  });

  it.each([
    ['GET', 'agent/page'],
    ['POST', 'agent'],
    ['POST', 'agentGroup/page/'],
    ['POST', 'constructor'],
  ])('%s %s does not exist', (method, path) => {
    const answer = team().raw(path, {}, method);
    expect([answer.status, answer.code]).toEqual([404, undefined]);
  });
});

describe('nxcloud.md A.3: identifiers', () => {
  it.each([undefined, null, `${TENANT}`, 1.5, TENANT + 1])('tenantId %o: 41000', (tenantId) => {
    const body = { size: 1, page: 1, ...(tenantId === undefined ? {} : { tenantId }) };
    expect(team().raw('agent/page', body).code).toBe(41000);
  });

  it('members takes SIP numbers, never logins', () => {
    const of = team(SMALL);
    expectRefused(of, 'agentGroup/updateMembers', { queueNo: 'NXQ1', members: ['ann@example.com'] });
  });
});

describe('nxcloud.md A.4.1: list queues', () => {
  it('gives name, number, remark, familiarizeFirst, ringPolicy, and no total', () => {
    const answer = team(SMALL).call('agentGroup/page', { queueName: '', size: 200, page: 1 });
    expect(answer.data).toEqual([
      { groupName: 'Support', groupNo: 'NXQ1', remark: 'day', familiarizeFirst: true, ringPolicy: 1 },
      { groupName: 'Sales', groupNo: 'NXQ2', remark: '', familiarizeFirst: false, ringPolicy: 2 },
    ]);
    expect(answer.total).toBeUndefined();
  });

  it.each([
    [{ queueName: '', size: 201, page: 1 }],
    [{ queueName: '', size: 0, page: 1 }],
    [{ queueName: '', size: 10, page: 0 }],
    [{ queueName: '', size: '10', page: 1 }],
    [{ queueName: '', page: 1 }],
    [{ size: 10, page: 1 }],
    [{ queueName: null, size: 10, page: 1 }],
  ])('refuses %o', (body) => expectRefused(team(SMALL), 'agentGroup/page', body));

  it('pages until one is short', () => {
    const of = team(Array.from({ length: 5 }, (_, index) => `queue/NXQ${index}`));
    const rows = (page: number): unknown[] =>
      of.call('agentGroup/page', { queueName: '', size: 2, page }).data as unknown[];
    expect([1, 2, 3, 4].map((page) => rows(page).length)).toEqual([2, 2, 1, 0]);
  });
});

describe('nxcloud.md A.4.2: list agents in a queue', () => {
  it('gives SIP number, login and name', () => {
    const { data } = team(SMALL).call('agentGroup/member/list', { queueNo: 'NXQ1' });
    expect(data).toEqual([
      { sipNumber: 'NXA1', userName: 'ann@example.com', nickName: 'Ann' },
      { sipNumber: 'NXA2', userName: 'bo@example.com', nickName: 'Bo' },
    ]);
  });
});

describe('nxcloud.md A.4.3: update queue agents', () => {
  it('replaces the members, says data null, and tells what changed', () => {
    const of = team(SMALL);
    const answer = of.call('agentGroup/updateMembers', { queueNo: 'NXQ1', members: ['NXA2', 'NXA3'] });
    expect([answer.code, answer.data]).toEqual([0, null]);
    expect(answer.effects).toEqual([
      { drop: 'membership/NXQ1/NXA1' },
      {
        put: { kind: 'membership', address: 'membership/NXQ1/NXA3', fields: {}, list: 'queue/NXQ1 agents' },
      },
    ]);
    expect(of.members('NXQ1')).toEqual(['NXA2', 'NXA3']);
  });

  it('the same list again changes nothing; a number twice counts once', () => {
    const of = team(SMALL);
    const answer = of.call('agentGroup/updateMembers', {
      queueNo: 'NXQ1',
      members: ['NXA2', 'NXA1', 'NXA2'],
    });
    expect([answer.code, answer.effects]).toEqual([0, []]);
  });

  it.each([
    ['an unknown queue', { queueNo: 'NXQ9', members: [] }],
    ['no queue', { members: [] }],
    ['no members', { queueNo: 'NXQ1' }],
    ['null', { queueNo: 'NXQ1', members: null }],
    ['one text', { queueNo: 'NXQ1', members: 'NXA1' }],
    ['a number', { queueNo: 'NXQ1', members: [1] }],
  ])('refuses %s and changes nothing', (_, body) =>
    expectRefused(team(SMALL), 'agentGroup/updateMembers', body),
  );
});

describe('nxcloud.md A.4.4: list agents', () => {
  it('gives every field of the page, and a total', () => {
    const { data, total } = team(SMALL).call('agent/page', { size: 1, page: 2 });
    expect(total).toBe(3);
    expect(data).toEqual([
      {
        sipNumber: 'NXA2',
        userName: 'bo@example.com',
        nickName: 'Bo',
        status: 1,
        queueName: ['Support'],
        recording: true,
        recordingStorageDays: 0,
        allowCountry: ['HK', 'CN'],
        endPointName: '',
        gmtCreate: '2026-11-21 00:00:00',
        gmtModified: '2026-11-21 00:00:00',
      },
    ]);
  });

  it('filters by login; status 0 is disabled', () => {
    const { data, total } = team(SMALL).call('agent/page', { userName: 'cy@example.com', size: 9, page: 1 });
    expect([total, data]).toEqual([1, [expect.objectContaining({ sipNumber: 'NXA3', status: 0 })]]);
  });

  it('queueName follows membership, by name', () => {
    const of = team(SMALL);
    of.call('agentGroup/updateMembers', { queueNo: 'NXQ2', members: ['NXA1'] });
    of.call('agentGroup/updateMembers', { queueNo: 'NXQ1', members: ['NXA3'] });
    const rows = of.call('agent/page', { size: 200, page: 1 }).data as { queueName: string[] }[];
    expect(rows.map((row) => row.queueName)).toEqual([['Sales'], [], ['Support']]);
  });
});

describe('nxcloud.md A.4.5 to A.4.9', () => {
  it('A.4.5: status is time spent, and takes its times as text or number', () => {
    const of = team(SMALL);
    for (const [startDateTime, endDateTime] of [
      ['1700000000', '1700000060'],
      [1700000000, 1700000060],
    ]) {
      const body = {
        userName: 'ann@example.com',
        startDateTime: startDateTime ?? 0,
        endDateTime: endDateTime ?? 0,
      };
      const { data } = of.call('agent/status/info', body);
      expect(data).toEqual([expect.objectContaining({ sipNumber: 'NXA1', callingDuration: 0 })]);
    }
    expectRefused(of, 'agent/status/info', { userName: 'x', startDateTime: 2, endDateTime: 1 });
  });

  it('A.4.6: caller numbers are rows of type 0', () => {
    const of = team(SMALL);
    expect(of.call('did/myUsefulNumber', { sipNumber: 'NXA1' }).data).toEqual([
      { number: '85212345678', remark: '', routerId: '', routerName: '', type: 0 },
    ]);
    expect(of.call('did/myUsefulNumber', { sipNumber: 'NXA2' }).data).toEqual([]);
    expectRefused(of, 'did/myUsefulNumber', { sipNumber: 'NXA9' });
  });

  it('A.4.7: an auto-dial task needs no team, gives no id, and shows in no resource', () => {
    const of = team(SMALL);
    const task = {
      country: 'HK',
      taskName: 'T',
      strategyName: 'S',
      dispatchType: 0,
      agentGroupNo: 'NXQ1',
      predictCallRate: 1,
      ratioCallRate: 1,
      startCount: 1,
      startupType: 3,
      callList: [{ orderID: 'o1', userPhone: '85212345678', other: '' }],
    };
    const before = model.resources(of.state);
    const answer = of.raw('ai/createandcall', task);
    expect([answer.code, answer.data, answer.effects]).toEqual([0, null, []]);
    expect(model.resources(of.state)).toEqual(before);
    expect(of.state.autoDial).toEqual([{ taskName: 'T', agentGroupNo: 'NXQ1', numbers: 1, dials: true }]);
    const broken = { ...task, callList: [{ orderID: 'o1', userPhone: '+852', other: '' }] };
    expect(of.raw('ai/createandcall', broken).code).toBe(41000);
  });

  it('A.4.8, A.4.9: records and statistics are empty and limited to 100 a page', () => {
    const of = team();
    const calls = { startTime: 1, endTime: 2, page: 1 };
    expect(of.call('cdr/page', { ...calls, size: 100 }).data).toEqual([]);
    expectRefused(of, 'cdr/page', { ...calls, size: 101 });
    expect(of.call('cdr/queryByOrderId', { orderId: 'o1' }).data).toEqual([]);
    const day = { startDateTime: '2026-11-01 00:00:00', endDateTime: '2026-11-02 00:00:00', staticalType: 0 };
    expect(of.raw('agent/efficiencyStatistical/page', { ...day, size: 100, page: 1 })).toMatchObject({
      data: [],
      total: 0,
    });
    expectRefused(of, 'agent/efficiencyStatistical/page', {
      ...day,
      endDateTime: '2026-11-02',
      size: 1,
      page: 1,
    });
  });
});

describe('model', () => {
  it('holds exactly what it was seeded with, in normal form', () => {
    const full = [
      resource(['queue/NXQ1', { name: 'Q', ringPolicy: 2, familiarizeFirst: true, remark: null }]),
      resource([
        'agent/NXA1',
        {
          userName: 'a@example.com',
          name: 'A',
          enabled: false,
          recording: true,
          recordingStorageDays: 30,
          allowCountry: ['CN', 'HK'],
          endPointName: 'HK-1',
          callerNumbers: ['85212345678', '85287654321'],
        },
      ]),
      { ...resource('membership/NXQ1/NXA1'), list: 'queue/NXQ1 agents' },
    ];
    const of = team();
    const seed = (): ReturnType<typeof model.seed> => model.seed(full, { tenantId: TENANT }, {}, of.tools);
    expect(sorted(model.resources(seed()))).toEqual(sorted(full));
    const again = model.seed(model.resources(seed()), { tenantId: TENANT }, {}, of.tools);
    expect(model.resources(again)).toEqual(model.resources(seed()));
  });

  it('a copy is independent', () => {
    const of = team(SMALL);
    const copy = model.clone(of.state);
    of.call('agentGroup/updateMembers', { queueNo: 'NXQ1', members: ['NXA3'] });
    of.call('agentGroup/updateMembers', { queueNo: 'NXQ2', members: ['NXA1'] });
    expect(model.resources(copy)).toEqual(model.resources(team(SMALL).state));
  });

  it('says which memberships lead nowhere', () => {
    const of = team(['queue/NXQ1', 'membership/NXQ1/NXA7']);
    expect(model.violations(of.state)).toEqual(['membership/NXQ1/NXA7 names something that does not exist']);
    expect(of.members('NXQ1')).toEqual([]);
  });

  it('refuses to be seeded with what a team cannot hold', () => {
    expect(() => team(['extension/8001'])).toThrow('An NXLink team holds no extension.');
    expect(() => team([['queue/NXQ1', { ringPolicy: 3 }]])).toThrow('ringPolicy is 1');
  });
});
