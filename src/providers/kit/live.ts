// What was read: rows that prove how many they are, resources in order, and their addresses taken apart.

import type { Address, Certificate, Live, Resource } from '../../contract/index.js';

/** What was read, in order, with nothing said where a small vendor has nothing to say. */
export function liveOf(
  read: Pick<Live, 'account' | 'reads'> & Partial<Live> & { readonly certificates: Live['certificates'] },
  resources: Iterable<Resource>,
): Live {
  const sorted = [...resources].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  return {
    ids: {},
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    ...read,
    resources: new Map(sorted.map((one) => [one.address, one])),
  };
}

/** Rows that say how many there are: each id once, complete only if that many arrived. */
export function counted<Row extends { readonly id: string }>(
  declared: number,
  arrived: readonly Row[],
): { readonly rows: readonly Row[]; readonly certificate: Certificate } {
  const rows = [...new Map(arrived.map((row) => [row.id, row])).values()];
  return { rows, certificate: { complete: rows.length === declared, declared, arrived: rows.length } };
}

/** What follows the kind in an address: `9001` of `queue/9001`, a name whatever it holds. */
export function idOf(address: Address): string {
  return address.slice(address.indexOf('/') + 1);
}

/** The ids in an address: `membership/q1/a1` has two. */
export function idsIn(address: Address): string[] {
  return address.split('/').slice(1);
}

/** The first two ids in an address, `''` for one that is missing: `idsIn` without its lists, for thousands of members. */
export function endsIn(address: Address): readonly [first: string, second: string] {
  const first = address.indexOf('/') + 1;
  if (first === 0) return ['', ''];
  const second = address.indexOf('/', first) + 1;
  if (second === 0) return [address.slice(first), ''];
  const end = address.indexOf('/', second);
  return [address.slice(first, second - 1), end < 0 ? address.slice(second) : address.slice(second, end)];
}

export function ofKind(live: Live, kind: string): Resource[] {
  return [...live.resources.values()].filter((resource) => resource.kind === kind);
}
