// What a file may say of an NXLink team. Queues and agents are made in the console and can only be checked.

import type { Expansion, Live, Section, Value } from '../../contract/index.js';
import { sortedOnce } from '../../plan/compare.js';
import { boolean, id, integer, list, nullable, object, text } from '../../schema/fields.js';
import { idOf, labelled, memberSection, ofKind, orNothing, written } from '../kit/index.js';
import { agentAddress, MEMBERSHIPS, queueAddress } from './names.js';

/** A.3: numbers and SIP numbers are opaque; members take the SIP number, not the login. */
const NUMBER = /^[A-Za-z0-9_.-]{1,64}$/;
const queueNo = (description: string) => id(NUMBER, { description, example: 'NX60029101086000001' });
const sipNumber = (description: string) => id(NUMBER, { description, example: 'NX8001' });

const queues: Section = {
  name: 'queues',
  description:
    'Queues (agent groups) that must exist. What differs is for a person to change in the console.',
  form: 'list',
  schema: object(
    {
      id: queueNo('Number of the queue (groupNo).'),
      name: text({ description: 'Name that the queue must have.', example: 'Support' }).optional(),
      remark: nullable(
        text({ description: 'Note that the queue must have.', example: 'First line' }),
      ).optional(),
      ringPolicy: integer({
        description: '1 rings all agents, 2 rings in order.',
        example: 1,
        min: 1,
        max: 2,
      }).optional(),
      familiarizeFirst: boolean({
        description: 'Whether the agent whom the caller already knows is preferred.',
        example: false,
      }).optional(),
    },
    { description: 'A queue.', example: { id: 'NX60029101086000001', name: 'Support' } },
  ),
  identity: ['id'],
  address: (item) => queueAddress(String(item.id)),
  kind: 'queue',
  expand: (item) =>
    one('queue', queueAddress(String(item.id)), item, ['name', 'remark', 'ringPolicy', 'familiarizeFirst']),
  collapse: (live) => collapsed(live, 'queue', ['name', 'remark', 'ringPolicy', 'familiarizeFirst']),
};

const AGENT_FIELDS = [
  'userName',
  'name',
  'enabled',
  'recording',
  'recordingStorageDays',
  'allowCountry',
  'endPointName',
  'callerNumbers',
] as const;

const agents: Section = {
  name: 'agents',
  description: 'Agents that must exist. What differs is for a person to change in the console.',
  form: 'list',
  schema: object(
    {
      id: sipNumber('SIP number of the agent; not the login.'),
      userName: text({
        description: 'Login that the agent must have.',
        example: 'ann@example.com',
      }).optional(),
      name: nullable(
        text({ description: 'Display name that the agent must have.', example: 'Ann' }),
      ).optional(),
      enabled: boolean({ description: 'Whether the agent must be enabled.', example: true }).optional(),
      recording: boolean({ description: 'Whether calls must be recorded.', example: true }).optional(),
      recordingStorageDays: integer({
        description: 'Days that recordings are kept.',
        example: 90,
        min: 0,
      }).optional(),
      allowCountry: list(id(/^[A-Z]{2}$/, { description: 'ISO country code.', example: 'SG' }), {
        description: 'Countries that the agent may call, all of them.',
        example: ['SG'],
      }).optional(),
      endPointName: nullable(text({ description: 'Access point.', example: 'hk-1' })).optional(),
      callerNumbers: list(id(/^\d{3,20}$/, { description: 'A caller number.', example: '6560000000' }), {
        description: 'Caller numbers that the agent may use, all of them.',
        example: ['6560000000'],
      }).optional(),
    },
    { description: 'An agent.', example: { id: 'NX8001', name: 'Ann' } },
  ),
  identity: ['id'],
  address: (item) => agentAddress(String(item.id)),
  kind: 'agent',
  expand: (item) => one('agent', agentAddress(String(item.id)), item, AGENT_FIELDS),
  collapse: (live) => collapsed(live, 'agent', AGENT_FIELDS),
};

const memberships = memberSection({
  ...MEMBERSHIPS,
  description: 'Which agents serve which queue. Each list is the whole list of its queue.',
  ownerId: queueNo('Number of the queue.'),
  elementId: sipNumber('SIP number of an agent.'),
});

/** In the order in which files are written. */
export const sections: readonly Section[] = [queues, agents, memberships];

function one(
  kind: string,
  address: string,
  item: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Expansion {
  const fields: Record<string, Value> = {};
  for (const key of keys) {
    const value = item[key];
    if (value === undefined) continue;
    fields[key] = Array.isArray(value) ? sortedOnce(value.map(String)) : (value as Value);
  }
  return { resources: [{ kind, address, fields, ...labelled(item.name) }] };
}

/** What is set, for `pull`; an empty list says no more than nothing. */
function collapsed(
  live: Live,
  kind: string,
  keys: readonly string[],
): readonly Readonly<Record<string, Value>>[] | undefined {
  return orNothing(
    ofKind(live, kind).map((resource) => {
      const said = keys.filter((key) => !isEmptyList(resource.fields[key]));
      return { id: idOf(resource.address), ...written(resource, said) };
    }),
  );
}

function isEmptyList(value: Value | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}
