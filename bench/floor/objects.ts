// The objects of a contact center by address, wanted or live, so that the two can be laid side by side.

export type Fields = Readonly<Record<string, string | number | boolean | null>>;
export type Objects = Map<string, Fields>;

export const NO_FIELDS: Fields = {};

export function put(objects: Objects, address: string, fields: Fields): void {
  if (objects.has(address)) throw new Error(`${address} is there twice`);
  objects.set(address, fields);
}

/** A list whose order says nothing, as one value. */
export const unordered = (list: readonly string[]): string => JSON.stringify(list.toSorted());

/** What is wanted and not so, and what is live and not wanted. */
export function differences(wanted: Objects, live: Objects): number {
  let count = 0;
  for (const [address, fields] of wanted) {
    const held = live.get(address);
    if (!held || Object.entries(fields).some(([name, value]) => held[name] !== value)) count += 1;
  }
  for (const address of live.keys()) if (!wanted.has(address)) count += 1;
  return count;
}
