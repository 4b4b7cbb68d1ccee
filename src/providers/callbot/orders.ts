// Asks which orders exist, by their ids (nxcloud.md B.6.11).

import type { ReadClient } from '../../contract/index.js';
import { decodeOrders, type OrderRow } from './decode.js';
import { isRefused, MOST_ORDERS, nameOf, orderDetails, pieces } from './read-requests.js';

/** By order id, those that exist. */
export async function ordersById(
  client: ReadClient,
  campaign: string,
  ids: readonly string[],
): Promise<Map<string, OrderRow>> {
  const found = new Map<string, OrderRow>();
  for (const some of pieces(ids, MOST_ORDERS)) await add(client, campaign, some, found);
  return found;
}

/** Whether an unknown id is left out or refuses the whole call is not documented: a refused half is halved again. */
async function add(
  client: ReadClient,
  campaign: string,
  ids: readonly string[],
  found: Map<string, OrderRow>,
): Promise<void> {
  const request = orderDetails(campaign, ids);
  try {
    for (const row of decodeOrders(nameOf(request), await client.read(request))) found.set(row.id, row);
  } catch (error) {
    if (!isRefused(error)) throw error;
    if (ids.length < 2) return;
    const middle = Math.ceil(ids.length / 2);
    await add(client, campaign, ids.slice(0, middle), found);
    await add(client, campaign, ids.slice(middle), found);
  }
}
