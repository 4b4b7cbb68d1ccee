// The kinds of Callbot: campaigns, and contacts as parts of them.

import type { Change, Kind, PlanContext } from '../../contract/index.js';
import { objectKind } from '../kit/index.js';
import { NO_DELETE } from './live.js';
import { campaignAddress, campaignOfContact } from './names.js';
import { type Wanted, wantedOf } from './wanted.js';

const WRITE_ONLY = ['name', 'settings', 'callbacks'];

const campaign = objectKind(
  { kind: 'campaign', section: 'campaigns' },
  {
    fields: {
      scene: { immutable: 'the script of a campaign is fixed when it is created' },
      state: {},
      name: { writeOnly: true },
      settings: { writeOnly: true },
      callbacks: { writeOnly: true },
      contacts: { relative: true },
      outdated: { relative: true },
    },
    neverDeleted: NO_DELETE,
    neverPruned: NO_DELETE,
    certainty,
    risk,
    guard,
    irreversible,
  },
);

const contact: Kind = {
  name: 'contact',
  section: 'campaigns',
  title: { one: 'contact', many: 'contacts' },
  visibility: 'unlisted',
  fields: { phone: {}, name: {}, customer: {}, note: {}, params: {} },
  refs: () => [],
  partOf: ({ address }) => ({ whole: campaignAddress(campaignOfContact(address)), count: 'contacts' }),
};

/** In the order in which plans are shown. */
export const kinds: readonly Kind[] = [campaign, contact];

/** Whether people are called because of this change. */
function dials({ stateBefore, stateAfter, updates, contacts }: Wanted): boolean {
  if (stateAfter !== 'running') return false;
  return stateBefore !== 'running' || updates || contacts.length > 0;
}

function certainty(change: Change, context: PlanContext): ReturnType<NonNullable<Kind['certainty']>> {
  const { isNew, isBatch, contacts } = wantedOf(change, context);
  if (isNew && change.fields.some(({ path }) => WRITE_ONLY.includes(path)))
    return { certainty: 'assumed', reason: 'its name, settings and callbacks cannot be read back' };
  if (!isNew && isBatch && contacts.length > 0)
    return {
      certainty: 'assumed',
      reason: 'the vendor says only in passing that a batch replaces what waits',
    };
  return undefined;
}

function risk(change: Change, context: PlanContext): ReturnType<NonNullable<Kind['risk']>> {
  const wanted = wantedOf(change, context);
  if (wanted.stateAfter === 'completed') {
    const deletes = wanted.deleteUndialled ? ', and the numbers that were not dialled are deleted' : '';
    return { risk: 'high', reason: `completes the campaign for good${deletes}` };
  }
  if (dials(wanted)) return { risk: 'high', reason: 'calls real people' };
  if (wanted.isBatch && !wanted.isNew && wanted.contacts.length > 0) {
    return { risk: 'medium', reason: 'replaces every contact that is not dialled yet' };
  }
  const unnamed = WRITE_ONLY.filter((path) => wanted.fields[path] === undefined);
  if (wanted.updates && !wanted.isNew && unnamed.length > 0) {
    const reason = `${unnamed.join(' and ')} may fall back to the vendor’s defaults, since the file does not say them`;
    return { risk: 'medium', reason };
  }
  return { risk: 'low', reason: '' };
}

function guard(change: Change, context: PlanContext): ReturnType<NonNullable<Kind['guard']>> {
  const wanted = wantedOf(change, context);
  const { desired } = context;
  const declared = desired.resources.get(change.address)?.fields.state;
  if (wanted.updates && wanted.stateBefore === 'running' && declared === undefined) {
    const message = `${change.address} is running, and its settings can be changed only while it rests. Write state: running (it is paused, changed and started again) or state: paused.`;
    return { code: 'campaign-running', message };
  }
  if (!dials(wanted) || desired.policy.allowDialling) return undefined;
  const what =
    wanted.stateBefore === 'running'
      ? wanted.updates
        ? 'would be paused and started again, which calls people'
        : 'is running, and would call the contacts that are added'
      : 'would start, which calls people';
  const message = `${change.address} ${what}. Set policy.allowDialling: true if that is meant, or write state: paused.`;
  return { code: 'dialling', message };
}

function irreversible(change: Change): string | undefined {
  const field = (path: string) => change.fields.find((one) => one.path === path);
  const lost: string[] = [];
  if (change.action === 'create') lost.push('a campaign cannot be deleted');
  if (Number(field('contacts')?.after ?? 0) > 0) lost.push('contacts that were sent cannot be taken back');
  if (field('outdated') && change.action !== 'create')
    lost.push('contacts that were replaced do not come back');
  if (field('state')?.after === 'running') lost.push('who was called was called');
  if (field('state')?.after === 'completed') lost.push('a completed campaign cannot be started again');
  return lost.length === 0 ? undefined : lost.join('; ');
}
