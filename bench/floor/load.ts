// Reads a plain YAML file into values. Scalars stay as written, so that no id loses a digit, with `${VARIABLES}` filled
// in; each collection keeps its place, without which no error could name a line.

import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';

export type Node = string | Node[] | { [key: string]: Node };

export interface Loaded {
  readonly root: Node;
  /** Where each collection begins, in characters. */
  readonly places: ReadonlyMap<Node, number>;
}

export function load(text: string): Loaded {
  const events = parseEvents(text, {});
  const places = new Map<Node, number>();
  // The first event opens the document.
  let at = 1;
  const take = (): Node => {
    const event = events[at];
    at += 1;
    if (event?.type === EVENT_ID.SCALAR) return filled(getScalarValue(text, event));
    if (event?.type === EVENT_ID.MAPPING) {
      const map: Record<string, Node> = {};
      places.set(map, event.start);
      while (events[at]?.type !== EVENT_ID.POP) {
        const key = String(take());
        if (Object.hasOwn(map, key)) throw new Error(`the key ${key} stands twice`);
        map[key] = take();
      }
      at += 1;
      return map;
    }
    if (event?.type !== EVENT_ID.SEQUENCE) throw new Error('the floor reads plain files only');
    const list: Node[] = [];
    places.set(list, event.start);
    while (events[at]?.type !== EVENT_ID.POP) list.push(take());
    at += 1;
    return list;
  };
  return { root: take(), places };
}

function filled(written: string): string {
  if (!written.includes('${')) return written;
  return written.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`${name} is not set`);
    return value;
  });
}

/** Line of the innermost collection on the way to a value. */
export function lineOf(text: string, { root, places }: Loaded, path: readonly PropertyKey[]): number {
  let node: Node | undefined = root;
  let start = 0;
  for (const key of path) {
    start = places.get(node) ?? start;
    node = (node as Readonly<Record<PropertyKey, Node>>)[key];
    if (node === undefined) break;
  }
  return text.slice(0, places.get(node ?? '') ?? start).split('\n').length;
}
