// Turns rows into live resources in normal form, with their certificates.

import type { Certificate, Live, Resource, Value } from '../../contract/index.js';
import { liveOf } from '../kit/index.js';
import type { CampaignRow } from './decode.js';
import type { Held } from './held.js';
import { campaignAddress, contactAddress } from './names.js';

export interface Rows {
  /** By id. */
  readonly listed: ReadonlyMap<string, CampaignRow>;
  readonly certificate: Certificate;
  /** By campaign; only of those whose contacts were asked for. */
  readonly held: ReadonlyMap<string, Held>;
}

export function toLive(rows: Rows, from: { readonly account: string; readonly reads: number }): Live {
  const { listed, certificate, held } = rows;
  const certificates = {
    campaign: certificate,
    contact: { complete: false, arrived: 0, reason: UNLISTED },
  };
  const untouchable = Object.fromEntries([...listed.keys()].map((id) => [campaignAddress(id), NO_DELETE]));
  return liveOf({ ...from, certificates, untouchable, facts: factsOf(held) }, resourcesOf(rows));
}

const UNLISTED = 'Callbot lists the contacts of a campaign by their ids alone';
export const NO_DELETE = 'Callbot has no call that deletes a campaign; use state: completed';

function resourcesOf({ listed, held }: Rows): Resource[] {
  const all: Resource[] = [];
  for (const { id, scene, state } of listed.values()) {
    const own = held.get(id);
    const counts: Record<string, Value> = own
      ? { contacts: own.contacts.size, ...(own.outdated === undefined ? {} : { outdated: own.outdated }) }
      : {};
    const fields = { ...(scene === null ? {} : { scene }), state, ...counts };
    all.push({ kind: 'campaign', address: campaignAddress(id), fields });
    for (const [order, contact] of own?.contacts ?? [])
      all.push({ kind: 'contact', address: contactAddress(id, order), fields: contact });
  }
  return all;
}

/** `edited`, `refused`: by campaign, how many and the first of them by name; `dialled`: addresses of contacts. */
function factsOf(held: Rows['held']): Readonly<Record<string, Value>> {
  const named = (idsOf: (one: Held) => readonly string[]): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      [...held].flatMap(([id, one]) => {
        const ids = idsOf(one);
        return ids.length === 0 ? [] : [[id, { count: ids.length, first: ids.slice(0, MOST_NAMED) }]];
      }),
    );
  const dialled = [...held].flatMap(([id, { contacts }]) =>
    [...contacts].flatMap(([order, fields]) => (fields.dialled === true ? [contactAddress(id, order)] : [])),
  );
  return {
    edited: named(({ edited }) => edited),
    refused: named(({ refused }) => refused ?? []),
    ...(dialled.length === 0 ? {} : { dialled }),
  };
}

const MOST_NAMED = 20;
