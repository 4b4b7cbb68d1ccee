// The same thing said in another order: items of files, rows of answers, keys of objects.

import type { Answer } from '../contract/index.js';
import type { Client } from '../http/client.js';

/** `value` with every list and every object in a random order, save the lists under `ordered` keys. */
export function shuffled(value: unknown, ordered: ReadonlySet<string>, random: () => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return mixed(
      value.map((item) => shuffled(item, ordered, random)),
      random,
    );
  return Object.fromEntries(
    mixed(Object.entries(value), random).map(([key, item]) => [
      key,
      ordered.has(key) && Array.isArray(item)
        ? item.map((one) => shuffled(one, ordered, random))
        : shuffled(item, ordered, random),
    ]),
  );
}

/** A client whose vendor lists things in another order each time. */
export function shuffling(ordered: ReadonlySet<string>, random: () => number): (client: Client) => Client {
  const other = (answer: Answer): Answer => ({ ...answer, body: shuffled(answer.body, ordered, random) });
  return (client) => ({ ...client, read: async (request) => other(await client.read(request)) });
}

function mixed<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
