// The planner's main line: from what is desired and what is live to changes, their order and the calls that make them.
//
// Pure: the same input gives the same bytes, in whatever order the files and the vendor list things. There is no other
// way to a plan; apply, drift and pull use this one.

import type { Address, CenterPlan, Grouping, PlanContext, Problem } from '../contract/index.js';
import { makeCalls } from './calls.js';
import { changesOf, withWaits } from './changes.js';
import { compareText, sorted } from './compare.js';
import { contextOf } from './context.js';
import { withDependents } from './dependents.js';
import { difference } from './diff.js';
import { type Draft, inPlanOrder } from './drafts.js';
import { fingerprintOf } from './fingerprint.js';
import { guardProblems } from './guards/index.js';
import { leaveOutManual } from './manual.js';
import { onlyThese } from './only.js';
import { type Arrangement, arrange } from './order/arrange.js';
import { splitLate } from './order/cycles.js';
import { staffingOf } from './order/staffing.js';
import { createView, type View } from './order/view.js';
import { ownership } from './ownership.js';
import { matcher } from './pattern.js';
import { statusOf, summaryOf } from './summary.js';
import { leaveOutUnseen } from './unseen.js';
import { createWorld, type PlanInput, scopeOf, type World } from './world.js';

export type { PlanInput, PlanOptions } from './world.js';

export interface Planned {
  readonly plan: CenterPlan;
  /** What providers, apply and the verification ask about before and after. */
  readonly context: PlanContext;
}

/** Plans one center. Everything that is wrong stands in `problems`; the plan is made and shown all the same. */
export function plan(input: PlanInput): Planned {
  const world = createWorld(input);
  const choice = choose(world);
  const { view, arrangement } = order(choice);
  const { context } = view;
  const changes = withWaits(view.changes, arrangement.edges);
  const calls = makeCalls(arrangement, changes, world.provider, context);
  const problems = sortedProblems([
    ...choice.problems,
    ...unmatched(world),
    ...arrangement.problems,
    ...guardProblems(world, view.drafts, changes, context),
  ]);
  const { manual, unmanaged, unverifiable } = inScope(world, choice);
  const conditionalCalls = calls.filter((call) => call.conditional !== undefined).length;
  const callCount = calls.length - conditionalCalls;
  const lowerBound = changes.length === 0 ? 0 : world.provider.lowerBound(changes, context);
  const staffing = staffingOf(view).moves;
  return {
    context,
    plan: {
      center: world.desired.center,
      provider: world.desired.providerType,
      status: statusOf(problems, changes.length + manual.length),
      summary: summaryOf(changes, unmanaged.length, manual.length),
      changes,
      calls,
      callCount,
      conditionalCalls,
      lowerBound,
      boundReasons: callCount > lowerBound ? sorted(new Set(arrangement.reasons)) : [],
      reads: world.live.reads,
      verified: false,
      unmanaged,
      manual,
      unverifiable,
      ...(staffing.length === 0 ? {} : { staffing }),
      problems,
      fingerprint: fingerprintOf({ changes, calls }, context, world.provider),
    },
  };
}

/** Which changes are to be made, and what else there is to say. */
interface Choice extends Pick<CenterPlan, 'manual' | 'unmanaged' | 'unverifiable' | 'problems'> {
  readonly view: View;
  readonly viewOf: (drafts: readonly Draft[]) => View;
}

function choose(world: World): Choice {
  // What differs, and what the files say must go.
  const found = difference(world);
  const owned = ownership(world);
  const unseen = new Map(
    [...found.assumed].flatMap(([address, { whole, wanted }]) => (whole ? [[address, wanted] as const] : [])),
  );

  // Without what needs a person; with what goes along with a deleted object.
  const reachable = leaveOutManual(world, [...found.drafts, ...owned.drafts], new Set(unseen.keys()));
  const whole = withDependents(world, reachable.drafts);

  // Only what a complete read justifies, and only what was asked for.
  const viewOf = (drafts: readonly Draft[]): View => {
    const inOrder = inPlanOrder(world, drafts);
    const context = contextOf(world, inOrder, unseen);
    return createView(world, inOrder, changesOf(world, inOrder, context), context);
  };
  const everything = viewOf(whole.drafts);
  const seen = leaveOutUnseen(everything);
  const justified = seen.drafts === everything.drafts ? everything : viewOf(seen.drafts);
  const { only } = world.options;
  return {
    view: only === undefined ? justified : viewOf(onlyThese(justified, only)),
    viewOf,
    manual: reachable.manual,
    unmanaged: leftAlone(owned.unmanaged, whole.drafts),
    unverifiable: [...found.assumed].map(([address, { reason }]) => ({ address, reason })),
    problems: [...found.problems, ...owned.problems, ...whole.problems, ...seen.problems],
  };
}

/** Orders and groups; where changes wait for each other in a ring, splits one that can be split and tries again. */
function order({ view, viewOf }: Pick<Choice, 'view' | 'viewOf'>): { view: View; arrangement: Arrangement } {
  const none: Grouping = { groups: [] };
  const grouping = view.changes.length === 0 ? none : view.world.provider.group(view.changes, view.context);
  const arrangement = arrange(view, grouping);
  const split = splitLate(view.drafts, arrangement.known, arrangement.deadlocks);
  return split ? order({ view: viewOf(split), viewOf }) : { view, arrangement };
}

/** With `--only`, what is said of other addresses is left out as well. */
function inScope({ options }: World, { manual, unmanaged, unverifiable }: Choice) {
  const isInScope = scopeOf(options);
  return {
    manual: manual.filter((item) => isInScope(item.address) || item.blocks.some(isInScope)),
    unmanaged: unmanaged.filter(isInScope),
    unverifiable: unverifiable.filter(({ address }) => isInScope(address)),
  };
}

/** What goes along with a deleted object is no longer left alone. */
function leftAlone(unmanaged: readonly Address[], drafts: readonly Draft[]): readonly Address[] {
  if (unmanaged.length === 0) return unmanaged;
  const gone = new Set(drafts.map((draft) => draft.address));
  return unmanaged.filter((address) => !gone.has(address));
}

/** A pattern that names nothing is more likely a slip than a wish. */
function unmatched({ options, desired, now }: World): Problem[] {
  return (options.only ?? []).flatMap((pattern): Problem[] => {
    const named = matcher([pattern]);
    const known = [desired.resources, desired.absent, now].some((side) => [...side.keys()].some(named));
    if (known) return [];
    const message = `--only ${pattern} names nothing that is declared or live. Addresses look like queue/9001; * stands for any text.`;
    return [{ code: 'only-nothing', severity: 'warning', message, address: null }];
  });
}

function sortedProblems(problems: readonly Problem[]): Problem[] {
  const key = (problem: Problem): string => `${problem.code} ${problem.address ?? ''} ${problem.message}`;
  return [...problems].sort((a, b) => compareText(key(a), key(b)));
}
