// Exit codes, and how those of several centers become one.

export const EXIT = {
  done: 0,
  failed: 1,
  pending: 2,
  invalid: 3,
  refused: 4,
  partial: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** For people, in the help and the man page. */
export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done: a plan was made, live is as desired, nothing has drifted'],
  [EXIT.failed, 'the vendor, the network or the program failed'],
  [EXIT.pending, 'changes are pending (plan --detailed-exitcode, drift)'],
  [EXIT.invalid, 'the files are invalid, or the command line is'],
  [EXIT.refused, 'a guard refused'],
  [EXIT.partial, 'applied in part'],
  [EXIT.interrupted, 'interrupted: calls in flight were finished'],
];

/** An interruption goes first, since nothing after it was tried. */
const PRECEDENCE: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.invalid,
  EXIT.failed,
  EXIT.refused,
  EXIT.partial,
  EXIT.pending,
];

/** 3, 1, 4, 5 if any center has one, in that order; else 2, else 0. */
export function combined(codes: readonly ExitCode[]): ExitCode {
  return PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.done;
}
