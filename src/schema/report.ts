// Collects problems with their origins; positions and order are worked out once, at the end.

import type { Address, Origin, Position, Problem } from '../contract/index.js';

/** Every code that the loader itself gives; docs/reference/problems.md lists them. Providers add their own. */
export type SchemaCode =
  // reading
  | 'too-large'
  | 'invalid-utf8'
  | 'nul-byte'
  | 'yaml-syntax'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'complex-key'
  | 'merge-key'
  | 'unknown-tag'
  | 'bad-alias'
  | 'too-many-values'
  // the environment and files beside
  | 'missing-variable'
  | 'bad-variable'
  | 'csv-path'
  | 'csv-unreadable'
  | 'csv-syntax'
  // documents
  | 'no-document'
  | 'not-a-mapping'
  | 'bad-version'
  | 'bad-center'
  | 'missing-provider'
  | 'unknown-provider'
  | 'provider-not-loaded'
  | 'conflict'
  | 'duplicate-identity'
  // content
  | 'unknown-section'
  | 'unknown-key'
  | 'missing-field'
  | 'null-field'
  | 'bad-value'
  | 'empty-section'
  | 'empty-list'
  | 'declared-absent'
  | 'bad-rename'
  | 'literal-secret'
  | 'names-nothing'
  | 'too-many-problems';

export interface Found {
  readonly severity: Problem['severity'];
  readonly code: string;
  readonly message: string;
  readonly origin: Origin | undefined;
  readonly address?: Address | null;
}

export type Report = (
  origin: Origin | undefined,
  code: SchemaCode,
  message: string,
  more?: { readonly address?: Address | null | undefined; readonly severity?: Problem['severity'] },
) => void;

/** More than this nobody reads, and a hostile file could fill the memory with them. */
const MOST = 10_000;

/** A report function and the list that it fills. Beyond `MOST` it says once, per severity, that there are more. */
export function createReport(): { readonly report: Report; readonly found: Found[] } {
  const found: Found[] = [];
  const ended = new Set<Problem['severity']>();
  const report: Report = (origin, code, message, { severity = 'error', address = null } = {}) => {
    if (found.length - ended.size < MOST) {
      found.push({ severity, code, message, origin, address });
    } else if (!ended.has(severity)) {
      ended.add(severity);
      const more = `There are more than ${MOST} problems; the others are not shown. Correct these first.`;
      found.push({ severity, code: 'too-many-problems', message: more, origin, address: null });
    }
  };
  return { report, found };
}

/** With places, each once, in the order of files, lines and columns. */
export function toProblems(found: readonly Found[], locate: (origin: Origin) => Position): Problem[] {
  const placed = found.map(({ origin, ...problem }): { file: number; problem: Problem } => ({
    file: origin?.file ?? -1,
    problem: origin === undefined ? problem : { ...problem, ...locate(origin) },
  }));
  placed.sort((a, b) => a.file - b.file || byPlace(a.problem, b.problem));
  const seen = new Set<string>();
  return placed.flatMap(({ problem }) => {
    const key = JSON.stringify([problem.file, problem.line, problem.column, problem.code, problem.message]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [problem];
  });
}

function byPlace(a: Problem, b: Problem): number {
  const order = (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  if (order !== 0) return order;
  return `${a.code} ${a.message}` < `${b.code} ${b.message}` ? -1 : 1;
}
