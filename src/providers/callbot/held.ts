// Which of the declared contacts a live campaign holds: from the ledger where it can be believed, else asked by id.

import type { Ledger, ReadClient, Resource } from '../../contract/index.js';
import { importedOf, markOf, sentOf } from './contacts.js';
import { decodeBatch, type OrderRow } from './decode.js';
import { ordersById } from './orders.js';
import { latestBatch, nameOf } from './read-requests.js';

export interface HeldScope {
  readonly campaign: string;
  /** Order id → what the files say of it. Sorted by id. */
  readonly declared: ReadonlyMap<string, Resource['fields']>;
  /** How many contacts the vendor counts, if it says so. */
  readonly total: number | undefined;
  readonly isBatch: boolean;
  readonly ledger: Ledger;
}

export interface Held {
  /** Declared contacts that are there. */
  readonly contacts: ReadonlyMap<string, Resource['fields']>;
  /** Append: declared contacts that are there with another content, which no call can change. Sorted. */
  readonly edited: readonly string[];
  /** Batch: declared contacts that the vendor refused as they are. Sorted. */
  readonly refused?: readonly string[];
  /** Batch: contacts that wait to be dialled and are not, or not so, in the files. */
  readonly outdated?: number;
}

export function heldContacts(client: ReadClient, scope: HeldScope): Promise<Held> {
  return scope.isBatch ? heldBatch(client, scope) : heldAppended(client, scope);
}

/**
 * The ledger is believed about what was sent, unless the vendor counts fewer (another campaign of the same id, numbers
 * deleted). What it does not know is asked for by id before it is sent: never twice (B.3).
 */
async function heldAppended(client: ReadClient, scope: HeldScope): Promise<Held> {
  const { campaign, declared, total, ledger } = scope;
  const sent = sentOf(ledger, campaign);
  const isBelieved = total !== undefined && total >= sent.size;
  const marks = isBelieved ? sent : new Map<string, string>();
  const contacts = new Map<string, Resource['fields']>();
  const edited: string[] = [];
  const unknown: string[] = [];
  for (const [id, fields] of declared) {
    const mark = marks.get(id);
    if (mark === undefined) unknown.push(id);
    else contacts.set(id, fields);
    if (mark !== undefined && mark !== markOf(fields)) edited.push(id);
  }
  for (const [id, { phone }] of await ordersById(client, campaign, unknown)) {
    const fields = declared.get(id);
    if (!fields) continue;
    contacts.set(id, fields);
    const mark = sent.get(id);
    if (mark === undefined ? isOther(phone, fields) : mark !== markOf(fields)) edited.push(id);
  }
  return { contacts, edited: edited.sort() };
}

/** Without the ledger only the number can be compared (B.6.11); an encrypted or hidden one tells nothing. */
function isOther(phone: string | null, { phone: wanted }: Resource['fields']): boolean {
  return phone !== null && /^\d+$/.test(phone) && phone !== wanted;
}

/** The latest batch is listed; whom it does not show (dialled in an earlier one, or not shown until dialled) is asked by id. */
async function heldBatch(client: ReadClient, { campaign, declared, ledger }: HeldScope): Promise<Held> {
  const request = latestBatch(campaign);
  const batch = decodeBatch(nameOf(request), await client.read(request));
  const { sent, refused } = importedOf(ledger, campaign);
  const contacts = new Map<string, Resource['fields']>();
  const showsWaiting = batch.some((row) => !row.isDialled);
  let outdated = 0;
  for (const row of batch) {
    const fields = declared.get(row.id);
    const differs = !fields || differsFrom(row, fields, sent.get(row.id));
    if (!row.isDialled && differs) outdated += 1;
    if (fields) contacts.set(row.id, row.isDialled ? { ...fields, dialled: true } : fields);
  }
  const missing = [...declared.keys()].filter((id) => !contacts.has(id));
  for (const [id, { isDialled }] of await ordersById(client, campaign, missing)) {
    const fields = declared.get(id);
    // An export that shows who waits, and not this one: it was added beside the batch, which does not replace it.
    if (fields) contacts.set(id, isDialled || showsWaiting ? { ...fields, dialled: true } : fields);
  }
  const given = givenUp(refused, declared, contacts);
  for (const [id, fields] of given) contacts.set(id, { ...fields, dialled: true });
  return { contacts, edited: [], refused: [...given.keys()].sort(), outdated };
}

/** To try a refused contact again would take everybody who waits out and in again: only when it was changed. */
function givenUp(
  refused: ReadonlyMap<string, string>,
  declared: HeldScope['declared'],
  held: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, Resource['fields']> {
  const given = new Map<string, Resource['fields']>();
  for (const [id, mark] of refused) {
    const fields = declared.get(id);
    if (fields && !held.has(id) && mark === markOf(fields)) given.set(id, fields);
  }
  return given;
}

function differsFrom({ phone }: OrderRow, fields: Resource['fields'], mark: string | undefined): boolean {
  return isOther(phone, fields) || (mark !== undefined && mark !== markOf(fields));
}
