// What became of a POST subscriptions whose answer was lost (C14): compared with what was there, never sent twice.

import {
  type Answer,
  type Change,
  type Found,
  type Learned,
  type PlanContext,
  type ReadClient,
  VendorError,
} from '../../../contract/index.js';
import { fieldsAfter, idOf } from '../../kit/index.js';
import { decodeSubscription, decodeSubscriptions, type SubscriptionRow } from '../decode/subscriptions.js';

/** How many ids after the last known one are tried: ids rise, with gaps. */
const PROBES = 50;

export async function findCreated(
  client: ReadClient,
  changes: readonly Change[],
  context: PlanContext,
): Promise<Found> {
  const rows = decodeSubscriptions(await client.read({ method: 'GET', path: 'subscriptions' }));
  const done: Change[] = [];
  for (const change of changes) {
    // None of these names was live when the plan was made, so every row of the name is new.
    const named = rows.filter((row) => row.name === idOf(change.address));
    if (named.length === 0) continue;
    const [row] = named;
    if (named.length > 1 || row === undefined || !matches(row, change, context)) {
      return { found: 'unclear', message: unclear(change, named.length) };
    }
    done.push(change);
  }
  const ids = await findIds(client, done, rows, context);
  return {
    found: done.length === 0 ? 'none' : done.length === changes.length ? 'all' : 'some',
    done: done.map((change) => change.key),
    learned: learned(done, ids),
  };
}

function matches(row: SubscriptionRow, change: Change, context: PlanContext): boolean {
  const { callback, events } = fieldsAfter(change, context);
  return row.callback === callback && JSON.stringify(row.events) === JSON.stringify(events ?? []);
}

function unclear(change: Change, count: number): string {
  const name = JSON.stringify(idOf(change.address));
  return count > 1
    ? `Udesk now shows ${count} subscriptions called ${name}; delete all but one there, then plan again`
    : `Udesk now shows a subscription called ${name} that is not the one that was sent; look who made it, then plan again`;
}

function learned(done: readonly Change[], ids: ReadonlyMap<string, string>): Learned {
  const found = done.flatMap((change) => {
    const id = ids.get(idOf(change.address));
    return id === undefined ? [] : [[change.address, id] as const];
  });
  return {
    ids: Object.fromEntries(found),
    facts: Object.fromEntries(found.map(([address, id]) => [address, { id }])),
    notes: done
      .filter((change) => !ids.has(idOf(change.address)))
      .map((change) => ({
        change: change.key,
        message: 'it was created, but its id is not known, so it cannot be changed or deleted from here',
      })),
  };
}

/** Ids from the list if it shows any, else by trying the numbers after the last one that is known. */
async function findIds(
  client: ReadClient,
  done: readonly Change[],
  rows: readonly SubscriptionRow[],
  context: PlanContext,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const wantedNames = new Set(done.map((change) => idOf(change.address)));
  for (const row of rows) if (row.id !== null && wantedNames.has(row.name)) ids.set(row.name, row.id);
  const last = lastKnownId(context);
  if (last === undefined) return ids;
  for (let id = last + 1; id <= last + PROBES && ids.size < wantedNames.size; id += 1) {
    const row = await tryId(client, id);
    if (row !== undefined && wantedNames.has(row.name) && !ids.has(row.name)) ids.set(row.name, String(id));
  }
  return ids;
}

async function tryId(client: ReadClient, id: number): Promise<SubscriptionRow | undefined> {
  try {
    const answer: Answer = await client.read({ method: 'GET', path: `subscriptions/${id}` });
    return decodeSubscription(`GET subscriptions/${id}`, answer);
  } catch (error) {
    if (error instanceof VendorError && error.code === 'refused') return undefined;
    throw error;
  }
}

function lastKnownId(context: PlanContext): number | undefined {
  const known = [
    ...Object.values(context.live.ids),
    ...Object.entries(context.ledger.facts)
      .filter(([address]) => address.startsWith('subscription/'))
      .map(([, fact]) => fact.id),
  ]
    .map(Number)
    .filter(Number.isSafeInteger);
  return known.length === 0 ? undefined : Math.max(...known);
}
