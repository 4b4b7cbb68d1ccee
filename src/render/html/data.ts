// What the page is made of: the report, cut to what is shown and without the stand-ins of secrets.
import type { CenterPlan, CenterResult, Change, Outcome, Problem } from '../../contract/index.js';
import { type Highlight, highlightsOf, tallyOf, uncertaintiesOf } from '../highlights.js';
import { publicPlan } from '../redact-plan.js';
import type { AppliedCenter, Report } from '../report.js';
import type { TimedCall } from '../timeline.js';
import { planWithout } from '../without.js';

export interface PageData {
  readonly what: Report['what'];
  readonly tool: string;
  /** Of the files, or of the run as a whole. */
  readonly problems: readonly Problem[];
  /** What `validate` says of valid files. */
  readonly summary: string;
  readonly centers: readonly PageCenter[];
}

export type PageChange = Change & { readonly direction?: string; readonly outcome?: Outcome };

export interface PageCenter {
  readonly center: string;
  readonly provider: string;
  readonly status: string;
  readonly numbers: CenterPlan['summary'];
  readonly callCount: number;
  readonly lowerBound: number;
  readonly conditionalCalls: number;
  readonly reads: number;
  readonly verified: boolean;
  readonly tally: string;
  readonly highlights: readonly Highlight[];
  readonly uncertain: readonly string[];
  readonly changes: readonly PageChange[];
  readonly calls: CenterPlan['calls'];
  readonly problems: readonly Problem[];
  readonly manual: CenterPlan['manual'];
  readonly unmanaged: CenterPlan['unmanaged'];
  readonly unverifiable: CenterPlan['unverifiable'];
  readonly irreversible: CenterPlan['unverifiable'];
  readonly boundReasons: readonly string[];
  /** Of an applied run. */
  readonly run?: PageRun;
}

export interface PageRun {
  readonly durationMs: number;
  readonly rounds: number;
  readonly remaining: readonly string[];
  readonly secrets: CenterResult['secrets'];
  readonly timeline: readonly TimedCall[];
}

export function pageData(report: Report): PageData {
  const { what, tool, problems } = report;
  if (what === 'validate') return { what, tool, problems, summary: report.summary, centers: [] };
  const centers = what === 'apply' ? report.centers.map(appliedCenter) : report.centers.map(plannedCenter);
  return { what, tool, problems, summary: '', centers };
}

function plannedCenter(given: CenterPlan): PageCenter {
  const plan = publicPlan(given);
  // A saved plan holds more than is shown, so every part is named.
  return {
    center: plan.center,
    provider: plan.provider,
    status: plan.status,
    numbers: plan.summary,
    callCount: plan.callCount,
    lowerBound: plan.lowerBound,
    conditionalCalls: plan.conditionalCalls,
    reads: plan.reads,
    verified: plan.verified,
    tally: tallyOf(plan),
    highlights: highlightsOf(plan),
    uncertain: uncertaintiesOf(plan),
    changes: plan.changes,
    calls: plan.calls,
    problems: plan.problems,
    manual: plan.manual,
    unmanaged: plan.unmanaged,
    unverifiable: plan.unverifiable,
    irreversible: plan.irreversible ?? [],
    boundReasons: plan.boundReasons,
  };
}

function appliedCenter({ result, plan, timeline }: AppliedCenter): PageCenter {
  const page = plannedCenter(plan ?? planWithout(result.center, '', 'clean', []));
  const outcomes = new Map(result.outcomes.map((outcome) => [outcome.key, outcome]));
  const known = new Set(page.changes.map(({ key }) => key));
  const others = result.outcomes.filter(({ key }) => !known.has(key)).map(unplanned);
  return {
    ...page,
    status: result.status,
    callCount: result.callCount,
    reads: result.reads,
    problems: result.problems,
    manual: result.manual,
    changes: [...page.changes, ...others].map((change) => {
      const outcome = outcomes.get(change.key);
      return outcome === undefined ? change : { ...change, outcome };
    }),
    run: {
      durationMs: result.durationMs,
      rounds: result.rounds,
      remaining: result.remaining,
      secrets: result.secrets,
      timeline,
    },
  };
}

/** An outcome whose plan was not kept: what its key says. */
function unplanned({ key }: Outcome): Change {
  const at = key.indexOf(' ');
  const word = key.slice(0, at);
  const address = key.slice(at + 1);
  return {
    key,
    action: word === 'create' || word === 'delete' ? word : 'update',
    kind: address.slice(0, Math.max(0, address.indexOf('/'))),
    address,
    fields: [],
    certainty: 'assumed',
    certaintyReason: 'its plan was not kept',
    risk: 'low',
    waitsFor: [],
  };
}
