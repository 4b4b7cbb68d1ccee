// Changes that wait for each other in a ring: split where a field may be set later, else named.

import type { FieldChange, Problem } from '../../contract/index.js';
import { compareText } from '../compare.js';
import type { Draft } from '../drafts.js';
import { shortestCycle } from '../graph.js';
import { changeKey, listed } from '../words.js';
import type { Deadlock, Wait } from './deadlock.js';
import type { Edge } from './edges.js';
import { reasonOf } from './rules.js';

/**
 * Splits creates of a deadlock into a create without the fields that close the ring and an update that sets them.
 * Undefined if there is none to split.
 */
export function splitLate(
  drafts: readonly Draft[],
  edges: readonly Edge[],
  deadlocks: readonly Deadlock[],
): readonly Draft[] | undefined {
  const fields = new Map<number, Set<string>>();
  for (const deadlock of deadlocks) {
    const inside = new Set(deadlock.changes);
    for (const edge of edges) {
      if (edge.late === undefined || !inside.has(edge.change) || !inside.has(edge.waitsFor)) continue;
      if (drafts[edge.change]?.action !== 'create') continue;
      fields.set(edge.change, (fields.get(edge.change) ?? new Set()).add(edge.late));
      break;
    }
  }
  if (fields.size === 0) return undefined;
  const split = new Set([...fields.keys()].map((index) => drafts[index]?.address));
  return drafts.flatMap((draft, index) => {
    // A create that was split before is split anew, with more fields left to its second half.
    if (draft.late && split.has(draft.address)) return [];
    const late = fields.get(index);
    return late ? halves(draft, new Set([...(draft.without ?? []), ...late])) : [draft];
  });
}

function halves(draft: Draft, late: ReadonlySet<string>): Draft[] {
  const all: readonly FieldChange[] = Object.entries(draft.after?.fields ?? {})
    .filter(([, value]) => value !== null)
    .map(([path, after]) => ({ path, before: null, after }))
    .sort((a, b) => compareText(a.path, b.path));
  const { kind, address, after } = draft;
  const second: Draft = {
    key: changeKey('update', address),
    action: 'update',
    kind,
    address,
    ...(after ? { after } : {}),
    fields: all.filter((field) => late.has(field.path)),
    late,
  };
  return [{ ...draft, without: late, fields: all.filter((field) => !late.has(field.path)) }, second];
}

/** What to tell of a deadlock: which floor or cap no order keeps, or the ring itself. */
export function deadlockProblem(drafts: readonly Draft[], { changes, waits }: Deadlock): Problem {
  const key = (change: number): string => drafts[change]?.key ?? '';
  const inside = new Set(changes);
  const within = (change: number): Wait[] =>
    (waits.get(change) ?? []).filter((wait) => inside.has(wait.waitsFor));
  const all = changes.flatMap(within);
  const floor = all.find((wait) => wait.rule === 'staffing');
  const cap = all.find((wait) => wait.rule === 'slots' || wait.rule === 'moves');
  const blocking = listed(changes.map(key), 8);
  if (floor) {
    return {
      code: 'staffing-floor',
      severity: 'error',
      message: `No order of these changes keeps the ${floor.pool} at the floor: ${blocking} wait for each other. Add a member for the time of the change, or lower policy.staffing.`,
      address: null,
    };
  }
  if (cap) {
    return {
      code: 'quota',
      severity: 'error',
      message: `No order of these changes keeps ${cap.pool} within the limit: ${blocking} wait for each other. Make them in two steps.`,
      address: null,
    };
  }
  return cycleProblem(changes, within, key);
}

function cycleProblem(
  changes: readonly number[],
  within: (change: number) => readonly Wait[],
  key: (change: number) => string,
): Problem {
  const ring = shortestCycle(changes, (change) => within(change).map((wait) => wait.waitsFor));
  const steps = ring.map((change, index) => {
    const next = ring[(index + 1) % ring.length] ?? change;
    const wait = within(change).find((other) => other.waitsFor === next);
    const why = wait && wait.rule !== 'same-call' ? reasonOf(wait.rule) : 'one call makes them both';
    return `"${key(change)}" waits for "${key(next)}" (${why})`;
  });
  return {
    code: 'cycle',
    severity: 'error',
    message: `These changes wait for each other and cannot be ordered: ${steps.join('; ')}. Make one of them in a step of its own.`,
    address: null,
  };
}
