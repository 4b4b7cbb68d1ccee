// The team in normal form: addresses and fields as plans speak them; empty texts are null.

import type { Address, Resource } from '../../../contract/index.js';
import { orNull } from '../../../simulator/values.js';
import type { Agent, NxlinkState, Queue } from './state.js';

export function queueResource(queue: Queue): Resource {
  const { groupNo, groupName, ringPolicy, familiarizeFirst, remark } = queue;
  return {
    kind: 'queue',
    address: `queue/${groupNo}`,
    fields: { name: orNull(groupName), ringPolicy, familiarizeFirst, remark: orNull(remark) },
  };
}

export function agentResource(agent: Agent): Resource {
  const { callerNumbers } = agent;
  return {
    kind: 'agent',
    address: `agent/${agent.sipNumber}`,
    fields: {
      userName: orNull(agent.userName),
      name: orNull(agent.nickName),
      enabled: agent.enabled,
      recording: agent.recording,
      recordingStorageDays: agent.recordingStorageDays,
      allowCountry: [...agent.allowCountry].sort(),
      endPointName: orNull(agent.endPointName),
      ...(callerNumbers ? { callerNumbers: [...callerNumbers].sort() } : {}),
    },
  };
}

export const membershipAddress = (groupNo: string, sipNumber: string): Address =>
  `membership/${groupNo}/${sipNumber}`;

export function membershipResource(groupNo: string, sipNumber: string): Resource {
  return {
    kind: 'membership',
    address: membershipAddress(groupNo, sipNumber),
    fields: {},
    list: `queue/${groupNo} agents`,
  };
}

export function teamResources(state: NxlinkState): readonly Resource[] {
  const all: Resource[] = [];
  for (const queue of state.queues.values()) {
    all.push(queueResource(queue));
    for (const sipNumber of queue.members) all.push(membershipResource(queue.groupNo, sipNumber));
  }
  for (const agent of state.agents.values()) all.push(agentResource(agent));
  return all;
}
