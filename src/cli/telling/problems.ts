// Turns whatever went wrong into one clear message and the right exit code.
import { InputError, type Problem, RefusedError, VendorError } from '../../contract/index.js';
import { problemLine } from '../../render/problem-text.js';
import { plain, plainLines } from '../../render/sanitize.js';
import { createTheme, type Theme } from '../../render/theme.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { CommonFlags } from '../grammar/options.js';
import { type Io, wantsColour } from '../io.js';

export interface Failure {
  readonly code: ExitCode;
  readonly status: 'invalid' | 'refused' | 'error' | 'interrupted';
  readonly problems: readonly Problem[];
}

/** What an error means for the run. Pure but for the redactor's work. */
export function failureOf(error: unknown, { signal, redactor }: Pick<Io, 'signal' | 'redactor'>): Failure {
  const redacted = redactor.text;
  if (signal.aborted && !(error instanceof InputError)) {
    return {
      code: EXIT.interrupted,
      status: 'interrupted',
      problems: [problem('interrupted', 'Interrupted.')],
    };
  }
  if (error instanceof InputError)
    return { code: EXIT.invalid, status: 'invalid', problems: redactor.known(error.problems) };
  if (error instanceof RefusedError)
    return { code: EXIT.refused, status: 'refused', problems: redactor.known(error.problems) };
  if (error instanceof VendorError) {
    return { code: EXIT.failed, status: 'error', problems: [problem(error.code, redacted(error.message))] };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isOfTheSystem(error)) {
    const next = 'Check the owner and the permissions, or name another place (--state-dir, --trace).';
    return {
      code: EXIT.failed,
      status: 'error',
      problems: [problem('file-failed', redacted(`A file cannot be used: ${message}. ${next}`))],
    };
  }
  return { code: EXIT.failed, status: 'error', problems: [problem('unexpected', redacted(message))] };
}

/** A file or folder of ours that the system would not open, make or write. */
function isOfTheSystem(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))
  );
}

/** Prints it to standard error; the stack of an unexpected error only if asked for. */
export function reportError(error: unknown, io: Io, flags: Partial<CommonFlags>): ExitCode {
  const failure = failureOf(error, io);
  const theme = createTheme(wantsColour(io, flags, 'err'));
  if (failure.status !== 'interrupted') printProblems(failure.problems, io, theme);
  const known = error instanceof InputError || error instanceof RefusedError || error instanceof VendorError;
  if (flags.verbose && !known && error instanceof Error) {
    io.note(`${plainLines(io.redactor.text(error.stack ?? ''))}\n`);
  }
  return failure.code;
}

export function printProblems(problems: readonly Problem[], io: Io, theme: Theme): void {
  io.note(problemLines(problems, theme));
}

/** Most warnings of one code that are worth their lines beside another result; `validate` lists them all. */
const MOST_OF_A_KIND = 10;

/** Warnings that go with a result: where one code comes often, the first of them and a count. */
export function warningsInShort(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, number>();
  for (const { code } of problems) seen.set(code, (seen.get(code) ?? 0) + 1);
  const shown = new Map<string, number>();
  const first = problems.filter(({ code }) => {
    const count = (shown.get(code) ?? 0) + 1;
    shown.set(code, count);
    return count <= MOST_OF_A_KIND;
  });
  const folded = [...seen]
    .filter(([, count]) => count > MOST_OF_A_KIND)
    .map(([code, count]): Problem => {
      const message = `${count - MOST_OF_A_KIND} more like it; cutover validate lists them.`;
      return { code, severity: 'warning', message, address: null };
    });
  return [...first, ...folded];
}

/** One line a problem. */
export function problemLines(problems: readonly Problem[], theme: Theme): string {
  return problems.map((one) => `${problemLine(one, theme)}\n`).join('');
}

/** A problem without a place. */
function problem(code: string, message: string): Problem {
  return { code, severity: 'error', message: plain(message), address: null };
}
