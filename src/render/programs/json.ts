// The JSON of plan, drift, show and validate: documented keys, no secrets, nothing that a terminal acts on.
import { type CenterPlan, type CenterResult, FORMAT_VERSION, type Problem } from '../../contract/index.js';
import { publicPlan } from '../redact-plan.js';
import { safeJson } from '../sanitize.js';

export function planJson(
  tool: string,
  centers: readonly CenterPlan[],
  problems: readonly Problem[] = [],
): string {
  return enveloped({ tool, centers: centers.map(publicPlan), ...some(problems) });
}

export function validateJson(problems: readonly Problem[]): string {
  return enveloped({ problems: problems.map(publicProblem) });
}

export function applyJson(centers: readonly CenterResult[], problems: readonly Problem[] = []): string {
  return enveloped({ centers, ...some(problems) });
}

function enveloped(content: object): string {
  return `${safeJson({ formatVersion: FORMAT_VERSION, ...content })}\n`;
}

/** Problems of the run as a whole have a key of their own only where there are any. */
function some(problems: readonly Problem[]): object {
  return problems.length > 0 ? { problems: problems.map(publicProblem) } : {};
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
