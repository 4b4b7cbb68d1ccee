// Makes a team that holds exactly the given resources.

import { collect, type ModelTools, type Resource, type Value } from '../../../contract/index.js';
import { putResource } from './put.js';
import type { NxlinkState } from './state.js';
import { readOptions } from './switches.js';

const TENANT_ID = 7001;

/** `facts`: `tenantId`, a number or its text. */
export function seed(
  resources: Iterable<Resource>,
  facts: Readonly<Record<string, Value>>,
  options: Readonly<Record<string, string>>,
  tools: ModelTools,
): NxlinkState {
  const state: NxlinkState = {
    tenantId: Number(facts.tenantId ?? TENANT_ID),
    queues: new Map(),
    agents: new Map(),
    autoDial: [],
    dangling: new Set(),
    options: readOptions(options),
  };
  const now = tools.now();
  const memberships: Resource[] = [];
  for (const resource of resources) {
    if (resource.kind === 'membership') memberships.push(resource);
    else putResource(state, resource, now);
  }
  seedMemberships(state, memberships);
  return state;
}

/** All at once: one by one, each would copy its queue's members. */
function seedMemberships(state: NxlinkState, memberships: readonly Resource[]): void {
  const members = new Map<string, string[]>();
  const jobs = new Map<string, string[]>();
  for (const { address } of memberships) {
    const [, groupNo = '', sipNumber = ''] = address.split('/');
    if (state.queues.has(groupNo) && state.agents.has(sipNumber)) {
      collect(members, groupNo, sipNumber);
      collect(jobs, sipNumber, groupNo);
    } else {
      state.dangling.add(address);
    }
  }
  for (const [groupNo, own] of members) {
    const queue = state.queues.get(groupNo);
    if (queue) state.queues.set(groupNo, { ...queue, members: new Set(own) });
  }
  for (const [sipNumber, own] of jobs) {
    const agent = state.agents.get(sipNumber);
    if (agent) state.agents.set(sipNumber, { ...agent, queues: new Set(own) });
  }
}
