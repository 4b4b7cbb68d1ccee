// A table over another one that stays as it is: many runs begin with the same account, and each costs what it changes.

export interface Table<Key, Item> {
  get(key: Key): Item | undefined;
  /** The item, to be changed in place: a copy where it belongs to the table below. */
  own(key: Key): Item | undefined;
  set(key: Key, item: Item): void;
  delete(key: Key): void;
}

/** An empty table, or one that begins as `below`, which must not change any more. */
export function createTable<Key, Item>(
  below?: Table<Key, Item>,
  copy: (item: Item) => Item = (item) => item,
): Table<Key, Item> {
  // `undefined` stands for what is below and was deleted here.
  const items = new Map<Key, Item | undefined>();
  const get = (key: Key): Item | undefined => {
    const item = items.get(key);
    return item !== undefined || below === undefined || items.has(key) ? item : below.get(key);
  };
  return {
    get,
    own(key) {
      if (items.has(key)) return items.get(key);
      const item = below?.get(key);
      if (item === undefined) return undefined;
      const made = copy(item);
      items.set(key, made);
      return made;
    },
    set: (key, item) => void items.set(key, item),
    delete: (key) => void (below === undefined ? items.delete(key) : items.set(key, undefined)),
  };
}
