// Laws of the planner over random centers of the made-up vendor.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CenterPlan, Desired, Effect, Live, Resource } from '../../src/contract/index.js';
import { createRandom } from '../../src/contract/random.js';
import { type Planned, plan } from '../../src/plan/plan.js';
import { createGround, createWatch } from '../../src/plan/verify/invariants.js';
import { createSender, sendCall } from '../../src/plan/verify/send.js';
import { model } from './fake-model.js';
import { provider } from './fake-provider.js';
import { story, tightStory } from './generate.js';
import { desiredOf, liveOf, planOf, render, type Story, verify } from './support.js';

const runs = { numRuns: 200 };

function shuffled<V>(map: ReadonlyMap<string, V>, random: () => number): Map<string, V> {
  const entries = [...map];
  for (let at = entries.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [entries[at], entries[other]];
    if (a && b) [entries[at], entries[other]] = [b, a];
  }
  return new Map(entries);
}

/** A random linear extension of a plan's calls. */
function randomOrder({ calls }: CenterPlan, random: () => number): string[] {
  const done = new Set<string>();
  const order: string[] = [];
  while (order.length < calls.length) {
    const ready = calls.filter((call) => !done.has(call.id) && call.after.every((id) => done.has(id)));
    const next = ready[Math.floor(random() * ready.length)];
    if (!next) throw new Error('the calls form a cycle');
    done.add(next.id);
    order.push(next.id);
  }
  return order;
}

const isRefused = ({ plan: made }: Planned): boolean =>
  made.problems.some((problem) => problem.severity === 'error');

describe('laws of the planner', () => {
  it('order-free: shuffled input gives the same bytes', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), fc.integer(), (said, seed) => {
        const random = createRandom(seed);
        const desired = desiredOf(said);
        const live = liveOf(said);
        const ledger = { formatVersion: 1, center: 'acme', account: 'a1', facts: {} } as const;
        const make = (d: Desired, l: Live): string =>
          JSON.stringify(plan({ desired: d, live: l, ledger, provider }).plan);
        const mixed = make(
          {
            ...desired,
            resources: shuffled(desired.resources, random),
            absent: shuffled(desired.absent, random),
            lists: new Set(shuffled(new Map([...desired.lists].map((list) => [list, list])), random).keys()),
          },
          { ...live, resources: shuffled(live.resources, random) },
        );
        expect(mixed).toBe(make(desired, live));
      }),
      runs,
    );
  });

  it('safe at every step: any order of the calls is accepted, keeps caps and floors, and ends as desired', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), fc.integer(), (said, seed) => {
        const planned = planOf(said);
        if (isRefused(planned)) return;
        const random = createRandom(seed);
        const { plan: made, context } = planned;
        const sender = createSender(provider, model, context, made.changes);
        const state = model.seed(context.live.resources.values(), context.live.facts, {}, sender.tools);
        const account = { state, ids: new Map<string, string>() };
        const levels = levelsOf(said, model.resources(state), made);
        const calls = new Map(made.calls.map((call) => [call.id, call]));
        for (const id of randomOrder(made, random)) {
          const call = calls.get(id);
          if (!call) throw new Error(`no call ${id}`);
          expect(sendCall(sender, account, call)).toMatchObject({ ok: true });
          expect(model.violations(state)).toEqual([]);
          expect(belowLevel(levels, model.resources(state))).toEqual([]);
        }
        const again = planOf({
          ...said,
          live: model.resources(state).map((r): [string, Resource['fields']] => [r.address, r.fields]),
        });
        expect(again.plan.changes.filter((change) => change.certainty === 'verified')).toEqual([]);
      }),
      runs,
    );
  });

  it('verified: a plan without problems passes the run on the model', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), (said) => {
        const planned = planOf(said);
        if (isRefused(planned)) return;
        expect(verify(planned)).toEqual({ verified: true, problems: [] });
      }),
      { numRuns: 150 },
    );
  });

  it('complete: what is refused for want of an order has none, by brute force', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), (said) => {
        const planned = planOf({ ...said, bindBy: 'each' });
        if (planned.plan.changes.length > 12) return;
        const noOrder = planned.plan.problems.some((problem) => problem.message.startsWith('No order'));
        const badEnd = planned.plan.problems.some((problem) => problem.severity === 'error') && !noOrder;
        if (badEnd) return;
        expect({ noOrder, plan: render(planned.plan) }).toEqual({
          noOrder: !someOrder(planned),
          plan: render(planned.plan),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('whole: calls are split no more often than any order demands, by brute force', () => {
    fc.assert(
      fc.property(tightStory, (said) => {
        const planned = planOf(said);
        if (isRefused(planned) || planned.plan.changes.length > 10) return;
        expect({ calls: planned.plan.calls.length, plan: render(planned.plan) }).toEqual({
          calls: fewestCalls(planned),
          plan: render(planned.plan),
        });
      }),
      { numRuns: 300 },
    );
  });

  it('bound: calls are never fewer than the lower bound, and more only with a reason', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), (said) => {
        const { plan: made } = planOf({ ...said, bindBy: 'cover' });
        expect(made.callCount).toBeGreaterThanOrEqual(made.lowerBound);
        if (made.callCount > made.lowerBound) expect(made.boundReasons).not.toEqual([]);
        else expect(made.boundReasons).toEqual([]);
      }),
      runs,
    );
  });

  it('plain data: a plan survives JSON', () => {
    fc.assert(
      fc.property(fc.oneof(story, tightStory), (said) => {
        const { plan: made } = planOf(said);
        expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      }),
      { numRuns: 50 },
    );
  });
});

// ---------------------------------------------------------------- counted the slow way

function activeMembers(resources: readonly Resource[]): Map<string, number> {
  const enabled = new Set(
    resources.filter((r) => r.kind === 'agent' && r.fields.enabled !== false).map((r) => r.address),
  );
  const counts = new Map<string, number>();
  for (const { kind, address } of resources) {
    const [, queue, agent] = address.split('/');
    if (kind !== 'membership' || !enabled.has(`agent/${agent}`)) continue;
    counts.set(`queue/${queue}`, (counts.get(`queue/${queue}`) ?? 0) + 1);
  }
  return counts;
}

function levelsOf(said: Story, start: readonly Resource[], made: CenterPlan): Map<string, number> {
  const floor = said.policy?.staffing?.default ?? 0;
  const deleted = new Set(
    made.changes.filter((change) => change.action === 'delete').map((change) => change.address),
  );
  return new Map(
    [...activeMembers(start)]
      .filter(([queue]) => !deleted.has(queue))
      .map(([queue, now]) => [queue, Math.min(floor, now)]),
  );
}

function belowLevel(levels: ReadonlyMap<string, number>, resources: readonly Resource[]): string[] {
  const now = activeMembers(resources);
  return [...levels].filter(([queue, level]) => (now.get(queue) ?? 0) < level).map(([queue]) => queue);
}

/** Tries every order of single changes, remembering which sets of changes lead nowhere. */
function someOrder(planned: Planned): boolean {
  return (
    fewest(
      planned,
      planned.plan.changes.map((_, index) => [index]),
    ) !== undefined
  );
}

/** Tries every way to cut the provider's groups into calls and to order them. */
function fewestCalls(planned: Planned): number | undefined {
  const { plan: made, context } = planned;
  const numbers = new Map(made.changes.map((change, index) => [change.key, index]));
  const { groups } = provider.group(made.changes, context);
  return fewest(
    planned,
    groups.map((group) => group.changes.map((key) => numbers.get(key) ?? -1)),
  );
}

/** The fewest steps, each some changes of one group at once, that break nothing on the way; undefined if there are none. */
function fewest(
  { plan: made, context }: Planned,
  groups: readonly (readonly number[])[],
): number | undefined {
  const { changes } = made;
  const deleted = new Set(
    changes.filter((change) => change.action === 'delete').map((change) => change.address),
  );
  const created = changes.filter((change) => change.action === 'create').map((change) => change.address);
  const ground = createGround(provider, context, [...context.live.resources.values()], created, deleted);
  const members = (mask: number): number[] =>
    changes.flatMap((_, index) => (mask & (1 << index) ? [index] : []));
  const effects = (mask: number): Effect[] =>
    members(mask).flatMap((index): Effect[] => {
      const address = changes[index]?.address ?? '';
      const after = context.after(address);
      return [after ? { put: after } : { drop: address }];
    });
  // What holds does not depend on the way there, so each set of done changes is judged once, from the start.
  const sound = (done: number, step: number): boolean => {
    const watch = createWatch(ground);
    watch.step(effects(done));
    return watch.step(effects(step)).length === 0;
  };
  const subsets = groups.map((group) =>
    Array.from({ length: 2 ** group.length - 1 }, (_, pattern) =>
      group.reduce((mask, index, at) => ((pattern + 1) & (1 << at) ? mask | (1 << index) : mask), 0),
    ),
  );
  const all = 2 ** changes.length - 1;
  const seen = new Set([0]);
  for (let calls = 0, layer = [0]; layer.length > 0; calls += 1) {
    if (layer.includes(all)) return calls;
    const next: number[] = [];
    for (const done of layer) {
      for (const step of subsets.flat()) {
        if (done & step || seen.has(done | step) || !sound(done, step)) continue;
        seen.add(done | step);
        next.push(done | step);
      }
    }
    layer = next;
  }
  return undefined;
}
