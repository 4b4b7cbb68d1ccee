// The shapes of the vendor's answers (portsip.md 8): uneven success codes, one error envelope.

import type { Effect, ModelAnswer } from '../../../contract/index.js';

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export function success(status: number, body?: unknown, effects: readonly Effect[] = []): ModelAnswer {
  return { status, body, effects };
}

export function refuse(status: number, code: string, message: string, detail?: unknown): ModelAnswer {
  const error = detail === undefined ? { code, message } : { code, message, detail };
  return { status, body: { errors: [error] }, effects: [] };
}

/** 400 with one `VALIDATE_FAILED` for each field. */
export function invalid(problems: readonly FieldProblem[]): ModelAnswer {
  const errors = problems.map(({ field, message }) => ({
    code: 'VALIDATE_FAILED',
    message: `${field}: ${message}`,
    detail: { field },
  }));
  return { status: 400, body: { errors }, effects: [] };
}

export const invalidField = (field: string, message: string): ModelAnswer => invalid([{ field, message }]);
