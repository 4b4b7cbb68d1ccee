// What may go wrong between client and vendor, by name, and when: the grammar of `--fault NAME=VALUE`.
//
//   VALUE  one or more of [ARG@]WHEN, joined by `;`
//   WHEN   [SCOPE:]COUNTS, counted from the moment the fault is set
//   SCOPE  `write` (default), `read`, `any`, or a route or path such as `POST extensions` or `PUT agents/{id}`
//   COUNTS `3` the third · `2,5` · `2-4` · `3+` from the third on · `*` every · `~0.1` each with that probability
//
//   lost-after=3                   the third write is done, its answer never arrives
//   lost-after=POST extensions:1   the first POST extensions is done, its answer never arrives
//   throttle=5@read:2              the second read is told 429 with Retry-After: 5
//   stale=2                        after every write, two reads still show what was before it
//   drift=queue-made@4             another writer makes a queue just before the fourth write
//
// `FAULTS` below says what each name does and what its ARG means.

import { InputError } from '../contract/index.js';

export interface FaultKind {
  readonly does: string;
  /** What ARG is; absent: it takes none. */
  readonly arg?: string;
  readonly argRequired?: boolean;
  /** WHEN if it is left out; absent: WHEN is required. */
  readonly when?: string;
  /** SCOPE if WHEN names none. */
  readonly scope?: 'read';
}

export const FAULTS: Readonly<Record<string, FaultKind>> = {
  'lost-before': { does: 'closes the connection without an answer; nothing was done' },
  'lost-after': { does: 'does it, then closes the connection without an answer' },
  reset: { does: 'resets the connection (RST); nothing was done' },
  'reset-after': { does: 'does it, then resets the connection (RST)' },
  'error-before': { does: 'answers 500; nothing was done' },
  'error-after': { does: 'does it, then answers 500' },
  throttle: { does: 'answers 429 with Retry-After; nothing was done', arg: 'seconds (1)' },
  truncate: { does: 'does it, then sends half of the JSON as a whole answer' },
  cut: { does: 'does it, then breaks the connection in the middle of the answer' },
  html: { does: 'does it, then answers with an HTML page' },
  'html-before': { does: 'answers 502 with an HTML page; nothing was done' },
  'duplicate-rows': { does: 'gives the first row of a list twice', scope: 'read' },
  stale: {
    does: 'after a write, so many reads show what was before it',
    arg: 'reads',
    argRequired: true,
    when: '*',
  },
  slow: {
    does: 'does it, then waits with the answer',
    arg: 'milliseconds',
    argRequired: true,
    when: 'any:*',
  },
  drift: { does: 'lets another writer act first', arg: 'ACTION or ACTION:OBJECT', argRequired: true },
  'clock-skew': {
    does: 'moves the vendor’s clock and its Date header',
    arg: 'milliseconds',
    argRequired: true,
  },
  calls: {
    does: 'members take calls at random: before a request, with that probability, one of them',
    arg: 'PROBABILITY or PROBABILITY:MILLISECONDS (200)',
    argRequired: true,
  },
};

/** Faults whose whole value is their ARG. */
const STANDING: readonly string[] = ['clock-skew', 'calls'];

export interface FaultCall {
  readonly write: boolean;
  /** `PUT agents/{id}`. */
  readonly route: string;
  /** `PUT agents/10031`. */
  readonly literal: string;
}

/** Faults that hit one call: name → ARG (empty when it has none). Several drifts may hit the same call. */
export interface Hits {
  readonly names: ReadonlyMap<string, string>;
  readonly drifts: readonly string[];
}

export interface Faults {
  /** Sets some faults anew, counting from now; `null` or an empty value ends one. Throws InputError. */
  set(values: Readonly<Record<string, string | null>>): void;
  values(): Readonly<Record<string, string>>;
  /** Counts one call and says what hits it. */
  hit(call: FaultCall): Hits;
  /** A standing fault's value. */
  standing(name: 'clock-skew' | 'calls'): string | undefined;
}

interface Part {
  readonly arg: string;
  readonly covers: (call: FaultCall) => boolean;
  readonly counts: (seen: number) => boolean;
  seen: number;
}

/** Keeps the faults of one running simulator. `drifts`: what another writer may do. */
export function createFaults(random: () => number, drifts: readonly string[]): Faults {
  const texts = new Map<string, string>();
  const parts = new Map<string, Part[]>();
  return {
    set(values) {
      const read = Object.entries(values).map(
        ([name, value]) => [name, value, value ? readFault(name, value, random) : []] as const,
      );
      for (const [name, , own] of read) if (name === 'drift') checkDrifts(own, drifts);
      for (const [name, value, own] of read) {
        if (value) texts.set(name, value);
        else texts.delete(name);
        parts.set(name, own);
      }
    },
    values: () => Object.fromEntries(texts),
    standing: (name) => texts.get(name),
    hit(call) {
      const hits = [...parts].flatMap(([name, own]) =>
        own.filter((part) => isHit(part, call)).map(({ arg }) => [name, arg] as const),
      );
      return {
        names: new Map(hits.filter(([name]) => name !== 'drift')),
        drifts: hits.filter(([name]) => name === 'drift').map(([, arg]) => arg),
      };
    },
  };
}

/** Counts the call, if it is one that the part speaks of. */
function isHit(part: Part, call: FaultCall): boolean {
  if (!part.covers(call)) return false;
  part.seen += 1;
  return part.counts(part.seen);
}

function checkDrifts(parts: readonly Part[], known: readonly string[]): void {
  for (const { arg } of parts) {
    const [action = ''] = arg.split(':');
    if (!known.includes(action)) throw unknownDrift(action, known);
  }
}

export function unknownDrift(action: string, known: readonly string[]): InputError {
  return wrong(`There is no drift ${action}. Drifts are: ${known.join(', ')}.`);
}

function readFault(name: string, value: string, random: () => number): Part[] {
  const kind = FAULTS[name];
  if (!kind) throw wrong(`There is no fault ${name}. Faults are: ${Object.keys(FAULTS).sort().join(', ')}.`);
  if (STANDING.includes(name)) {
    if (!standingFits(name, value)) throw wrong(`Fault ${name}=${value}: write ${kind.arg}.`);
    return [];
  }
  return value.split(';').map((text) => readPart(name, kind, text.trim(), random));
}

function standingFits(name: string, value: string): boolean {
  return name === 'clock-skew' ? /^[+-]?\d+$/.test(value) : /^(?:0?\.\d+|[01])(?::\d+)?$/.test(value);
}

function readPart(name: string, kind: FaultKind, text: string, random: () => number): Part {
  const { arg, when } = splitArg(kind, text);
  if (when === undefined || !argFits(name, kind, arg)) {
    throw wrong(`Fault ${name}=${text}: write ${formOf(kind)}.`);
  }
  const { scope, counts } = splitWhen(when);
  const matches = readCounts(counts, random);
  if (!matches) {
    throw wrong(`Fault ${name}=${text}: ${JSON.stringify(counts)} is not 3, 2,5, 2-4, 3+, * or ~0.1.`);
  }
  return { arg, covers: covers(scope ?? kind.scope ?? 'write'), counts: matches, seen: 0 };
}

/** Without an `@` it is the ARG where the kind must have one, else the WHEN. */
function splitArg(
  kind: FaultKind,
  text: string,
): { readonly arg: string; readonly when?: string | undefined } {
  const at = text.lastIndexOf('@');
  if (at >= 0) return { arg: text.slice(0, at), when: text.slice(at + 1) };
  return kind.argRequired ? { arg: text, when: kind.when } : { arg: '', when: text };
}

function argFits(name: string, kind: FaultKind, arg: string): boolean {
  if (kind.arg === undefined || arg === '') return arg === '' && !kind.argRequired;
  return name === 'drift' || /^\d+$/.test(arg);
}

function formOf({ arg, argRequired }: FaultKind): string {
  if (arg === undefined) return 'WHEN';
  return `${argRequired ? 'ARG@WHEN' : '[ARG@]WHEN'}, ARG being ${arg}`;
}

function splitWhen(when: string): { scope?: string; counts: string } {
  const colon = when.lastIndexOf(':');
  if (colon >= 0) return { scope: when.slice(0, colon).trim(), counts: when.slice(colon + 1).trim() };
  return when.includes(' ') ? { scope: when, counts: '*' } : { counts: when };
}

function covers(scope: string): Part['covers'] {
  if (scope === 'write') return (call) => call.write;
  if (scope === 'read') return (call) => !call.write;
  if (scope === 'any') return () => true;
  return (call) => call.route === scope || call.literal === scope;
}

function readCounts(text: string, random: () => number): Part['counts'] | undefined {
  const tests = text.split(',').map((item): Part['counts'] | undefined => {
    if (item === '*') return () => true;
    const chance = /^~(0?\.\d+|[01])$/.exec(item);
    if (chance) return () => random() < Number(chance[1]);
    const range = /^(\d+)(?:(\+)|-(\d+))?$/.exec(item);
    if (!range) return undefined;
    const first = Number(range[1]);
    const last = range[2] ? Number.POSITIVE_INFINITY : Number(range[3] ?? first);
    return (seen) => seen >= first && seen <= last;
  });
  return tests.every((test) => test !== undefined) ? (seen) => tests.some((test) => test?.(seen)) : undefined;
}

function wrong(message: string): InputError {
  return new InputError([{ code: 'simulator-fault', severity: 'error', message, address: null }]);
}
