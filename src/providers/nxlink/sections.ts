// What a file may say of an NXLink team. Queues and agents are made in the console and can only be checked.

import type { Section } from '../../contract/index.js';
import { boolean, id, integer, list, nullable, text } from '../../schema/fields.js';
import { memberSection, objectSection, plain } from '../kit/index.js';
import { MEMBERSHIPS } from './names.js';

/** A.3: numbers and SIP numbers are opaque; members take the SIP number, not the login. */
const NUMBER = /^[A-Za-z0-9_.-]{1,64}$/;
const queueNo = (description: string) => id(NUMBER, { description, example: 'NX60029101086000001' });
const sipNumber = (description: string) => id(NUMBER, { description, example: 'NX8001' });

const queueFields = {
  name: text({ description: 'Name that the queue must have.', example: 'Support' }).optional(),
  remark: nullable(text({ description: 'Note that the queue must have.', example: 'First line' })).optional(),
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
};

const queues = objectSection({
  kind: 'queue',
  section: 'queues',
  description:
    'Queues (agent groups) that must exist. What differs is for a person to change in the console.',
  item: { description: 'A queue.', example: { id: 'NX60029101086000001', name: 'Support' } },
  id: queueNo('Number of the queue (groupNo).'),
  fields: queueFields,
  form: plain(Object.keys(queueFields)),
});

const agentFields = {
  userName: text({
    description: 'Login that the agent must have.',
    example: 'ann@example.com',
  }).optional(),
  name: nullable(text({ description: 'Display name that the agent must have.', example: 'Ann' })).optional(),
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
};

const agents = objectSection({
  kind: 'agent',
  section: 'agents',
  description: 'Agents that must exist. What differs is for a person to change in the console.',
  item: { description: 'An agent.', example: { id: 'NX8001', name: 'Ann' } },
  id: sipNumber('SIP number of the agent; not the login.'),
  fields: agentFields,
  form: plain(Object.keys(agentFields), ['allowCountry', 'callerNumbers']),
});

const memberships = memberSection({
  ...MEMBERSHIPS,
  description: 'Which agents serve which queue. Each list is the whole list of its queue.',
  ownerId: queueNo('Number of the queue.'),
  elementId: sipNumber('SIP number of an agent.'),
});

/** In the order in which files are written. */
export const sections: readonly Section[] = [queues, agents, memberships];
