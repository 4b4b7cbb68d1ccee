// Puts and removes resources past the API: how a team is seeded, and what people do to it in the console.

import type { Address, Effect, Resource, Value } from '../../../contract/index.js';
import { textOr } from '../../../simulator/values.js';
import { join, part } from './links.js';
import { agentResource, membershipAddress, queueResource } from './normal-form.js';
import type { Agent, NxlinkState, Queue } from './state.js';

type Fields = Resource['fields'];

/** Puts one resource: makes it, or changes the fields that it names. `now`: milliseconds. */
export function putResource(state: NxlinkState, resource: Resource, now: number): readonly Effect[] {
  const { kind, fields } = resource;
  const [, first = '', second = ''] = resource.address.split('/');
  switch (kind) {
    case 'queue':
      return putQueue(state, first, fields);
    case 'agent':
      return putAgent(state, first, fields, now);
    case 'membership':
      return putMembership(state, first, second);
    default:
      throw new Error(`An NXLink team holds no ${kind}.`);
  }
}

function putQueue(state: NxlinkState, groupNo: string, fields: Fields): readonly Effect[] {
  const known = state.queues.get(groupNo);
  const ringPolicy = fields.ringPolicy ?? known?.ringPolicy ?? 1;
  if (ringPolicy !== 1 && ringPolicy !== 2) {
    throw new Error(`queue/${groupNo}: ringPolicy is 1 (ring all) or 2 (ring in order).`);
  }
  const queue: Queue = {
    groupNo,
    groupName: textOr(fields.name, known?.groupName ?? ''),
    remark: textOr(fields.remark, known?.remark ?? ''),
    familiarizeFirst: booleanOf(fields.familiarizeFirst, known?.familiarizeFirst ?? false),
    ringPolicy,
    members: known?.members ?? new Set(),
  };
  state.queues.set(groupNo, queue);
  return [{ put: queueResource(queue) }];
}

function putAgent(state: NxlinkState, sipNumber: string, fields: Fields, now: number): readonly Effect[] {
  const known = state.agents.get(sipNumber);
  const { recordingStorageDays, callerNumbers, allowCountry } = fields;
  const agent: Agent = {
    sipNumber,
    userName: textOr(fields.userName, known?.userName ?? `${sipNumber}@example.com`),
    nickName: textOr(fields.name, known?.nickName ?? ''),
    enabled: booleanOf(fields.enabled, known?.enabled ?? true),
    recording: booleanOf(fields.recording, known?.recording ?? false),
    recordingStorageDays:
      typeof recordingStorageDays === 'number' ? recordingStorageDays : (known?.recordingStorageDays ?? 0),
    allowCountry: textsOf(allowCountry) ?? known?.allowCountry ?? [],
    endPointName: textOr(fields.endPointName, known?.endPointName ?? ''),
    callerNumbers: textsOf(callerNumbers) ?? known?.callerNumbers,
    createdAt: known?.createdAt ?? now,
    modifiedAt: now,
    queues: known?.queues ?? new Set(),
  };
  state.agents.set(sipNumber, agent);
  return [{ put: agentResource(agent) }];
}

function putMembership(state: NxlinkState, groupNo: string, sipNumber: string): readonly Effect[] {
  if (state.queues.has(groupNo) && state.agents.has(sipNumber)) return join(state, groupNo, sipNumber);
  state.dangling.add(membershipAddress(groupNo, sipNumber));
  return [];
}

/** Removes one resource with its memberships. Nothing happens if it is not there. */
export function dropResource(state: NxlinkState, address: Address): readonly Effect[] {
  const [kind, first = '', second = ''] = address.split('/');
  switch (kind) {
    case 'queue': {
      const left = [...(state.queues.get(first)?.members ?? [])].flatMap((sip) => part(state, first, sip));
      return state.queues.delete(first) ? [...left, { drop: address }] : [];
    }
    case 'agent': {
      const left = [...(state.agents.get(first)?.queues ?? [])].flatMap((no) => part(state, no, first));
      return state.agents.delete(first) ? [...left, { drop: address }] : [];
    }
    case 'membership':
      return part(state, first, second);
    default:
      throw new Error(`An NXLink team holds no ${kind ?? address}.`);
  }
}

function booleanOf(value: Value | undefined, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise;
}

function textsOf(value: Value | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
