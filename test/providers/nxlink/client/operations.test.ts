// The one write of NXLink: the complete list of a queue, made from files by the real loader and the real planner, and
// what the console must do for the rest (nxcloud.md A.4.3, 6 no. 6).
import { describe, expect, it } from 'vitest';
import type { Body, CenterPlan, Desired, Live } from '../../../../src/contract/index.js';
import { plan } from '../../../../src/plan/plan.js';
import type { AgentRow } from '../../../../src/providers/nxlink/decode.js';
import { toLive } from '../../../../src/providers/nxlink/live.js';
import { provider } from '../../../../src/providers/nxlink/provider.js';
import { buildDesired } from '../../../../src/schema/build.js';
import { parseFiles } from '../../../../src/schema/parse.js';

const HEAD = `version: 1
center: team
provider: { type: nxlink, baseUrl: https://nxlink.example.com, accessKey: "\${KEY}", accessSecret: "\${SECRET}", tenantId: 144 }
`;

function desiredOf(sections: string): Desired {
  const bytes = new TextEncoder().encode(`${HEAD}${sections}`);
  const { centers, problems } = buildDesired(parseFiles([{ path: 'a.yaml', bytes }]), {
    env: { KEY: 'key-of-tests', SECRET: 'secret-of-tests' },
    provider: (type) => (type === 'nxlink' ? provider : undefined),
    readBeside: () => new Uint8Array(),
    fingerprint: () => '00000000',
  });
  const [center] = centers;
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!center) throw new Error('no center');
  return center;
}

/** Queues by id, each with its members; agents A1 to A4. */
function liveOf(queues: Readonly<Record<string, readonly string[]>>): Live {
  const agents = ['A1', 'A2', 'A3', 'A4'].map(
    (id): AgentRow => ({
      id,
      userName: `${id}@example.com`,
      name: `Agent ${id}`,
      enabled: true,
      queueNames: Object.keys(queues).filter((queue) => queues[queue]?.includes(id)),
      recording: false,
      recordingStorageDays: 30,
      allowCountry: ['SG'],
      endPointName: null,
    }),
  );
  return toLive(
    {
      queues: Object.keys(queues).map((id) => ({
        id,
        name: id,
        remark: null,
        ringPolicy: 1,
        familiarizeFirst: false,
      })),
      agents,
      total: agents.length,
      members: new Map(Object.entries(queues)),
      callerNumbers: new Map(),
    },
    { reads: 4, tenantId: 144 },
  );
}

function planned(sections: string, live: Live): CenterPlan {
  const ledger = { formatVersion: 1, center: 'team', account: '144', facts: {} } as const;
  return plan({ desired: desiredOf(sections), live, ledger, provider }).plan;
}

const bodies = ({ calls }: CenterPlan): (Body | undefined)[] => calls.map(({ body }) => body);

describe('updateMembers', () => {
  it('sends the complete list, those who stay included, in one call a queue', () => {
    const made = planned(
      'memberships: [{ queue: Q1, agents: [A1, A3, A4] }]',
      liveOf({ Q1: ['A1', 'A2'], Q2: ['A2'] }),
    );
    expect(bodies(made)).toEqual([{ tenantId: 144, queueNo: 'Q1', members: ['A1', 'A3', 'A4'] }]);
    expect(made.summary).toMatchObject({ create: 2, delete: 1 });
  });

  it('is counted by queues, whatever joins or leaves them', () => {
    const made = planned(
      'memberships: [{ queue: Q1, agents: [A1] }, { queue: Q2, agents: [A1, A2, A3] }]',
      liveOf({ Q1: [], Q2: ['A4'] }),
    );
    expect([made.callCount, made.lowerBound]).toEqual([2, 2]);
  });

  it('removes everybody where the list is empty on purpose', () => {
    const made = planned(
      'memberships: [{ queue: Q1, agents: [], allowEmpty: true }]',
      liveOf({ Q1: ['A1', 'A2'] }),
    );
    expect(bodies(made)).toEqual([{ tenantId: 144, queueNo: 'Q1', members: [] }]);
    expect(made.summary.delete).toBe(2);
  });

  it('is a whole list, and looked for before it is sent again', () => {
    const operation = provider.operations['agentGroup.updateMembers'];
    expect(operation?.wholeList).toBe(true);
    expect(operation?.afterUnknown).toEqual({ rule: 'look' });
  });
});

describe('what only the console can change', () => {
  it('names an agent and a queue that are not as the file says', () => {
    const made = planned(
      'queues: [{ id: Q1, ringPolicy: 2 }]\nagents: [{ id: A1, enabled: false }]',
      liveOf({ Q1: ['A1'] }),
    );
    expect(made.calls).toEqual([]);
    expect(made.manual.map(({ address, reason }) => `${address}: ${reason.split(';')[0]}`)).toEqual([
      'agent/A1: enabled should be false and is true',
      'queue/Q1: ringPolicy should be 2 and is 1',
    ]);
  });

  it('takes an empty text for what it is: nothing', () => {
    const file = 'queues: [{ id: Q1, remark: "" }]\nagents: [{ id: A1, endPointName: "" }]';
    expect(planned(file, liveOf({ Q1: ['A1'] })).manual).toEqual([]);
  });
});
