// Who will be an agent of a queue, and who of them has no contact-center licence yet (22.8, portsip.md 7.2).

import type { Address, PlanContext } from '../../contract/index.js';
import { factsOf } from './facts.js';
import { agentAddress, endsOf, idOf } from './names.js';
import { needsContactCenter } from './version.js';

const cache = new WeakMap<PlanContext, ReadonlySet<Address>>();

/** Agents that are declared as members of some queue. */
function membersIn(context: PlanContext): ReadonlySet<Address> {
  const known = cache.get(context);
  if (known) return known;
  const members = new Set<Address>();
  for (const { kind, address } of context.desired.resources.values()) {
    if (kind === 'membership') members.add(agentAddress(endsOf(address).agent));
  }
  cache.set(context, members);
  return members;
}

/** Whether a write of this user must switch the licence on. */
export function needsLicence(agent: Address, context: PlanContext): boolean {
  const { version, withoutContactCenter } = factsOf(context.live);
  if (!needsContactCenter(version) || !membersIn(context).has(agent)) return false;
  return context.before(agent) === undefined || withoutContactCenter.includes(idOf(agent));
}
