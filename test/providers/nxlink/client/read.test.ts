// nxcloud.md A.4: pages to the end, members proved by the agents' own lists, and no list read that nobody asked for.
import { describe, expect, it } from 'vitest';
import type { Answer, Desired, ReadClient, ReadRequest } from '../../../../src/contract/index.js';
import { read } from '../../../../src/providers/nxlink/read.js';

interface Team {
  readonly queues: readonly { id: string; name: string; members: readonly string[] }[];
  readonly agents: readonly string[];
  /** Said instead of the true number. */
  readonly total?: number;
  /** Queue names of an agent, said instead of the true ones. */
  readonly says?: Readonly<Record<string, readonly string[]>>;
  /** Fields of an agent's row, said instead of the usual ones. */
  readonly rows?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function clientOf(team: Team): { client: ReadClient; asked: string[] } {
  const asked: string[] = [];
  const data = ({ path, body }: { path: string; body: Record<string, unknown> }): unknown => {
    const page = <Row>(rows: readonly Row[]): readonly Row[] =>
      rows.slice((Number(body.page) - 1) * Number(body.size), Number(body.page) * Number(body.size));
    if (path === 'agentGroup/page') {
      return page(
        team.queues.map(({ id, name }) => ({ groupNo: id, groupName: name, remark: '', ringPolicy: 1 })),
      );
    }
    if (path === 'agentGroup/member/list') {
      const queue = team.queues.find(({ id }) => id === body.queueNo);
      return queue?.members.map((sipNumber) => ({ sipNumber, userName: sipNumber }));
    }
    return page(
      team.agents.map((sipNumber) => ({
        sipNumber,
        userName: `${sipNumber}@example.com`,
        nickName: `Agent ${sipNumber}`,
        status: 1,
        queueName:
          team.says?.[sipNumber] ??
          team.queues.filter((q) => q.members.includes(sipNumber)).map((q) => q.name),
        recording: 0,
        recordingStorageDays: 30,
        allowCountry: ['SG', 'MY'],
        endPointName: '',
        ...team.rows?.[sipNumber],
      })),
    );
  };
  const client: ReadClient = {
    read: async (request: ReadRequest): Promise<Answer> => {
      asked.push(request.path);
      const body = (request.method === 'POST' ? request.body : {}) as Record<string, unknown>;
      const answer = {
        code: 0,
        msg: '',
        data: data({ path: request.path, body }),
        total: team.total ?? team.agents.length,
      };
      return { status: 200, headers: {}, body: answer, text: '' };
    },
  };
  return { client, asked };
}

const scope = (lists?: readonly string[]): Parameters<typeof read>[1] => ({
  sections: new Set(['memberships']),
  identify: false,
  ledger: { formatVersion: 1, center: 'c', account: '144', facts: {} },
  settings: { baseUrl: 'https://nxlink.example.com', accessKey: 'k', accessSecret: 's', tenantId: 144 },
  ...(lists === undefined
    ? {}
    : { desired: { lists: new Set(lists), resources: new Map() } as unknown as Desired }),
});

const TEAM: Team = {
  queues: [
    { id: 'Q1', name: 'One', members: ['A1', 'A2'] },
    { id: 'Q2', name: 'Two', members: ['A2'] },
  ],
  agents: ['A1', 'A2', 'A3'],
};

describe('read', () => {
  it('reads every list once, and the members of every queue for a pull', async () => {
    const { client, asked } = clientOf(TEAM);
    const live = await read(client, scope());
    expect(asked).toEqual([
      'agentGroup/page',
      'agent/page',
      'agentGroup/member/list',
      'agentGroup/member/list',
    ]);
    expect(live.reads).toBe(4);
    expect([...live.resources.keys()]).toEqual([
      'agent/A1',
      'agent/A2',
      'agent/A3',
      'membership/Q1/A1',
      'membership/Q1/A2',
      'membership/Q2/A2',
      'queue/Q1',
      'queue/Q2',
    ]);
    expect(live.resources.get('agent/A1')?.fields).toMatchObject({
      recording: false,
      allowCountry: ['MY', 'SG'],
    });
    expect(Object.values(live.certificates).every((certificate) => certificate.complete)).toBe(true);
  });

  it('reads members only of queues whose list the files own', async () => {
    const { client, asked } = clientOf(TEAM);
    const live = await read(client, scope(['queue/Q2 agents']));
    expect(asked).toEqual(['agentGroup/page', 'agent/page', 'agentGroup/member/list']);
    expect(live.resources.has('membership/Q2/A2')).toBe(true);
    expect(live.resources.has('membership/Q1/A1')).toBe(false);
    expect(live.certificates.membership?.complete).toBe(true);
  });

  it('A.4, no. 7: goes on until a page is short', async () => {
    const agents = Array.from({ length: 401 }, (_, index) => `A${index}`);
    const { client, asked } = clientOf({ queues: [], agents });
    const live = await read(client, scope([]));
    expect(asked).toEqual(['agentGroup/page', 'agent/page', 'agent/page', 'agent/page']);
    expect(live.certificates.agent).toEqual({ complete: true, declared: 401, arrived: 401 });
  });

  it('A.4: goes on until a page of queues is short', async () => {
    const queues = Array.from({ length: 201 }, (_, index) => ({
      id: `Q${index}`,
      name: `Queue ${index}`,
      members: [],
    }));
    const { client, asked } = clientOf({ queues, agents: [] });
    const live = await read(client, scope([]));
    expect(asked).toEqual(['agentGroup/page', 'agentGroup/page', 'agent/page']);
    expect(live.resources.has('queue/Q200')).toBe(true);
  });

  it.each([
    [{ status: 1 }, { enabled: true }],
    [{ status: 0 }, { enabled: false }],
    [{ recording: '1' }, { recording: true }],
    [{ recording: '0' }, { recording: false }],
    [{ recording: 1 }, { recording: true }],
    [{ recording: true }, { recording: true }],
  ])('6 no. 8: of an agent, %j is %j', async (row, fields) => {
    const { client } = clientOf({ ...TEAM, rows: { A1: row } });
    const live = await read(client, scope([]));
    expect(live.resources.get('agent/A1')?.fields).toMatchObject(fields);
  });

  it.each([
    ['fewer agents than declared', { ...TEAM, total: 4 }, 'agent', 'declares 4 agents, 3 arrived'],
    ['an agent that does not know of its queue', { ...TEAM, says: { A1: [] } }, 'membership', 'do not agree'],
    [
      'an agent in a queue that does not know it',
      { ...TEAM, says: { A3: ['One'] } },
      'membership',
      'do not agree',
    ],
    [
      'a member who is no agent',
      { ...TEAM, queues: [{ id: 'Q1', name: 'One', members: ['A9'] }] },
      'membership',
      'has member A9, whom the list of agents does not hold',
    ],
    ['an agent that names an unknown queue', { ...TEAM, says: { A3: ['Three'] } }, 'queue', 'does not hold'],
    [
      'two queues of one name',
      { ...TEAM, queues: TEAM.queues.map((queue) => ({ ...queue, name: 'Same' })) },
      'membership',
      'two queues are called "Same"',
    ],
  ])('proves nothing by %s', async (_what, team, kind, reason) => {
    const live = await read(clientOf(team).client, scope());
    expect(live.certificates[kind]).toMatchObject({
      complete: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('names the call and the field of a wrong shape', async () => {
    const { client } = clientOf({ ...TEAM, agents: [''] });
    await expect(read(client, scope())).rejects.toMatchObject({
      code: 'bad-answer',
      message: expect.stringContaining('POST agent/page: data[0].sipNumber'),
    });
  });
});
