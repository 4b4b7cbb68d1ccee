// The fewest calls that these changes could take, counted from what they change and not from the calls: one for each
// created campaign, one for each whose settings change, one for each 500 contacts or for a batch, one for each step of
// its state.

import type { Change, PlanContext, Value } from '../../contract/index.js';

const SETTINGS = new Set(['name', 'settings', 'callbacks']);
/** Fields that createTask does not take (nxcloud.md B.5). */
const LATER = ['maxCall', 'phoneEncrypt'];
const MOST = 500;

export function lowerBound(changes: readonly Change[], context: PlanContext): number {
  return changes.reduce((sum, change) => sum + boundOf(change, context), 0);
}

function boundOf(change: Change, context: PlanContext): number {
  const field = (path: string) => change.fields.find((one) => one.path === path);
  const creates = change.action === 'create' ? 1 : 0;
  const sets = creates === 1 ? setsLater(change) : change.fields.some(({ path }) => SETTINGS.has(path));
  const added = Number(field('contacts')?.after ?? 0) - Number(field('contacts')?.before ?? 0);
  const isBatch = context.desired.resources.get(change.address)?.aside?.mode === 'batch';
  const replaces = field('contacts') !== undefined || field('outdated') !== undefined;
  const sends = isBatch ? Number(replaces && mostWaiting(change, context) > 0) : Math.ceil(added / MOST);
  return creates + Number(sets) + sends + stepsOf(change, sets, context);
}

function setsLater({ fields }: Change): boolean {
  return fields.some(({ path, after }) => path === 'name' || (path === 'settings' && hasLater(after)));
}

function hasLater(settings: Value): boolean {
  return typeof settings === 'object' && settings !== null && LATER.some((name) => name in settings);
}

/** Contacts of a batch that were not dialled: an empty batch is not sent. */
function mostWaiting({ address }: Change, { desired, live }: PlanContext): number {
  const ids = desired.resources.get(address)?.aside?.contacts;
  if (!Array.isArray(ids)) return 0;
  const own = address.replace(/^campaign/, 'contact');
  return ids.filter((id: Value) => live.resources.get(`${own}/${String(id)}`)?.fields.dialled !== true)
    .length;
}

/** Steps from the state that it has to the one it will have; settings take it to rest in between (4 no. 7). */
function stepsOf({ address, action }: Change, sets: boolean, context: PlanContext): number {
  const from = action === 'create' ? 'pending' : context.before(address)?.fields.state;
  const to = context.after(address)?.fields.state ?? from;
  if (from !== to) return 1;
  return from === 'running' && sets ? 2 : 0;
}
