// What is known of contacts that were sent: the ledger remembers ids and a mark of their content, so that none is sent
// twice and an edit is noticed without asking the vendor.

import type { Address, Fact, Ledger, Resource } from '../../contract/index.js';
import { importedAddress, isSentAddress, sentAddress } from './names.js';

/** A contact as it goes out, with its id. */
export interface Contact {
  readonly id: string;
  readonly fields: Resource['fields'];
}

/** Order id → mark of the content that was sent, as the ledger says. */
export function sentOf(ledger: Ledger, campaign: string): Map<string, string> {
  const sent = new Map<string, string>();
  for (const [address, fact] of Object.entries(ledger.facts)) {
    if (isSentAddress(campaign, address)) addMarks(sent, fact);
  }
  return sent;
}

/** The same of the latest batch alone: who was taken, and who was refused. */
export function importedOf(
  ledger: Ledger,
  campaign: string,
): { readonly sent: ReadonlyMap<string, string>; readonly refused: ReadonlyMap<string, string> } {
  const [sent, refused] = [new Map<string, string>(), new Map<string, string>()];
  const fact = ledger.facts[importedAddress(campaign)];
  addMarks(sent, fact);
  addMarks(refused, fact, 'refused');
  return { sent, refused };
}

function addMarks(marks: Map<string, string>, fact: Fact | undefined, remark = 'sent'): void {
  const text = fact?.[remark];
  if (typeof text !== 'string') return;
  for (const entry of text.split(' ')) {
    const at = entry.lastIndexOf('=');
    if (at > 0) marks.set(entry.slice(0, at), entry.slice(at + 1));
  }
}

/** The fact that says that these were sent; none if there are none. */
export function sentFacts(campaign: string, contacts: readonly Contact[]): Readonly<Record<Address, Fact>> {
  const [first] = contacts;
  if (first === undefined) return {};
  return { [sentAddress(campaign, first.id)]: { sent: marksOf(contacts) } };
}

/** The fact that says that these, and no others, are the latest batch, and who was refused in it. */
export function importedFacts(
  campaign: string,
  contacts: readonly Contact[],
  refused: readonly Contact[] = [],
): Readonly<Record<Address, Fact>> {
  const sent = marksOf(contacts);
  const fact = refused.length === 0 ? { sent } : { sent, refused: marksOf(refused) };
  return { [importedAddress(campaign)]: fact };
}

/** Forgets all that was sent to an earlier campaign of the same id. */
export function forgotten(ledger: Ledger, campaign: string): Readonly<Record<Address, null>> {
  const addresses = Object.keys(ledger.facts).filter((address) => isSentAddress(campaign, address));
  return Object.fromEntries(addresses.map((address) => [address, null]));
}

function marksOf(contacts: readonly Contact[]): string {
  return contacts.map(({ id, fields }) => `${id}=${markOf(fields)}`).join(' ');
}

/** Eight hex digits or fewer that change when the content does. It is no protection: only to notice an edit. */
export function markOf({ phone, name, customer, note, params }: Resource['fields']): string {
  const text = JSON.stringify([phone, name ?? '', customer ?? '', note ?? '', params ?? []]);
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
