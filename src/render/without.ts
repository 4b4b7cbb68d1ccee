// A center that could not be planned or applied, in the form of one that was: others of the run go on.
import type { ApplyStatus, CenterPlan, CenterResult, PlanStatus, Problem } from '../contract/index.js';

export function planWithout(
  center: string,
  provider: string,
  status: PlanStatus,
  problems: readonly Problem[],
): CenterPlan {
  return {
    center,
    provider,
    status,
    summary: { create: 0, update: 0, delete: 0, unmanaged: 0, manual: 0 },
    changes: [],
    calls: [],
    callCount: 0,
    conditionalCalls: 0,
    lowerBound: 0,
    boundReasons: [],
    reads: 0,
    verified: false,
    unmanaged: [],
    manual: [],
    unverifiable: [],
    problems,
    fingerprint: '',
  };
}

export function resultWithout(
  center: string,
  status: ApplyStatus,
  problems: readonly Problem[],
): CenterResult {
  return {
    center,
    status,
    outcomes: [],
    callCount: 0,
    reads: 0,
    rounds: 0,
    remaining: [],
    secrets: [],
    problems,
    manual: [],
    durationMs: 0,
  };
}
