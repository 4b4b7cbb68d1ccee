// The fewest calls that could make these changes (engine.md, Calls), worked out apart from the grouping.

import type { Change, PlanContext } from '../../contract/index.js';
import { needsLicence } from './licences.js';
import { agentAddress, agentsOf, endsOf } from './names.js';

/**
 * One for each queue, user and inbound rule that is made, changed or deleted; one for each list of agents; one for both
 * webhook slots; and one for each of role, password and SIP password of a user that exists.
 */
export function lowerBound(changes: readonly Change[], context: PlanContext): number {
  let calls = 0;
  let slots = 0;
  const lists = new Set<string>();
  const written = new Set<string>();
  const unlicensed = new Set<string>();
  for (const { kind, action, address, fields } of changes) {
    if (kind === 'membership') {
      lists.add(endsOf(address).queue);
    } else if (kind === 'subscription') {
      slots = 1;
    } else if (kind === 'agent' && action === 'update') {
      const paths = new Set(fields.map((field) => field.path));
      const apart = ['role', 'password', 'extensionPassword'].filter((path) => paths.delete(path)).length;
      calls += apart + (paths.size > 0 ? 1 : 0);
      if (paths.size > 0) written.add(address);
    } else {
      calls += 1;
      written.add(address);
    }
  }
  for (const { address } of [...lists].flatMap((queue) => context.listAfter(agentsOf(queue)))) {
    const agent = agentAddress(endsOf(address).agent);
    if (needsLicence(agent, context)) unlicensed.add(agent);
  }
  const licences = [...unlicensed].filter((agent) => !written.has(agent)).length;
  return calls + lists.size + slots + licences;
}
