// Reads the account (nxcloud.md B.6): every campaign, and of the declared ones which of their contacts are there.

import type { Certificate, Live, ReadClient, ReadScope, Resource } from '../../contract/index.js';
import { VendorError } from '../../contract/index.js';
import { type CampaignRow, decodeCampaigns } from './decode.js';
import { type Held, type HeldScope, heldContacts } from './held.js';
import { toLive } from './live.js';
import { campaignAddress, campaignIdOf, contactAddress, isCampaignAddress } from './names.js';
import {
  isRefused,
  LISTINGS,
  type Listing,
  listById,
  listPage,
  MOST_IDS,
  nameOf,
  pieces,
} from './read-requests.js';
import { settingsOf } from './settings.js';
import { isFinished } from './states.js';
import { contactIds } from './wanted.js';

/** A vendor that never sends a short page must not be read for ever. */
const MOST_PAGES = 1_000;

export async function read(client: ReadClient, scope: ReadScope): Promise<Live> {
  let reads = 0;
  const counted: ReadClient = {
    read(request) {
      reads += 1;
      return client.read(request);
    },
  };
  const listed = await readAll(counted);
  const certificate = await certify(counted, listed, scope);
  const held = new Map<string, Held>();
  for (const row of listed.values()) {
    const asked = askedOf(row, scope);
    if (asked) held.set(row.id, await heldContacts(counted, asked));
  }
  return toLive({ listed, certificate, held }, { account: settingsOf(scope.settings).uuid, reads });
}

/** There is no total: pages are read until one is short (B.6.7). */
async function readAll(client: ReadClient): Promise<Map<string, CampaignRow>> {
  for (const listing of LISTINGS.slice(0, -1)) {
    try {
      return await readPages(client, listing);
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
  return readPages(client, LISTINGS.at(-1) ?? { size: 1, queryConditions: {} });
}

async function readPages(client: ReadClient, listing: Listing): Promise<Map<string, CampaignRow>> {
  const found = new Map<string, CampaignRow>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const request = listPage(page, listing);
    const { rows, arrived } = decodeCampaigns(nameOf(request), await client.read(request));
    for (const row of rows) found.set(row.id, row);
    if (arrived < listing.size) return found;
  }
  const message = `POST listTask: ${MOST_PAGES} full pages and no end; ask the vendor`;
  throw new VendorError('bad-answer', message);
}

/** Look before you create (B.3): what the list lacks is asked for by its id; both must agree. */
async function certify(
  client: ReadClient,
  listed: ReadonlyMap<string, CampaignRow>,
  { desired }: ReadScope,
): Promise<Certificate> {
  const missing = [...(desired?.resources.keys() ?? [])]
    .filter(isCampaignAddress)
    .map(campaignIdOf)
    .filter((id) => !listed.has(id))
    .sort();
  for (const ids of pieces(missing, MOST_IDS)) {
    const request = listById(ids);
    const { rows } = decodeCampaigns(nameOf(request), await client.read(request));
    const unlisted = rows.find(({ id }) => ids.includes(id));
    if (unlisted) {
      const reason = `campaign ${unlisted.id} exists, and the list does not hold it; plan again in a while`;
      return { complete: false, arrived: listed.size, reason };
    }
  }
  return { complete: true, arrived: listed.size };
}

/** What to ask of a campaign's contacts; nothing where nothing could come of it. */
function askedOf({ id, state, total }: CampaignRow, { desired, ledger }: ReadScope): HeldScope | undefined {
  const wanted = desired?.resources.get(campaignAddress(id));
  if (!desired || wanted?.fields.contacts === undefined) return undefined;
  if (isFinished(state) && wanted.fields.state !== undefined) return undefined;
  if (wanted.fields.state === 'completed') return undefined;
  const declared = new Map<string, Resource['fields']>();
  for (const order of contactIds(wanted)) {
    const contact = desired.resources.get(contactAddress(id, order));
    if (contact) declared.set(order, contact.fields);
  }
  return { campaign: id, declared, total, isBatch: wanted.aside?.mode === 'batch', ledger };
}
