// Works out once what many questions about one object need, in every room that asks.

/** `make`, remembered for each key as long as the key is. */
export function oncePer<Key extends object, Out extends object>(make: (key: Key) => Out): (key: Key) => Out {
  const known = new WeakMap<Key, Out>();
  return (key) => {
    const seen = known.get(key);
    if (seen) return seen;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
