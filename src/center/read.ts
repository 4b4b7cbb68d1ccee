// Reads what is live at one center, beside what its ledger knows.
import type { Desired, Ledger, Live } from '../contract/index.js';
import { readCenterState } from '../state/center-state.js';
import { ledgerFor } from '../state/ledger.js';
import type { OpenCenter } from './open.js';

export interface ReadCenter {
  readonly live: Live;
  readonly ledger: Ledger;
}

/** Reads live, with the ledger if it is this account's: what the files declare in detail, or `everything`. */
export async function readCenter(open: OpenCenter, everything = false): Promise<ReadCenter> {
  const { desired, provider, client } = open;
  const state = await readCenterState(open.files, desired.center);
  open.warnings.push(...state.warnings);
  const loaded = state.ledger.current();
  const read = (ledger: Ledger): Promise<Live> =>
    provider.read(client, {
      ...(everything ? {} : { desired: readFor(desired) }),
      sections: everything ? new Set(provider.sections.map(({ name }) => name)) : desired.sections,
      identify: false,
      ledger,
      settings: desired.settings,
    });
  const live = await read(loaded);
  const bound = ledgerFor(loaded, live.account);
  if (bound.warning === undefined) return { live, ledger: bound.ledger };
  open.warnings.push(bound.warning);
  return { live: await read(bound.ledger), ledger: bound.ledger };
}

/** An inverse owns no list as a whole, and yet what it puts back or takes out can be seen only where that list is read. */
export function readFor(desired: Desired): Desired {
  const lists = new Set(desired.lists);
  for (const side of [desired.resources, desired.absent])
    for (const { list } of side.values()) if (list !== undefined) lists.add(list);
  return { ...desired, lists };
}
