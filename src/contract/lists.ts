// Maps of lists: what has a key in common stands together, in the order in which it came.

/** Puts `item` at the end of the list of `key`. */
export function collect<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** The items by key; keys in the order in which they first come. */
export function gather<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const lists = new Map<Key, Item[]>();
  for (const item of items) collect(lists, keyOf(item), item);
  return lists;
}
