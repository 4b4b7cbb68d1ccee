// The JSON of plan, drift, show and validate: documented keys, no secrets, nothing that a terminal acts on.
import { type CenterPlan, type CenterResult, FORMAT_VERSION, type Problem } from '../contract/index.js';
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
