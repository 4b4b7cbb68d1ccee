// What no single item of the file shows: contacts in two campaigns, settings that would dial, deletes that no call makes.

import type { Desired, Finding, Resource } from '../../contract/index.js';
import { dialsByItself } from './campaign-settings.js';
import { campaignIdOf, contactAddress } from './names.js';
import { NO_DELETE } from './read.js';
import { contactIds, settingsIn } from './wanted.js';

export function check(desired: Desired): readonly Finding[] {
  const all = [...desired.resources.values()];
  const campaigns = all.filter(({ kind }) => kind === 'campaign');
  return [
    ...[...desired.absent.values()].map((gone) => finding('cannot-delete', gone, `${NO_DELETE}.`)),
    ...campaigns.flatMap(selfStarting),
    ...campaigns.flatMap(uselessDelete),
    ...contactsTwice(campaigns, desired),
    ...campaigns.flatMap(silentCalls),
  ];
}

function finding(
  code: string,
  resource: Resource,
  what: string,
  severity: Finding['severity'] = 'error',
): Finding {
  const { address, origin } = resource;
  const message = `${address}: ${what}`;
  return { severity, code, address, message, ...(origin === undefined ? {} : { origin }) };
}

/** It would dial behind `policy.allowDialling`. */
function selfStarting(campaign: Resource): Finding[] {
  const why = dialsByItself(settingsIn(campaign.fields));
  if (why === undefined) return [];
  return [
    finding(
      'starts-by-itself',
      campaign,
      `${why}, since it would call people by itself. Use state: running.`,
    ),
  ];
}

function uselessDelete(campaign: Resource): Finding[] {
  if (campaign.aside?.deleteUndialled !== true || campaign.fields.state === 'completed') return [];
  const what = 'deleteUndialled counts only with state: completed. Remove one of the two lines.';
  return [finding('useless-field', campaign, what)];
}

/** B.5: both addresses are required beside contacts; whether they may be empty is not documented. */
function silentCalls(campaign: Resource): Finding[] {
  const { order, call } = campaign.aside ?? {};
  const missing = [order === '' ? 'order' : '', call === '' ? 'call' : ''].filter((name) => name !== '');
  if (contactIds(campaign).length === 0 || missing.length === 0) return [];
  const what = `it has contacts and no callbacks.${missing.join(' and no callbacks.')}, which the vendor may refuse.`;
  return [finding('missing-callback', campaign, what, 'warning')];
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
      const what = `the id ${id} is a contact of campaign ${owner} as well, and an id is used once in an account. Give one of them another.`;
      return [finding('duplicate-contact', contact, what)];
    });
  });
}
