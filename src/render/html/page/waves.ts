// The picture of the calls as data: what stands where and what waits for what. A call each while they are few, calls of
// one sort in one wave together when they are many. Pure.
import { type Call, type ChangeKey, gather } from '../../../contract/index.js';

export interface WaveNode {
  readonly id: string;
  readonly wave: number;
  /** From the top of its wave. */
  readonly place: number;
  readonly calls: readonly Call[];
  readonly after: readonly string[];
  readonly before: readonly string[];
}

export interface Waves {
  readonly nodes: readonly WaveNode[];
  readonly waves: number;
  /** Nodes of the fullest wave. */
  readonly height: number;
  readonly isGrouped: boolean;
}

/** Up to so many calls are drawn one by one. */
const ONE_BY_ONE = 60;

type PictureCall = Call & { readonly changes: readonly ChangeKey[] };

export function wavesOf(calls: readonly PictureCall[]): Waves {
  const isGrouped = calls.length > ONE_BY_ONE;
  const nameOf = (call: Call): string => (isGrouped ? `${call.wave} ${call.method} ${sort(call)}` : call.id);
  const groups = gather(calls, nameOf);
  const nodeOf = new Map(calls.map((call) => [call.id, nameOf(call)]));
  const after = new Map<string, Set<string>>();
  const before = new Map<string, Set<string>>();
  for (const call of calls) {
    for (const id of call.after) {
      const from = nodeOf.get(id);
      const to = nodeOf.get(call.id);
      if (from === undefined || to === undefined || from === to) continue;
      put(after, to, from);
      put(before, from, to);
    }
  }
  const columns = new Map<number, string[]>();
  for (const [name, [first]] of groups) {
    if (!first) continue;
    const column = columns.get(first.wave);
    if (column) column.push(name);
    else columns.set(first.wave, [name]);
  }
  const places = arranged(columns, after);
  const numbers = [...columns.keys()].sort((a, b) => a - b);
  const nodes = numbers.flatMap((number, index) =>
    (columns.get(number) ?? []).map((name): WaveNode => {
      return {
        id: name,
        wave: index + 1,
        place: places.get(name) ?? 0,
        calls: groups.get(name) ?? [],
        after: [...(after.get(name) ?? [])],
        before: [...(before.get(name) ?? [])],
      };
    }),
  );
  nodes.sort((a, b) => a.wave - b.wave || a.place - b.place);
  const height = Math.max(0, ...[...columns.values()].map((column) => column.length));
  return { nodes, waves: numbers.length, height, isGrouped };
}

/** Calls of one sort: the operation, or the path without what names one object. */
function sort({ operation, path }: Call): string {
  return typeof operation === 'string' ? operation : path.replace(/\{.*\}|\d+/g, '*');
}

/** Nodes near what they wait for, so that few lines cross. */
function arranged(
  columns: ReadonlyMap<number, readonly string[]>,
  after: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, number> {
  const places = new Map<string, number>();
  for (const number of [...columns.keys()].sort((a, b) => a - b)) {
    const column = columns.get(number) ?? [];
    const wish = (name: string, index: number): number => {
      const from = [...(after.get(name) ?? [])].map((one) => places.get(one) ?? 0);
      return from.length === 0 ? index : from.reduce((sum, place) => sum + place, 0) / from.length;
    };
    const wishes = new Map(column.map((name, index) => [name, wish(name, index)]));
    const inOrder = [...column].sort((a, b) => (wishes.get(a) ?? 0) - (wishes.get(b) ?? 0));
    for (const [place, name] of inOrder.entries()) places.set(name, place);
  }
  return places;
}

/** A node and all that it waits for, or all that waits for it. */
export function reach(
  nodes: ReadonlyMap<string, WaveNode>,
  start: string,
  way: 'after' | 'before',
): Set<string> {
  const found = new Set<string>([start]);
  for (const name of found) for (const next of nodes.get(name)?.[way] ?? []) found.add(next);
  return found;
}

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
