// Turns whatever went wrong into one clear message and the right exit code.
import { InputError, type Problem, RefusedError, VendorError } from '../../contract/index.js';
import { plain, plainLines } from '../../render/sanitize.js';
import { problemText } from '../../render/text/problem.js';
import { createTheme } from '../../render/text/theme.js';
import { EXIT, type ExitCode } from '../exit.js';
import { type ColourFlags, type Io, wantsColour } from '../io.js';
import { problem, systemReason } from '../problem.js';

export interface Failure {
  readonly code: ExitCode;
  readonly status: 'invalid' | 'refused' | 'error';
  readonly problems: readonly Problem[];
}

/** What an error means for the run. Pure but for the redactor's work. */
export function failureOf(error: unknown, { signal, redactor }: Pick<Io, 'signal' | 'redactor'>): Failure {
  const failed = (one: Problem, code: ExitCode = EXIT.failed): Failure => {
    const message = plain(redactor.text(one.message));
    return { code, status: 'error', problems: [{ ...one, message }] };
  };
  if (error instanceof InputError)
    return { code: EXIT.invalid, status: 'invalid', problems: redactor.known(error.problems) };
  if (signal.aborted) return failed(problem('interrupted', 'Interrupted.'), EXIT.interrupted);
  if (error instanceof RefusedError)
    return { code: EXIT.refused, status: 'refused', problems: redactor.known(error.problems) };
  if (error instanceof VendorError) return failed(problem(error.code, error.message));
  const message = error instanceof Error ? error.message : String(error);
  if (!isOfTheSystem(error)) return failed(problem('unexpected', message));
  const next = 'Check the owner and the permissions, or name another place (--state-dir, --trace).';
  return failed(problem('file-failed', `A file cannot be used: ${message}. ${next}`));
}

/** A file or folder of ours that the system would not open, make or write. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^E[A-Z]+$/.test(systemReason(error));
}

/** Prints it to standard error; the stack of an unexpected error only if asked for. */
export function reportError(
  error: unknown,
  io: Io,
  flags: ColourFlags & { readonly verbose?: boolean },
): ExitCode {
  const { code, problems } = failureOf(error, io);
  if (code !== EXIT.interrupted) printProblems(problems, io, flags);
  const known = error instanceof InputError || error instanceof RefusedError || error instanceof VendorError;
  if (flags.verbose && !known && error instanceof Error) {
    io.note(`${plainLines(io.redactor.text(error.stack ?? ''))}\n`);
  }
  return code;
}

/** To standard error, a line each. */
export function printProblems(problems: readonly Problem[], io: Io, flags: ColourFlags): void {
  io.note(problemText(problems, createTheme(wantsColour(io, flags, 'err'))));
}

/** Says which center a problem without a place belongs to. */
export function ofCenter(center: string): (problem: Problem) => Problem {
  return (one) => (one.file === undefined ? { ...one, message: `${center}: ${one.message}` } : one);
}

/** Most warnings of one code that are worth their lines beside another result; `validate` lists them all. */
const MOST_OF_A_KIND = 10;

/** Warnings that go with a result: where one code comes often, the first of them and a count. */
export function warningsInShort(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, number>();
  const first = problems.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= MOST_OF_A_KIND;
  });
  const folded = [...seen]
    .filter(([, count]) => count > MOST_OF_A_KIND)
    .map(([code, count]): Problem => {
      const message = `${count - MOST_OF_A_KIND} more like it; cutover validate lists them.`;
      return { ...problem(code, message), severity: 'warning' };
    });
  return [...first, ...folded];
}
