// The last lines of `apply --format ndjson`: what became of every change, every problem, then the end.
import type { CenterResult } from '../../contract/index.js';
import { safeJson } from '../sanitize.js';

/** `end` is the engine's own last event; a center that never started has none, and ends `now`. */
export function resultEvents(
  result: CenterResult,
  end: { readonly at: string } | undefined,
  now: string,
): string {
  const at = end?.at ?? now;
  const { center, status, callCount, reads } = result;
  const lines = [
    ...result.outcomes.map((outcome) => ({ at, center, event: 'outcome', ...outcome })),
    ...result.manual.map((item) => ({ at, center, event: 'manual', ...item })),
    ...result.problems.map((problem) => ({ at, center, event: 'problem', ...problem })),
    end ?? { at, center, event: 'end', status, callCount, reads },
  ];
  return lines.map((line) => `${safeJson(line, 0)}\n`).join('');
}
