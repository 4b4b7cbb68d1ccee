// `errList` (nxcloud.md B.6.12): contacts that the vendor refused inside an answer that says success, by phone number.

import { type Answer, gather } from '../../contract/index.js';
import { record } from '../decoding.js';
import type { Contact } from './contacts.js';

export interface Refused {
  /** By contact, for people. */
  readonly refused: readonly { readonly id: string; readonly message: string }[];
  /** Ids of the contacts that are named. */
  readonly named: ReadonlySet<string>;
  /** Whether a contact may not have been taken: it is not remembered, and so asked for by its id the next time. */
  doubtful(id: string): boolean;
}

/** Of an answer to `sent`. */
export function refusedContacts(answer: Answer, sent: readonly Contact[]): Refused {
  const body = record(answer.body);
  const entries = Array.isArray(body?.errList) ? body.errList.map(record) : [];
  const byPhone = gather(sent, ({ fields }) => String(fields.phone ?? ''));
  const ids = new Set(sent.map(({ id }) => id));
  const doubted = new Set<string>();
  const refused = entries.map((entry) => {
    const said = textOf(entry?.errMsg) || 'refused, and the vendor does not say why';
    const order = textOf(entry?.orderID);
    const phone = textOf(entry?.phone);
    const named = ids.has(order) ? [order] : (byPhone.get(phone) ?? []).map(({ id }) => id);
    for (const id of named) doubted.add(id);
    const [first, ...others] = named;
    if (first === undefined) return { id: phone || order || 'unknown', message: said };
    if (others.length === 0) return { id: first, message: said };
    return {
      id: named.join(' or '),
      message: `${said} (the vendor names only the number, which they share)`,
    };
  });
  // The vendor counts otherwise than it names: nobody knows which were taken.
  const counted = body?.successCount;
  const miscounted = typeof counted === 'number' && counted !== sent.length - entries.length;
  const nobody = miscounted || (entries.length > 0 && entries.some((entry) => entry === undefined));
  return { refused, named: doubted, doubtful: (id) => nobody || doubted.has(id) };
}

/** Short: a hostile text does not fill an outcome. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : '';
}
