// What only a person can do: a campaign that is over and should go on, a contact that was sent and then edited.

import type { Desired, Live, Precondition, Resource, Value } from '../../contract/index.js';
import { campaignIdOf, contactAddress, isCampaignAddress, moreContacts } from './names.js';
import { isAtRest, isFinished, isUnknown } from './states.js';
import { sendsNothing } from './wanted.js';

export function preconditions(desired: Desired, live: Live): Precondition[] {
  const campaigns = [...desired.resources.values()].filter(({ address }) => isCampaignAddress(address));
  return [
    ...campaigns.flatMap((wanted): Precondition[] => {
      const reason = whyNot(wanted, live.resources.get(wanted.address));
      return reason === undefined ? [] : [{ address: wanted.address, reason }];
    }),
    ...campaigns.flatMap((wanted) => leftWaiting(wanted, live)),
    ...campaigns.flatMap(({ address }) => namedContacts(campaignIdOf(address), live)),
  ];
}

const NEW_ID = 'declare a campaign with a new id';

function whyNot(wanted: Resource, now: Resource | undefined): string | undefined {
  const { state, scene, contacts } = wanted.fields;
  if (!now)
    return scene === undefined ? 'it does not exist, and without scene it cannot be created' : undefined;
  const is = now.fields.state;
  if (isUnknown(is) && state !== undefined)
    return `the vendor says ${String(is)} of it, which is not documented; look in the console`;
  if (isFinished(is) && (state === 'running' || isAtRest(state)))
    return `it is ${String(is)} and cannot be ${String(state)} again; ${NEW_ID}`;
  if (isFinished(is) && Number(contacts ?? 0) > Number(now.fields.contacts ?? 0))
    return `it is ${String(is)} and takes no more contacts; ${NEW_ID}`;
  return undefined;
}

/** A batch of nobody is not sent, so what waits cannot be replaced by it. */
function leftWaiting(wanted: Resource, live: Live): Precondition[] {
  const waiting = Number(live.resources.get(wanted.address)?.fields.outdated ?? 0);
  if (waiting === 0 || wanted.fields.state === 'completed' || !sendsNothing(wanted, live)) return [];
  const who = waiting === 1 ? '1 contact waits' : `${waiting} contacts wait`;
  const reason = `${who} to be dialled that the file does not list, and there is nobody to replace them by; stop them in the console`;
  return [{ address: moreContacts(campaignIdOf(wanted.address)), reason }];
}

/** 5, Callbot orders: a number or its variables cannot be changed; and who is refused as he is stays refused. */
const SAID: Readonly<Record<string, string>> = {
  edited:
    'was sent with other content, which no call can change; stop it in the console and give it a new id',
  refused: 'was refused by the vendor in the latest batch; correct it, or give it a new id',
};

function namedContacts(campaign: string, { facts }: Live): Precondition[] {
  return Object.entries(SAID).flatMap(([name, reason]) => {
    const of = (value: Value | undefined, key: string): Value | undefined =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, Value>>)[key]
        : undefined;
    const own = of(facts[name], campaign);
    const [first, count] = [of(own, 'first'), Number(of(own, 'count') ?? 0)];
    const ids = Array.isArray(first) ? first.map(String) : [];
    const manual = ids.map((id) => ({ address: contactAddress(campaign, id), reason: `it ${reason}` }));
    const more = count - ids.length;
    if (more <= 0) return manual;
    return [...manual, { address: moreContacts(campaign), reason: `each of ${more} more ${reason}` }];
  });
}
