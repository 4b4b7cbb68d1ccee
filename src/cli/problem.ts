// A problem that the command line itself has: an error, in no line of a file.
import type { Problem } from '../contract/index.js';

/** `file`: the one that it is about, as a person would name it. */
export function problem(code: string, message: string, file?: string): Problem {
  return { code, severity: 'error', message, ...(file === undefined ? {} : { file }), address: null };
}

/** What the system calls the reason why a file cannot be used, such as `ENOENT`. */
export function systemReason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
