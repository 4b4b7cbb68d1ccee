// What the files say, as it counts beside what is live: a campaign that is over, or is to be, takes nothing any more.

import type { Desired, Live, Resource, Value } from '../../contract/index.js';
import { isCampaignAddress } from './names.js';
import { isFinished } from './states.js';
import { sendsNothing } from './wanted.js';

export function fit(desired: Desired, live: Live): Desired {
  const fitted = new Map<string, Resource>();
  for (const [address, wanted] of desired.resources) {
    if (!isCampaignAddress(address)) continue;
    const fitting = fittedFields(wanted.fields, live.resources.get(address));
    const fields = sendsNothing(wanted, live) ? without(fitting, ['outdated']) : fitting;
    if (fields !== wanted.fields) fitted.set(address, { ...wanted, fields });
  }
  if (fitted.size === 0) return desired;
  const resources = new Map(desired.resources);
  for (const [address, resource] of fitted) resources.set(address, resource);
  return { ...desired, resources };
}

type Fields = Resource['fields'];

function fittedFields(wanted: Fields, now: Resource | undefined): Fields {
  if (!now) {
    return without(wanted, wanted.state === 'completed' ? ['contacts', 'outdated'] : ['outdated']);
  }
  const { state, scene } = now.fields;
  // A vendor that does not say which script it is cannot contradict the file.
  const known = scene === undefined ? without(wanted, ['scene']) : wanted;
  if (wanted.state === 'completed') {
    // nxcloud.md B.4: to complete a failed campaign does nothing; it is over.
    const end: Value = state === 'failed' ? 'failed' : 'completed';
    return { ...without(known, CONTENT), state: end };
  }
  if (!isFinished(state)) return known;
  return without(known, wanted.state === undefined ? UNREADABLE : CONTENT);
}

const UNREADABLE = ['name', 'settings', 'taskCallback'];
const CONTENT = [...UNREADABLE, 'contacts', 'outdated'];

function without(fields: Fields, names: readonly string[]): Fields {
  if (!names.some((name) => Object.hasOwn(fields, name))) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
