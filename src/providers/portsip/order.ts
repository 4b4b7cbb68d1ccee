// Order that only PortSIP needs: licences before lists (22.8), and wishes of callers (portsip.md 11.2).

import type { Address, Change, OrderEdge, PlanContext } from '../../contract/index.js';
import { unlicensedIn } from './licences.js';
import { endsOf, queueAddress } from './names.js';

export function order(changes: readonly Change[], context: PlanContext): readonly OrderEdge[] {
  const keys = new Map(changes.map((change) => [change.key, change]));
  // One call writes the list of a queue: any of its changes stands for all.
  const joins = new Map<Address, string>();
  const leaves = new Map<Address, string>();
  for (const { kind, action, key, address } of changes) {
    if (kind !== 'membership') continue;
    const queue = queueAddress(endsOf(address).queue);
    const side = action === 'delete' ? leaves : joins;
    if (!side.has(queue)) side.set(queue, key);
  }
  return [
    ...licences(changes, keys, context),
    ...changes.flatMap((change) => callers(change, joins, leaves, keys, context)),
  ];
}

/** An update of the user switches the licence on along the way: the list waits for it. */
function licences(
  changes: readonly Change[],
  keys: ReadonlyMap<string, Change>,
  context: PlanContext,
): OrderEdge[] {
  return unlicensedIn(changes, context)
    .map(({ agent, waiting }) => ({ change: waiting, waitsFor: `update ${agent}` }))
    .filter(({ waitsFor }) => keys.has(waitsFor));
}

/** Calls are led to a queue when its agents are there, and away before its last agents go. */
function callers(
  { kind, key, address }: Change,
  joins: ReadonlyMap<Address, string>,
  leaves: ReadonlyMap<Address, string>,
  keys: ReadonlyMap<string, Change>,
  context: PlanContext,
): OrderEdge[] {
  if (kind !== 'relay-number') return [];
  const to = queueOf(context.after(address)?.fields.queue);
  const from = queueOf(context.before(address)?.fields.queue);
  const joined = to === undefined || to === from ? undefined : joins.get(to);
  const left =
    from === undefined || to === from || !keys.has(`delete ${from}`) ? undefined : leaves.get(from);
  return [
    ...(joined === undefined ? [] : [{ change: key, waitsFor: joined, soft: true }]),
    ...(left === undefined ? [] : [{ change: left, waitsFor: key, soft: true }]),
  ];
}

function queueOf(number: unknown): Address | undefined {
  return typeof number === 'string' ? queueAddress(number) : undefined;
}
