// What the files say, as it counts beside what is live: waiting and paused are one wish, and a campaign that is over, or
// is to be, takes nothing any more.

import type { Desired, Live, Resource, Value } from '../../contract/index.js';
import { isCampaignAddress } from './names.js';
import { isAtRest, isFinished } from './states.js';
import { sendsNothing } from './wanted.js';

export function fit(desired: Desired, live: Live): Desired {
  const fitted = new Map<string, Resource>();
  for (const [address, wanted] of desired.resources) {
    if (!isCampaignAddress(address)) continue;
    const fields = fittedFields(wanted, live);
    if (fields !== wanted.fields) fitted.set(address, { ...wanted, fields });
  }
  if (fitted.size === 0) return desired;
  const resources = new Map(desired.resources);
  for (const [address, resource] of fitted) resources.set(address, resource);
  return { ...desired, resources };
}

type Fields = Resource['fields'];

const UNREADABLE = ['name', 'settings', 'callbacks'];
const COUNTS = ['contacts', 'outdated'];
const CONTENT = [...UNREADABLE, ...COUNTS];

function fittedFields(wanted: Resource, live: Live): Fields {
  const now = live.resources.get(wanted.address);
  const { state } = wanted.fields;
  // Without ids (what an inverse puts back) a number of contacts says nothing.
  const counted = wanted.aside?.contacts === undefined ? without(wanted.fields, COUNTS) : wanted.fields;
  const fields = withState(counted, now?.fields.state);
  if (!now) return without(fields, state === 'completed' ? COUNTS : ['outdated']);
  const ended = state === 'completed' || isFinished(now.fields.state);
  return without(fields, [
    // A vendor that does not say which script it is cannot contradict the file.
    ...(now.fields.scene === undefined ? ['scene'] : []),
    ...(ended ? (state === undefined ? [...UNREADABLE, 'outdated'] : CONTENT) : []),
    // A batch of nobody is not sent.
    ...(sendsNothing(wanted, live) ? ['outdated'] : []),
  ]);
}

/** `is`: the live state; undefined where there is none, and a campaign is made waiting. */
function withState(fields: Fields, is: Value | undefined): Fields {
  const state = stateBeside(fields.state, is);
  return state === undefined || state === fields.state ? fields : { ...fields, state };
}

/** nxcloud.md B.4: who waits cannot be paused, and to complete a failed campaign does nothing; it is over. */
function stateBeside(wanted: Value | undefined, is: Value | undefined): Value | undefined {
  if (isAtRest(wanted)) return is === undefined || is === 'pending' ? 'pending' : 'paused';
  return wanted === 'completed' && is === 'failed' ? 'failed' : wanted;
}

function without(fields: Fields, names: readonly string[]): Fields {
  if (!names.some((name) => Object.hasOwn(fields, name))) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
