// The hidden end of a comment: what the next push needs in order to say what changed since this one.
import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CenterPlan, Change } from '../../contract/index.js';

/** By center and change key: a digest of all that the change would do. */
export type Former = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Longer ones are left out: the comment belongs to people. */
const MOST_CHARACTERS = 12_000;
/** Characters of one change's digest. */
const DIGEST = 8;
const MOST_BYTES = 4_000_000;
/** A line of its own: a name that looks like one stands behind something, always. */
const PATTERN = /^<!-- cutover:state ([A-Za-z0-9_-]+) -->\r?$/m;

/** What a plan shows, to be compared with a later one. */
export function formerOf(plans: readonly CenterPlan[]): Former {
  return new Map(
    plans.map((plan) => [plan.center, new Map(plan.changes.map((change) => [change.key, digest(change)]))]),
  );
}

/** The hidden line, or undefined if the plan is too large for one. */
export function stateMarker(plans: readonly CenterPlan[]): string | undefined {
  // A digest does not shrink, so many changes need not even be tried.
  const changes = plans.reduce((sum, plan) => sum + plan.changes.length, 0);
  if (changes * DIGEST > MOST_CHARACTERS) return undefined;
  const former = [...formerOf(plans)].map(([center, changes]) => [center, [...changes]]);
  const packed = deflateRawSync(JSON.stringify(former)).toString('base64url');
  return packed.length > MOST_CHARACTERS ? undefined : `<!-- cutover:state ${packed} -->`;
}

/** Reads the marker of a comment. Anybody may have edited it: what is not exactly of its form counts as absent. */
export function readMarker(comment: string): Former | undefined {
  const packed = PATTERN.exec(comment)?.[1];
  if (packed === undefined) return undefined;
  try {
    const text = inflateRawSync(Buffer.from(packed, 'base64url'), { maxOutputLength: MOST_BYTES }).toString(
      'utf8',
    );
    return formerFrom(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function formerFrom(found: unknown): Former | undefined {
  if (!Array.isArray(found)) return undefined;
  const former = new Map<string, ReadonlyMap<string, string>>();
  for (const entry of found) {
    if (!isPair(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) return undefined;
    const changes = new Map<string, string>();
    for (const change of entry[1]) {
      if (!isPair(change) || typeof change[0] !== 'string' || typeof change[1] !== 'string') return undefined;
      changes.set(change[0], change[1]);
    }
    former.set(entry[0], changes);
  }
  return former;
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

function digest({ fields, risk, certainty }: Change): string {
  return createHash('sha256')
    .update(JSON.stringify([fields, risk, certainty]))
    .digest('base64url')
    .slice(0, DIGEST);
}
