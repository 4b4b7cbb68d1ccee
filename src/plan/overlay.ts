// Lays a body over what is there, for vendors whose update may lose what it does not mention: one way for apply and for
// the run on the model.

/**
 * The fields of `live` that `keep` names, and those of `body` over them. A kept field that is unset has nothing to lose,
 * so it is not sent: a `null` that a vendor shows is not always one that it takes.
 */
export function overlay(live: unknown, keep: readonly string[], body: unknown): Record<string, unknown> {
  const kept = entriesOf(live).flatMap(([name, value]) =>
    keep.includes(name) && value !== null ? [[name, withoutNulls(value)] as const] : [],
  );
  return Object.fromEntries([...kept, ...entriesOf(body)]);
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner === null ? [] : [[name, withoutNulls(inner)] as const],
    ),
  );
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
