import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/contract/index.js';
import { decodeAgents } from '../../../../src/providers/udesk/decode/agents.js';
import { checkApp } from '../../../../src/providers/udesk/decode/app.js';
import { decodeFastRoutes } from '../../../../src/providers/udesk/decode/fast-routes.js';
import { decodeQueues } from '../../../../src/providers/udesk/decode/queues.js';
import { decodeRelayNumbers } from '../../../../src/providers/udesk/decode/relay-numbers.js';
import {
  decodeCreated,
  decodeSubscription,
  decodeSubscriptions,
} from '../../../../src/providers/udesk/decode/subscriptions.js';
import { answer, ok } from './support.js';

const row = (id: string, more: object = {}): object => ({
  AppId: 'a',
  AgentId: id,
  WorkId: `w${id}`,
  Name: '',
  Mobile: '',
  Email: '',
  Role: 'agent',
  Queues: null,
  QueuesNames: null,
  Extensions: null,
  DefSpNumber: '',
  State: 4,
  ExtState: 3,
  WrapUpTime: 0,
  Enable: true,
  ExtenInfos: null,
  ...more,
});
const page = (rows: unknown, more: object = {}): unknown => ({
  CurrPage: 1,
  PageSize: 439,
  Total: Array.isArray(rows) ? rows.length : 1,
  TotalPage: 1,
  AgentList: rows,
  ...more,
});
const agents = (result: unknown) => decodeAgents(ok(result));
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof VendorError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
};

describe('GET agents', () => {
  it('reads one agent in full', () => {
    const { agents: list } = agents(
      page([
        row('007', {
          Name: 'Li Wei',
          Queues: ['9002', '9001', '9002'],
          Extensions: ['8001'],
          DefSpNumber: '0571',
        }),
      ]),
    );
    expect(list).toEqual([
      {
        id: '007',
        workId: 'w007',
        name: 'Li Wei',
        mobile: null,
        email: null,
        role: 'agent',
        enabled: true,
        queues: ['9001', '9002'],
        extensions: ['8001'],
        relayNumber: '0571',
        inCall: false,
      },
    ]);
  });

  it.each([
    ['G25: a list', [row('1')]],
    ['G25: one object', row('1')],
  ])('%s', (_what, rows) => {
    expect(agents(page(rows)).agents.map((agent) => agent.id)).toEqual(['1']);
  });

  it.each([[null], [''], [[]]])('G25, G26: %j is no agent at all, and complete', (rows) => {
    expect(agents(page(rows, { Total: 0 }))).toEqual({
      agents: [],
      certificate: { complete: true, declared: 0, arrived: 0 },
    });
  });

  it.each([[null], [''], [[]], [undefined]])('G26: %j folds to no queues and no extensions', (none) => {
    const [agent] = agents(page([row('1', { Queues: none, Extensions: none })])).agents;
    expect(agent).toMatchObject({ queues: [], extensions: [] });
  });

  it.each([
    ['objects', [{ Extension: '8002' }, { Extension: '8001' }]],
    ['texts', ['8002', '8001']],
    [
      'objects with a password',
      [
        { Extension: '8001', Password: 'pw-1' },
        { Extension: '8002', Password: 'pw-2' },
      ],
    ],
  ])('G27: extensions as %s, and no password gets through', (_what, Extensions) => {
    const decoded = agents(page([row('1', { Extensions })]));
    expect(decoded.agents[0]?.extensions).toEqual(['8001', '8002']);
    expect(JSON.stringify(decoded)).not.toContain('pw-');
  });

  it.each([
    ['0571', '0571'],
    ['', null],
    [null, null],
    [undefined, null],
    [[], null],
    [[''], null],
    [['0571'], '0571'],
  ])('G29: default number %j is %j', (DefSpNumber, expected) => {
    expect(agents(page([row('1', { DefSpNumber })])).agents[0]?.relayNumber).toBe(expected);
  });

  it('G22: strips @AppId', () => {
    const decoded = agents(page([row('7765@00000000-0000-4000-8000-000000000001')]));
    expect(decoded.agents[0]?.id).toBe('7765');
  });

  it('G32: an empty work id is none', () => {
    expect(agents(page([row('1', { WorkId: '' })])).agents[0]?.workId).toBeNull();
  });

  it('takes a row that says only what it must', () => {
    const bare = { AgentId: '1', Enable: false };
    expect(agents(page([bare])).agents[0]).toMatchObject({
      workId: null,
      role: 'agent',
      queues: [],
      extensions: [],
      relayNumber: null,
    });
  });

  it.each([
    [3, 0, true],
    [0, 1, true],
    ['3', '0', true],
    [0, 0, false],
    [4, 3, false],
    [null, undefined, false],
  ])('C17: State %j and ExtState %j in a call: %j', (State, ExtState, inCall) => {
    expect(agents(page([row('1', { State, ExtState })])).agents[0]?.inCall).toBe(inCall);
  });

  it.each([
    ['C22: fewer than declared', page([row('1')], { Total: 2 }), 'declares 2 agents, 1 arrived'],
    ['G24: more pages', page([row('1')], { TotalPage: 2 }), '2 pages'],
    ['no total', page([row('1')], { Total: undefined }), 'did not say how many'],
    ['no list at all', null, 'did not say how many'],
    ['a row twice hides a missing one', page([row('1'), row('1')]), 'declares 2 agents, 1 arrived'],
    ['two rows disagree', page([row('1'), row('1', { Name: 'x' })], { Total: 1 }), 'disagree about agent 1'],
  ])('%s: the list is not complete', (_what, result, reason) => {
    const { certificate } = agents(result);
    expect(certificate.complete).toBe(false);
    expect(certificate.reason).toContain(reason);
  });

  it('takes equal rows once', () => {
    expect(agents(page([row('2'), row('1'), row('2')], { Total: 2 }))).toMatchObject({
      agents: [{ id: '1' }, { id: '2' }],
      certificate: { complete: true, arrived: 2, declared: 2 },
    });
  });

  it('gives the same for every order of the rows, also where they disagree', () => {
    const rows = [row('1'), row('1', { Name: 'x' }), row('2', { Queues: ['9001'] }), row('3')];
    const expected = agents(page(rows));
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (shuffled) => {
        expect(agents(page(shuffled))).toEqual(expected);
      }),
    );
  });

  it.each([
    ['Enable is missing', page([row('1', { Enable: undefined })]), 'AgentList[0].Enable'],
    ['no id', page([row('')]), 'AgentList[0].AgentId'],
    ['a queue is an object', page([row('1', { Queues: [{}] })]), 'AgentList[0].Queues'],
    ['the list is a text', page('oops'), 'expected a list'],
  ])('is a vendor error with its place when %s', (_what, result, place) => {
    const said = codeOf(() => agents(result));
    expect(said).toMatch(/^bad-answer: GET agents: /);
    expect(said).toContain(place);
  });

  it.each([[undefined], [null], [[]], ['<html>'], [{ ErrCode: '000003' }], [{ ErrCode: 0 }], [{}]])(
    'is a vendor error for the body %j',
    (body) => {
      expect(codeOf(() => decodeAgents(answer(body)))).toMatch(/^bad-answer: /);
    },
  );

  it('never fails otherwise, whatever JSON arrives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const said = codeOf(() => agents({ Total: 1, AgentList: [json] }));
        expect(said).toMatch(/^bad-answer|^nothing thrown/);
      }),
    );
  });
});

describe('GET queues', () => {
  const listed = (id: string, more: object = {}): object => ({
    ID: 1,
    QueueID: id,
    Name: `Queue ${id}`,
    Strategy: 'longest_idle',
    Timeout: 60,
    MaxLength: 128,
    AgentID: 0,
    ...more,
  });
  const expected = { id: '9001', name: 'Queue 9001', strategy: 'longest_idle', timeout: 60, maxLength: 128 };

  it('G36: takes the id from the field that the list documents, where a row has both spellings', () => {
    const { queues } = decodeQueues(ok([listed('9001', { QueueId: '77' })]));
    expect(queues.map(({ id }) => id)).toEqual(['9001']);
  });

  it.each([
    ['G35: an array', [listed('9001')]],
    ['G35: an object around an array', { QueueList: [listed('9001')] }],
    ['G35: one object', listed('9001')],
    ['G35: a row for each queue and agent', [listed('9001', { AgentID: 1 }), listed('9001', { AgentID: 2 })]],
    [
      'G36: the names of the writes',
      [{ ...listed('9001'), QueueID: undefined, Name: undefined, QueueId: '9001', QueueName: 'Queue 9001' }],
    ],
  ])('%s', (_what, result) => {
    expect(decodeQueues(ok(result))).toEqual({ queues: [expected] });
  });

  it.each([[null], [''], [[]], [{ QueueList: [] }], [{ QueueList: null }]])('%j is none', (result) => {
    expect(decodeQueues(ok(result))).toEqual({ queues: [] });
  });

  it('names a queue whose rows disagree', () => {
    const result = decodeQueues(ok([listed('9001'), listed('9001', { Timeout: 5 })]));
    expect(result.disagreeing).toBe('9001');
    expect(result.queues).toHaveLength(1);
  });

  it('is a vendor error without an id, or with two lists', () => {
    expect(codeOf(() => decodeQueues(ok([{ ...listed('9001'), QueueID: '' }])))).toContain('row 0.QueueID');
    expect(codeOf(() => decodeQueues(ok({ a: [], b: [] })))).toContain('several');
  });
});

describe('GET spnumbers (G14)', () => {
  it.each([
    [
      { SpNumbers: ['0572', '0571'], DefSpNumber: '0571' },
      { owned: ['0571', '0572'], tenantDefault: '0571' },
    ],
    [
      { SpNumbers: null, DefSpNumber: '' },
      { owned: [], tenantDefault: null },
    ],
    [null, { owned: [], tenantDefault: null }],
  ])('%j', (result, expected) => {
    expect(decodeRelayNumbers(ok(result))).toEqual(expected);
  });
});

describe('subscriptions', () => {
  const listed = { callback: 'https://crm.example.com', name: 'crm', events: ['b', 'a'], enable: false };
  const expected = {
    callback: 'https://crm.example.com',
    name: 'crm',
    events: ['a', 'b'],
    enabled: false,
    id: null,
  };

  it('keeps two of one name apart (C10)', () => {
    expect(decodeSubscriptions(ok([listed, listed]))).toEqual([expected, expected]);
  });

  it.each(['id', 'Id', 'ID', 'SubId'])('G53: takes an id called %s', (key) => {
    expect(decodeSubscriptions(ok([{ ...listed, [key]: 17 }]))[0]?.id).toBe('17');
  });

  it('reads one by id, flat or wrapped', () => {
    expect(decodeSubscription('GET subscriptions/17', ok(listed))).toEqual(expected);
    expect(decodeSubscription('GET subscriptions/17', ok({ subscription: listed }))).toEqual(expected);
  });

  it.each([
    [
      'G52: failures in a success',
      { sub_succ: [{ id: 7, name: 'a' }], sub_fail: ['b'] },
      [['a', '7']],
      ['b'],
      true,
    ],
    ['all well', { sub_succ: [{ id: 7, name: 'a' }], sub_fail: null }, [['a', '7']], [], true],
    ['nothing said', null, [], [], false],
  ])('%s', (_what, result, ids, failed, listedAny) => {
    const created = decodeCreated(ok(result));
    expect([...created.ids]).toEqual(ids);
    expect(created.failed).toEqual(failed);
    expect(created.listed).toBe(listedAny);
  });
});

describe('GET ivrs/fastrouters', () => {
  const rows = [
    { Dtmf: '2', Desc: '', QueueId: '9002' },
    { Dtmf: '1', Desc: 'Sales', QueueId: '9001' },
  ];
  const expected = [
    { key: '1', queue: '9001', description: 'Sales' },
    { key: '2', queue: '9002', description: null },
  ];
  const envelope = { ErrCode: '000000', ErrDesc: 'OK' };

  it.each([
    ['beside Result', { ...envelope, FastRouter: rows }],
    ['in Result', { ...envelope, Result: { FastRouter: rows } }],
    ['as Result', { ...envelope, Result: rows }],
  ])('A′: finds the table %s', (_what, body) => {
    expect(decodeFastRoutes(answer(body))).toEqual(expected);
  });

  it.each([[{ ...envelope, FastRouter: null }], [envelope], [{ ...envelope, Result: null }]])(
    '%j is none',
    (body) => {
      expect(decodeFastRoutes(answer(body))).toEqual([]);
    },
  );
});

describe('GET apps (C23)', () => {
  const app = ok({ AppId: 'AAAA', Name: 'Acme', Secret: 'never-shown' });

  it('accepts the account that the file pins', () => {
    expect(() => checkApp(app, { appId: 'aaaa', appName: 'Acme' })).not.toThrow();
  });

  it.each([[{ appId: 'bbbb' }], [{ appId: 'aaaa', appName: 'Other' }]])('refuses another: %j', (wanted) => {
    const said = codeOf(() => checkApp(app, wanted));
    expect(said).toMatch(/^wrong-account: /);
    expect(said).not.toContain('never-shown');
  });

  it('refuses an answer that does not say which application it is', () => {
    expect(codeOf(() => checkApp(ok({ Name: 'Acme' }), { appId: 'aaaa' }))).toMatch(/^wrong-account: /);
  });
});
