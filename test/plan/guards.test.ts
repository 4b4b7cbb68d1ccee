// Guards: what a plan is refused for. Every one is evaluated, and a refused plan is still shown.
import { describe, expect, it } from 'vitest';
import type { Policy, Window } from '../../src/contract/index.js';
import { windowOpen } from '../../src/plan/guards/windows.js';
import type { PlanOptions } from '../../src/plan/plan.js';
import { planOf, type Story } from './support.js';

const agents = (count: number): string[] => Array.from({ length: count }, (_, index) => `agent/${index}`);
const codes = (story: Story): string[] => planOf(story).plan.problems.map((problem) => problem.code);

describe('max-deletes', () => {
  const cases: readonly {
    live: number;
    gone: number;
    ceiling: Policy['maxDeletes'];
    allow?: number;
    refused: boolean;
  }[] = [
    { live: 9, gone: 9, ceiling: { percent: 25 }, refused: false },
    { live: 10, gone: 2, ceiling: { percent: 25 }, refused: false },
    { live: 10, gone: 3, ceiling: { percent: 25 }, refused: true },
    { live: 12, gone: 3, ceiling: { percent: 25 }, refused: false },
    { live: 12, gone: 12, ceiling: { percent: 100 }, refused: false },
    { live: 12, gone: 1, ceiling: { percent: 0 }, refused: true },
    { live: 4, gone: 2, ceiling: { count: 2 }, refused: false },
    { live: 4, gone: 3, ceiling: { count: 2 }, refused: true },
    { live: 10, gone: 3, ceiling: { percent: 25 }, allow: 3, refused: false },
    { live: 10, gone: 3, ceiling: { percent: 25 }, allow: 2, refused: true },
    { live: 10, gone: 3, ceiling: { percent: 25 }, allow: 4, refused: true },
    { live: 10, gone: 1, ceiling: { percent: 25 }, allow: 4, refused: false },
  ];
  it.each(cases)(
    '$gone of $live, ceiling $ceiling, allowed $allow: refused $refused',
    ({ live, gone, ceiling, allow, refused }) => {
      const { plan } = planOf({
        live: agents(live),
        absent: agents(gone),
        policy: { maxDeletes: ceiling },
        ...(allow === undefined ? {} : { options: { allowDeletes: allow } }),
      });
      expect(plan.problems.map((problem) => problem.code)).toEqual(refused ? ['max-deletes'] : []);
      expect(plan.status).toBe(refused ? 'refused' : 'changes');
      expect(plan.summary.delete).toBe(gone);
      expect(plan.calls).toHaveLength(gone);
    },
  );

  it('counts memberships as a kind of their own, and names the whole number to allow', () => {
    const members = agents(10).map((agent) => `membership/1/${agent.slice('agent/'.length)}`);
    const story: Story = {
      live: ['queue/1', ...agents(10), ...members],
      absent: ['agent/0'],
      desired: ['queue/1', ...members.slice(3)],
      policy: { maxDeletes: { percent: 25 } },
    };
    const { problems, summary } = planOf(story).plan;
    const [problem] = problems;
    expect(summary.delete).toBe(4);
    expect(problem?.message).toContain('3 memberships would be deleted');
    expect(problem?.message).toContain('--allow-deletes 4');
    expect(codes({ ...story, options: { allowDeletes: 4 } })).toEqual([]);
  });

  it('wants the number for a section that is written empty', () => {
    const story: Story = { live: ['route/0'], sections: ['routes'], policy: { prune: ['routes'] } };
    expect(codes(story)).toEqual(['max-deletes']);
    expect(codes({ ...story, options: { allowDeletes: 1 } })).toEqual([]);
    expect(planOf({ ...story, policy: { prune: 'all' } }).plan).toMatchObject({
      changes: [],
      unmanaged: ['route/0'],
    });
  });
});

describe('protect', () => {
  it('refuses to delete what is protected, also along with something else', () => {
    const live = ['queue/1', 'agent/a', 'membership/1/a'];
    expect(codes({ live, absent: ['queue/1'], policy: { protect: ['queue/*'] } })).toEqual(['protect']);
    expect(codes({ live, absent: ['queue/1'], policy: { protect: ['membership/1/a'] } })).toEqual([
      'protect',
    ]);
    expect(codes({ live, absent: ['queue/1'], policy: { protect: ['queue/2'] } })).toEqual([]);
  });

  it('refuses to empty a protected queue', () => {
    const story: Story = {
      live: ['queue/1', 'agent/a', 'agent/b', 'membership/1/a'],
      desired: ['queue/1'],
      lists: ['members of queue/1'],
      policy: { protect: ['queue/1'] },
    };
    expect(codes(story)).toEqual(['protect-emptied']);
    expect(codes({ ...story, desired: ['queue/1', 'membership/1/b'] })).toEqual([]);
    expect(codes({ ...story, policy: { protect: ['queue/2'] } })).toEqual([]);
  });
});

describe('dialling', () => {
  const running: Story = {
    live: [['campaign/1', { state: 'paused' }]],
    desired: [['campaign/1', { state: 'running' }]],
  };
  it('is the word of the policy', () => {
    const { plan } = planOf(running);
    expect(plan).toMatchObject({
      status: 'refused',
      changes: [{ risk: 'high', riskReason: 'calls real people' }],
      problems: [{ code: 'dialling', address: 'campaign/1', line: 1 }],
    });
    expect(codes({ ...running, policy: { allowDialling: true } })).toEqual([]);
  });
});

describe('all guards are reported together', () => {
  it('says every one', () => {
    expect(
      codes({
        live: [
          'queue/1',
          'agent/a',
          'agent/b',
          'membership/1/a',
          'membership/1/b',
          ['campaign/1', { state: 'paused' }],
        ],
        desired: ['queue/1', 'membership/1/a', ['campaign/1', { state: 'running' }]],
        absent: ['agent/b'],
        policy: {
          protect: ['agent/*'],
          maxDeletes: { count: 0 },
          staffing: { default: 2, of: {} },
          windows: [{ days: ['sun'], from: '00:00', to: '01:00', timezone: 'UTC' }],
        },
        options: { now: Date.UTC(2026, 0, 5, 12) },
      }),
    ).toEqual(['dialling', 'max-deletes', 'max-deletes', 'protect', 'staffing-floor', 'window']);
  });
});

describe('incomplete reads', () => {
  it('delete nothing, create nothing that may exist, and let the rest stand', () => {
    const { plan } = planOf({
      live: [['queue/1', { name: 'Old' }], ['agent/a', { name: 'Old' }], 'agent/b'],
      desired: [
        ['queue/1', { name: 'New' }],
        ['agent/a', { name: 'New' }],
        'agent/c',
        'membership/1/a',
        'membership/1/c',
      ],
      absent: ['agent/b'],
      incomplete: ['agent'],
    });
    expect(plan.changes.map((change) => change.key)).toEqual([
      'update queue/1',
      'update agent/a',
      'create membership/1/a',
    ]);
    expect(plan.status).toBe('refused');
    expect(plan.problems).toMatchObject([{ code: 'incomplete-read' }]);
    expect(plan.problems[0]?.message).toContain('999 were declared, 2 arrived');
    expect(plan.problems[0]?.message).toContain('create agent/c, create membership/1/c, delete agent/b');
  });

  it('do not matter where nothing of the kind is to be done', () => {
    expect(codes({ live: ['queue/1', 'agent/a'], absent: ['queue/1'], incomplete: ['agent'] })).toEqual([]);
  });

  it('keep a queue whose members may be unseen', () => {
    const { plan } = planOf({
      live: ['queue/1', 'queue/2', 'agent/a', 'membership/2/a'],
      absent: ['queue/1'],
      incomplete: ['membership'],
    });
    expect(plan).toMatchObject({ status: 'refused', changes: [], problems: [{ code: 'incomplete-read' }] });
  });
});

describe('windows', () => {
  const night: Window = { days: ['fri'], from: '22:00', to: '06:00', timezone: 'Europe/Berlin' };
  const day: Window = { days: ['mon', 'tue'], from: '09:00', to: '17:00', timezone: 'Asia/Shanghai' };
  const whole: Window = { days: ['sun'], from: '00:00', to: '00:00', timezone: 'UTC' };
  const cases: readonly [string, string, Window, boolean][] = [
    ['Friday evening', '2026-01-09T21:00:00Z', night, true],
    ['Friday, a minute early', '2026-01-09T20:59:00Z', night, false],
    ['Saturday morning, still Friday night', '2026-01-10T04:59:00Z', night, true],
    ['Saturday, the end is outside', '2026-01-10T05:00:00Z', night, false],
    ['Saturday evening is not named', '2026-01-10T21:30:00Z', night, false],
    ['Friday morning belongs to Thursday night', '2026-01-09T02:00:00Z', night, false],
    ['summer time moves the window in UTC', '2026-07-10T20:00:00Z', night, true],
    ['in summer, an hour before', '2026-07-10T19:59:00Z', night, false],
    [
      'in the night when clocks go forward (03:30 local)',
      '2026-03-29T01:30:00Z',
      { ...night, days: ['sat'] },
      true,
    ],
    ['that night ends an hour sooner in UTC', '2026-03-29T04:00:00Z', { ...night, days: ['sat'] }, false],
    [
      'in the night when clocks go back, first 02:30',
      '2026-10-25T00:30:00Z',
      { ...night, days: ['sat'] },
      true,
    ],
    [
      'in the night when clocks go back, second 02:30',
      '2026-10-25T01:30:00Z',
      { ...night, days: ['sat'] },
      true,
    ],
    ['that night lasts till 06:00 local', '2026-10-25T04:59:00Z', { ...night, days: ['sat'] }, true],
    ['Monday in Shanghai is Sunday night in UTC', '2026-01-05T01:00:00Z', day, true],
    ['five in the afternoon there', '2026-01-05T09:00:00Z', day, false],
    ['the whole of Sunday', '2026-01-04T23:59:59Z', whole, true],
    ['and nothing of Monday', '2026-01-05T00:00:00Z', whole, false],
  ];
  it.each(cases)('%s', (_, at, window, open) => {
    expect(windowOpen(Date.parse(at), [window])).toBe(open);
  });

  it('are open when one of several is, or when there are none', () => {
    expect(windowOpen(Date.parse('2026-01-05T01:00:00Z'), [night, day])).toBe(true);
    expect(windowOpen(0, [])).toBe(true);
  });

  it('bind writes alone: a plan without a clock is not asked, an override is obeyed, and nothing to do needs no window', () => {
    const story = (options: PlanOptions, desired = ['queue/1']): Story => ({
      desired,
      options,
      policy: { windows: [night] },
    });
    const now = Date.parse('2026-01-05T12:00:00Z');
    expect(codes(story({ now }))).toEqual(['window']);
    expect(codes(story({}))).toEqual([]);
    expect(codes(story({ now, overrideWindow: true }))).toEqual([]);
    expect(codes(story({ now }, []))).toEqual([]);
  });
});
