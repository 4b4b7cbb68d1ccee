// The numbers of a plan. Every delete counts, bindings included: it is the number that `--allow-deletes` must name.

import type { Change, PlanStatus, PlanSummary, Problem } from '../contract/index.js';

export function summaryOf(changes: readonly Change[], unmanaged: number, manual: number): PlanSummary {
  const count = { create: 0, update: 0, delete: 0 };
  for (const change of changes) count[change.action] += 1;
  return { ...count, unmanaged, manual };
}

/** What the files ask for and cannot be had; everything else that is an error is a guard's refusal. */
const INVALID: ReadonlySet<string> = new Set(['immutable-field', 'cycle', 'still-referred', 'untouchable']);

/** The worst of the problems says it; without one, whether anything is to do. */
export function statusOf(problems: readonly Problem[], pending: number): PlanStatus {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.some((problem) => problem.code === 'plan-bug')) return 'error';
  if (errors.some((problem) => INVALID.has(problem.code))) return 'invalid';
  if (errors.length > 0) return 'refused';
  return pending > 0 ? 'changes' : 'clean';
}
