// Runs a plan on the vendor's model before anybody sees it: not in one order, but in those that are most likely to break
// something. Caps and floors need no luck: their order is proved by pairing (order/pairing.ts), each taking with a giving
// of its own; what runs here would show a mistake in that proof, in the provider or in the requests themselves.

import {
  type Address,
  type CenterPlan,
  kindsOf,
  type Model,
  type PlanContext,
  type Problem,
  type Provider,
  type Resource,
} from '../contract/index.js';
import { appliedHash } from './ledger-known.js';
import { createExpected, type Expected, wrongEnd } from './verify/end.js';
import { createGround, createWatch, type Ground } from './verify/invariants.js';
import {
  adversarialOrders,
  ancestorsOf,
  createWeb,
  isBeginningOf,
  type Web,
  weightOf,
} from './verify/linear.js';
import { type Account, createSender, type Sender, sendCall } from './verify/send.js';
import { listed } from './words.js';

export interface VerifyInput {
  readonly plan: CenterPlan;
  readonly context: PlanContext;
  readonly provider: Provider;
  readonly model: Model;
}

export interface Verification {
  readonly verified: boolean;
  readonly problems: readonly Problem[];
}

/** A plan that the planner itself could not order is not run: its own problems say why. */
const NOT_RUN: ReadonlySet<string> = new Set([
  'cycle',
  'quota',
  'staffing-floor',
  'still-referred',
  'immutable-field',
  'plan-bug',
]);

/** Random orders of a plan that is not huge: more where each is short. */
const RANDOM_ORDERS = { few: 6, many: 3, manyFrom: 100 };
/** Changes run and objects copied, for states where nothing is done but what a call waits for. */
const TARGETED_BUDGET = 40_000;
/** Runs that making a failing order smaller may take. */
const SHRINK_RUNS = 150;

/** `verified` when no order of the calls that was run is refused, breaks a rule or ends elsewhere. Pure. */
export function verifyOnModel({ plan, context, provider, model }: VerifyInput): Verification {
  if (plan.problems.some((problem) => NOT_RUN.has(problem.code))) return { verified: false, problems: [] };
  if (plan.calls.length === 0) return { verified: true, problems: [] };
  const rig = createRig({ plan, context, provider, model });
  const failure = firstFailure(rig);
  if (!failure) return { verified: true, problems: [] };
  return { verified: false, problems: [problemOf(rig, smallest(rig, failure))] };
}

interface Rig extends VerifyInput {
  readonly web: Web;
  readonly sender: Sender;
  readonly ground: Ground;
  readonly expected: Expected;
  readonly seeded: unknown;
  readonly soundless: ReadonlySet<string>;
}

interface Failure {
  /** Calls in the order they were sent, up to the one that failed. */
  readonly order: readonly number[];
  readonly why: string;
  /** Every call was sent: the end is wrong, not a step. */
  readonly atEnd: boolean;
}

function createRig(input: VerifyInput): Rig {
  const { plan, context, provider, model } = input;
  const sender = createSender(provider, model, context, plan.changes);
  const seeded = model.seed(liveAndAssumed(plan, context, provider), context.live.facts, {}, sender.tools);
  const created = plan.changes.filter((change) => change.action === 'create').map((change) => change.address);
  const deleted = new Set(
    plan.changes.filter((change) => change.action === 'delete').map((change) => change.address),
  );
  const ground = createGround(provider, context, model.resources(seeded), created, deleted);
  return {
    ...input,
    web: createWeb(plan.calls),
    sender,
    ground,
    expected: createExpected(plan, context, provider, ground.start),
    seeded,
    // What was wrong before is not the plan's doing.
    soundless: new Set(model.violations(seeded)),
  };
}

/** What was read, and what the ledger says stands there unseen; not what the plan makes anew because it leans on it. */
function liveAndAssumed({ changes }: CenterPlan, context: PlanContext, provider: Provider): Resource[] {
  const anew = new Set(changes.flatMap(({ action, address }) => (action === 'create' ? [address] : [])));
  const kinds = kindsOf(provider);
  const assumed = [...context.desired.resources.values()].filter((wanted) => {
    const kind = kinds.get(wanted.kind);
    if (!kind || kind.visibility === 'listed' || anew.has(wanted.address)) return false;
    if (context.before(wanted.address)) return false;
    const applied = context.ledger.facts[wanted.address]?.applied;
    return applied !== undefined && applied === appliedHash(kind, wanted.fields);
  });
  return [...context.live.resources.values(), ...assumed];
}

// ---------------------------------------------------------------- schedules

function firstFailure(rig: Rig): Failure | undefined {
  const { web } = rig;
  const random = web.calls.length < RANDOM_ORDERS.manyFrom ? RANDOM_ORDERS.few : RANDOM_ORDERS.many;
  const run: (readonly number[])[] = [];
  const isNews = (order: readonly number[]): boolean => !run.some((other) => isBeginningOf(order, other));
  for (const order of adversarialOrders(web, random).filter((one) => one.length > 0)) {
    if (!isNews(order)) continue;
    const failure = runWhole(rig, order);
    if (failure) return failure;
    run.push(order);
  }
  const weights = web.calls.map(weightOf);
  let left = TARGETED_BUDGET;
  for (const call of spreadOut(web.calls.length)) {
    const order = ancestorsOf(web, call);
    if (!isNews(order)) continue;
    left -= order.reduce((sum, one) => sum + (weights[one] ?? 1), rig.ground.start.size);
    if (left < 0) return undefined;
    const failure = runPart(rig, order);
    if (failure) return failure;
  }
  return undefined;
}

/** All numbers below `count`, far apart first, so that a budget that ends early has seen every region. */
function spreadOut(count: number): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (let step = count; step > 0; step = Math.floor(step / 2)) {
    for (let at = count - 1; at >= 0; at -= step) {
      if (!seen.has(at)) order.push(at);
      seen.add(at);
    }
  }
  return order;
}

function runWhole(rig: Rig, order: readonly number[]): Failure | undefined {
  const account = copyOf(rig);
  const failure = runOn(rig, account, order);
  if (failure) return failure;
  const { model, expected } = rig;
  const wrong = [
    ...model.violations(account.state).filter((violation) => !rig.soundless.has(violation)),
    ...wrongEnd(expected, model.resources(account.state)),
  ];
  return wrong.length === 0 ? undefined : { order, why: listed(wrong, 3), atEnd: true };
}

function runPart(rig: Rig, order: readonly number[]): Failure | undefined {
  return runOn(rig, copyOf(rig), order);
}

function copyOf({ model, seeded }: Rig): Account {
  return { state: model.clone(seeded), ids: new Map() };
}

function runOn(rig: Rig, account: Account, order: readonly number[]): Failure | undefined {
  const watch = createWatch(rig.ground);
  for (const [step, call] of order.entries()) {
    const planned = rig.web.calls[call];
    if (!planned) continue;
    const sent = sendCall(rig.sender, account, planned);
    const broken = sent.ok ? watch.step(sent.effects) : [sent.why];
    if (broken.length > 0) return { order: order.slice(0, step + 1), why: listed(broken, 3), atEnd: false };
  }
  return undefined;
}

// ---------------------------------------------------------------- telling

/** The shortest order that fails likewise: what the failing call waits for, else with calls left out one by one. */
function smallest(rig: Rig, failure: Failure): Failure {
  if (failure.atEnd) return failure;
  const last = failure.order.at(-1);
  if (last === undefined) return failure;
  const alone = runPart(rig, ancestorsOf(rig.web, last));
  if (alone) return alone;
  let best = failure;
  let runs = SHRINK_RUNS;
  for (let at = best.order.length - 2; at >= 0 && runs > 0; at -= 1) {
    const gone = best.order[at];
    const order = best.order.filter((call) => call !== gone);
    if (gone === undefined || order.some((call) => rig.web.after[call]?.includes(gone))) continue;
    runs -= 1;
    const found = runPart(rig, order);
    if (!found) continue;
    best = found;
    at = Math.min(at, best.order.length - 1);
  }
  return best;
}

function problemOf({ web }: Rig, failure: Failure): Problem {
  const ids = failure.order.map((call) => web.calls[call]?.id ?? '');
  const shown = ids.length > 12 ? [...ids.slice(0, 4), '...', ...ids.slice(-4)] : ids;
  const when = failure.atEnd ? 'after all its calls' : `with the calls ${shown.join(', ')} in this order`;
  const address: Address | null = null;
  return {
    code: 'plan-bug',
    severity: 'error',
    message: `Run on the vendor's model, the plan fails ${when}: ${failure.why}. This is a fault of the program, not of the files; nothing is applied. Please report it.`,
    address,
  };
}
