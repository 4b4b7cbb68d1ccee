// What any format is made of: the same objects for text, Markdown, diff, annotations and the page, so none can hide a line.
import type { CenterPlan, CenterResult, Change, Problem } from '../contract/index.js';
import { type DriftDirection, driftDirection } from '../plan/drift-direction.js';
import { publicPlan } from './redact-plan.js';
import type { TimedCall } from './timeline.js';

/** What `plan` and `show` tell. */
export interface PlanReport {
  readonly what: 'plan';
  /** `cutover 0.1.0`. */
  readonly tool: string;
  readonly centers: readonly CenterPlan[];
  /** Of the files, where no center came to be. */
  readonly problems: readonly Problem[];
}

/** A plan whose changes say where they come from. */
export interface DriftPlan extends CenterPlan {
  readonly changes: readonly (Change & { readonly direction: DriftDirection })[];
}

/** The same plan, seen from the live side. */
export function directed(plan: CenterPlan): DriftPlan {
  const changes = plan.changes.map((change) => ({ ...change, direction: driftDirection(change) }));
  return { ...plan, changes };
}

/** What `drift` tells. */
export interface DriftReport {
  readonly what: 'drift';
  readonly tool: string;
  readonly centers: readonly DriftPlan[];
  readonly problems: readonly Problem[];
}

/** What `apply` tells: the result, and what was planned. */
export interface ApplyReport {
  readonly what: 'apply';
  readonly tool: string;
  readonly centers: readonly AppliedCenter[];
  readonly problems: readonly Problem[];
}

export interface AppliedCenter {
  readonly result: CenterResult;
  /** What was planned, changes of later rounds included; absent if it never came to a plan. */
  readonly plan?: CenterPlan;
  readonly timeline: readonly TimedCall[];
}

/** What `validate` tells. */
export interface FilesReport {
  readonly what: 'validate';
  readonly tool: string;
  readonly problems: readonly Problem[];
  /** `1 center (acme-support), 7 objects`; empty if the files are wrong. */
  readonly summary: string;
}

export type Report = PlanReport | DriftReport | ApplyReport | FilesReport;

/** The plans of a report, without the stand-ins of secrets: those of an applied run are what was planned. */
export function plansOf(report: Report): readonly CenterPlan[] {
  if (report.what === 'validate') return [];
  const plans: readonly CenterPlan[] =
    report.what === 'apply' ? report.centers.flatMap(({ plan }) => (plan ? [plan] : [])) : report.centers;
  return plans.map(publicPlan);
}
