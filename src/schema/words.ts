// Small pieces of sentences for problems.

import { closest, distance } from 'fastest-levenshtein';

/** Text of a file as it may stand in a message: in quotes, on one line, cut to a readable length. */
export function quoted(written: string): string {
  return JSON.stringify(written.length > 60 ? `${written.slice(0, 60)}…` : written);
}

/** `Did you mean "timeout"?`, or what is allowed when nothing is near. */
export function suggestion(written: string, allowed: readonly string[]): string {
  const near = nearest(written, allowed);
  if (near !== undefined) return `Did you mean ${quoted(near)}?`;
  if (allowed.length === 0) return 'Remove it.';
  const shown = allowed.slice(0, 20).join(', ');
  return `Allowed: ${shown}${allowed.length > 20 ? ', …' : ''}.`;
}

/** The word that was probably meant: a third of the letters may differ, capitals do not count. */
function nearest(written: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0 || written.length > 100) return undefined;
  const lower = written.toLowerCase();
  const best = closest(
    lower,
    allowed.map((word) => word.toLowerCase()),
  );
  const limit = Math.max(1, Math.floor(Math.max(lower.length, best.length) / 3));
  if (distance(lower, best) > limit) return undefined;
  return allowed.find((word) => word.toLowerCase() === best);
}

/** What a value is, for a person who expected something else. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : 'text';
}
