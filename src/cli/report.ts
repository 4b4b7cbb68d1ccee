// Turns whatever went wrong into one clear message and the right exit code.
import { InputError, type Problem, RefusedError, VendorError } from '../contract/index.js';
import { problemLine } from '../render/problem-text.js';
import { plain, plainLines } from '../render/sanitize.js';
import { createTheme, type Theme } from '../render/theme.js';
import { createRedactor } from '../secrets/redact.js';
import { EXIT, type ExitCode } from './exit.js';
import { type Io, wantsColour } from './io.js';
import type { CommonFlags } from './options.js';

export interface Failure {
  readonly code: ExitCode;
  readonly status: 'invalid' | 'refused' | 'error' | 'interrupted';
  readonly problems: readonly Problem[];
}

/** What an error means for the run. Pure but for the redactor's work. */
export function failureOf(error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted && !(error instanceof InputError)) {
    return {
      code: EXIT.interrupted,
      status: 'interrupted',
      problems: [problem('interrupted', 'Interrupted.')],
    };
  }
  if (error instanceof InputError) return { code: EXIT.invalid, status: 'invalid', problems: error.problems };
  if (error instanceof RefusedError)
    return { code: EXIT.refused, status: 'refused', problems: error.problems };
  if (error instanceof VendorError) {
    return { code: EXIT.failed, status: 'error', problems: [problem(error.code, error.message)] };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: EXIT.failed, status: 'error', problems: [problem('unexpected', redacted(message))] };
}

/** Prints it to standard error; the stack of an unexpected error only if asked for. */
export function reportError(error: unknown, io: Io, flags: Partial<CommonFlags>): ExitCode {
  const failure = failureOf(error, io.signal);
  const theme = createTheme(wantsColour(io, flags, 'err'));
  if (failure.status !== 'interrupted') printProblems(failure.problems, io, theme);
  const known = error instanceof InputError || error instanceof RefusedError || error instanceof VendorError;
  if (flags.verbose && !known && error instanceof Error) {
    io.note(`${plainLines(redacted(error.stack ?? ''))}\n`);
  }
  return failure.code;
}

export function printProblems(problems: readonly Problem[], io: Io, theme: Theme): void {
  io.note(problems.map((one) => `${problemLine(one, theme)}\n`).join(''));
}

/** The error of one center among several: its name goes before each message. */
export function problem(code: string, message: string): Problem {
  return { code, severity: 'error', message: plain(message), address: null };
}

function redacted(text: string): string {
  return createRedactor().text(text);
}
