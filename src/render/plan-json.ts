// The JSON of plan, drift, show and validate: documented keys, no secrets, nothing that a terminal acts on.
import {
  type ApplyStatus,
  type CenterPlan,
  type CenterResult,
  FORMAT_VERSION,
  type PlanStatus,
  type Problem,
} from '../contract/index.js';
import { publicPlan } from './redact-plan.js';
import { safeJson } from './sanitize.js';

export function planJson(
  tool: string,
  centers: readonly CenterPlan[],
  problems: readonly Problem[] = [],
): string {
  const envelope = { formatVersion: FORMAT_VERSION, tool, centers: centers.map(publicPlan) };
  return `${safeJson(problems.length > 0 ? { ...envelope, problems: problems.map(publicProblem) } : envelope)}\n`;
}

export function validateJson(problems: readonly Problem[]): string {
  return `${safeJson({ formatVersion: FORMAT_VERSION, problems: problems.map(publicProblem) })}\n`;
}

export function applyJson(centers: readonly CenterResult[], problems: readonly Problem[] = []): string {
  const envelope = { formatVersion: FORMAT_VERSION, centers };
  return `${safeJson(problems.length > 0 ? { ...envelope, problems: problems.map(publicProblem) } : envelope)}\n`;
}

/** Every documented key, `null` where there is nothing to say. */
function publicProblem(problem: Problem): Record<string, unknown> {
  const { code, severity, message, file, line, column, address } = problem;
  return {
    code,
    severity,
    message,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    address: address ?? null,
  };
}

/** A center of which no plan could be made, in the form of one. */
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

/** A center that was not applied, in the form of a result. */
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
