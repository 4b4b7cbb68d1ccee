// Who will be an agent of a queue, and who of them has no contact-center licence yet (22.8, portsip.md 7.2).

import { type Address, type Change, gather, oncePer, type PlanContext } from '../../contract/index.js';
import { factsOf } from './facts.js';
import { agentAddress, agentsOf, endsOf } from './names.js';
import { needsContactCenter } from './version.js';

/** Agents that are declared as members of some queue. */
const membersIn = oncePer(({ desired }: PlanContext): ReadonlySet<Address> => {
  const members = [...desired.resources.values()].filter(({ kind }) => kind === 'membership');
  return new Set(members.map(({ address }) => agentAddress(endsOf(address).agent)));
});

/** Whether a write of this user must switch the licence on. */
export function needsLicence(agent: Address, context: PlanContext): boolean {
  if (!asksForLicences(context) || !membersIn(context).has(agent)) return false;
  return context.before(agent) === undefined || withoutLicence(context).has(agent);
}

const asksForLicences = ({ live }: PlanContext): boolean => needsContactCenter(factsOf(live).version);

const withoutLicence = oncePer(
  ({ live }: PlanContext): ReadonlySet<Address> =>
    new Set(factsOf(live).withoutContactCenter.map(agentAddress)),
);

/** Somebody who must have the licence before the list of a queue that he is in can be sent: one key of that list each. */
export interface Unlicensed {
  readonly agent: Address;
  readonly waiting: string;
}

/**
 * Everybody without a licence in a list that is to be sent, whether they come or were there: the list is sent whole, and
 * PortSIP looks at each of its entries.
 */
export function unlicensedIn(changes: readonly Change[], context: PlanContext): readonly Unlicensed[] {
  if (!asksForLicences(context)) return [];
  const lists = gather(
    changes.filter(({ kind }) => kind === 'membership'),
    ({ address }) => endsOf(address).queue,
  );
  return [...lists].flatMap(([queue, own]) => {
    const keys = new Map(own.map(({ address, key }) => [address, key]));
    const [first = ''] = own.map(({ key }) => key).sort();
    return context
      .listAfter(agentsOf(queue))
      .map(({ address }) => ({
        agent: agentAddress(endsOf(address).agent),
        waiting: keys.get(address) ?? first,
      }))
      .filter(({ agent }) => needsLicence(agent, context));
  });
}
