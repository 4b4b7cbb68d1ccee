// The one order of texts: by code unit, the same on every machine and in every locale.

/** Negative, zero or positive, for `sort`. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted, each once; the list itself if it is so already. */
export function sortedOnce(texts: readonly string[]): readonly string[] {
  for (let at = 1; at < texts.length; at += 1) {
    if ((texts[at - 1] ?? '') >= (texts[at] ?? '')) return sorted(new Set(texts));
  }
  return texts;
}

/** A sorted copy. */
export function sorted(texts: Iterable<string>): string[] {
  return [...texts].sort(compareText);
}

/** The same map with its keys in order; the map itself if they are already. */
export function sortedMap<V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  let last: string | undefined;
  for (const key of map.keys()) {
    if (last !== undefined && last > key) {
      return new Map([...map].sort(([a], [b]) => compareText(a, b)));
    }
    last = key;
  }
  return map;
}
