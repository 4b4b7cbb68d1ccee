// What no single item of the file shows: contacts in two campaigns, settings that would dial, deletes that no call makes.

import type { Desired, Finding, Resource } from '../../contract/index.js';
import { finding } from '../kit/index.js';
import { dialsByItself } from './campaign-settings.js';
import { NO_DELETE } from './live.js';
import { campaignIdOf, contactAddress } from './names.js';
import { contactIds, settingsIn } from './wanted.js';

export function check(desired: Desired): readonly Finding[] {
  const all = [...desired.resources.values()];
  const campaigns = all.filter(({ kind }) => kind === 'campaign');
  return [
    ...[...desired.absent.values()].map((gone) =>
      finding('error', 'cannot-delete', gone, `${gone.address}: ${NO_DELETE}.`),
    ),
    ...campaigns.flatMap(selfStarting),
    ...campaigns.flatMap(uselessDelete),
    ...contactsTwice(campaigns, desired),
    ...campaigns.flatMap(silentCalls),
  ];
}

/** It would dial behind `policy.allowDialling`. */
function selfStarting(campaign: Resource): Finding[] {
  const why = dialsByItself(settingsIn(campaign.fields));
  if (why === undefined) return [];
  return [
    finding(
      'error',
      'starts-by-itself',
      campaign,
      `${campaign.address}: ${why}, since it would call people by itself. Use state: running.`,
    ),
  ];
}

function uselessDelete(campaign: Resource): Finding[] {
  if (campaign.aside?.deleteUndialled !== true || campaign.fields.state === 'completed') return [];
  const message = `${campaign.address}: deleteUndialled counts only with state: completed. Remove one of the two lines.`;
  return [finding('error', 'useless-field', campaign, message)];
}

/** B.5: both addresses are required beside contacts; whether they may be empty is not documented. */
function silentCalls(campaign: Resource): Finding[] {
  const { order, call } = campaign.aside ?? {};
  const missing = [order === '' ? 'order' : '', call === '' ? 'call' : ''].filter((name) => name !== '');
  if (contactIds(campaign).length === 0 || missing.length === 0) return [];
  const message = `${campaign.address}: it has contacts and no callbacks.${missing.join(' and no callbacks.')}, which the vendor may refuse.`;
  return [finding('warning', 'missing-callback', campaign, message)];
}

/** B.3: an order id is unique in the account. */
function contactsTwice(campaigns: readonly Resource[], { resources }: Desired): Finding[] {
  const owners = new Map<string, string>();
  return campaigns.flatMap((one) => {
    const campaign = campaignIdOf(one.address);
    return contactIds(one).flatMap((id): Finding[] => {
      const owner = owners.get(id);
      const contact = resources.get(contactAddress(campaign, id));
      if (owner === undefined || !contact) {
        owners.set(id, campaign);
        return [];
      }
      const message = `${contact.address}: the id ${id} is a contact of campaign ${owner} as well, and an id is used once in an account. Give one of them another.`;
      return [finding('error', 'duplicate-contact', contact, message)];
    });
  });
}
