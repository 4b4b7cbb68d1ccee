// Who is bound to whom, by agent and by extension: worked out once for a plan, so that asking stays cheap.

import { type Address, collect, oncePer, type PlanContext } from '../../contract/index.js';
import { agentAddress, endsOf, extensionAddress } from './names.js';

export interface Bindings {
  /** Addresses of the live extension bindings of an agent, sorted. */
  extensionsOf(agent: Address): readonly Address[];
  /** Addresses of the live bindings of an extension; one, unless the account is broken. */
  ownersOf(extension: Address): readonly Address[];
  /** Whether an agent is in any live queue. */
  hasLiveQueue(agent: Address): boolean;
}

export const bindingsOf = oncePer(workOut);

function workOut({ live }: PlanContext): Bindings {
  const byAgent = new Map<Address, Address[]>();
  const byExtension = new Map<Address, Address[]>();
  const inQueue = new Set<Address>();
  for (const { kind, address } of live.resources.values()) {
    const { first, agent } = endsOf(address);
    if (kind === 'membership') inQueue.add(agentAddress(agent));
    if (kind !== 'extension-binding') continue;
    collect(byAgent, agentAddress(agent), address);
    collect(byExtension, extensionAddress(first), address);
  }
  return {
    extensionsOf: (agent) => byAgent.get(agent) ?? [],
    ownersOf: (extension) => byExtension.get(extension) ?? [],
    hasLiveQueue: (agent) => inQueue.has(agent),
  };
}
