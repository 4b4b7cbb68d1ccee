// The addresses of Callbot objects and of what the ledger keeps about them: made here, taken apart here, nowhere else.

import type { Address } from '../../contract/index.js';

const CAMPAIGN = 'campaign/';

export const campaignAddress = (userTaskID: string): Address => `${CAMPAIGN}${userTaskID}`;
export const isCampaignAddress = (address: Address): boolean => address.startsWith(CAMPAIGN);
export const campaignIdOf = (address: Address): string => address.slice(CAMPAIGN.length);

/** An order of a campaign. An id has no slash. */
export const contactAddress = (userTaskID: string, orderID: string): Address =>
  `contact/${userTaskID}/${orderID}`;

/** Stands for contacts of a campaign of which there are too many to name. */
export const moreContacts = (userTaskID: string): Address => contactAddress(userTaskID, '*');

/** Whose contact it is. */
export const campaignOfContact = (address: Address): string => address.split('/')[1] ?? '';

/** In the ledger: the contacts that one call brought, named after the first of them. */
export const sentAddress = (userTaskID: string, firstOrder: string): Address =>
  `contacts/${userTaskID}/${firstOrder}`;
/** In the ledger: the latest batch. No contact has such an id. */
export const importedAddress = (userTaskID: string): Address => sentAddress(userTaskID, '*');
export const isSentAddress = (userTaskID: string, address: Address): boolean =>
  address.startsWith(`contacts/${userTaskID}/`);

/** What one call of many is about: a stretch of the contacts that are to be sent, counted from 1. */
export const stretchOf = (userTaskID: string, from: number, to: number): string =>
  `${campaignAddress(userTaskID)} contacts ${from}-${to}`;

/** The bounds of a stretch, for `slice`. */
export function boundsOf(stretch: string | undefined): readonly [from: number, to: number | undefined] {
  const [, from, to] = / contacts (\d+)-(\d+)$/.exec(stretch ?? '') ?? [];
  return from === undefined ? [0, undefined] : [Number(from) - 1, Number(to)];
}
