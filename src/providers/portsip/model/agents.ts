// The agents of a queue: one list that is posted whole, and the live status of one agent (portsip.md 3.5).

import type { Effect, ModelAnswer } from '../../../contract/index.js';
import { type ApiCall, type Handler, notFound, withItem } from './call.js';
import { type FieldProblem, invalid, invalidField, refuse, success } from './envelope.js';
import { type Item, isRecord, textOf } from './fields.js';
import { membershipAddress, membershipResource } from './normal-form.js';
import { EXTENSION, isOrdered } from './queue-fields.js';
import type { AgentStatus, Member, PortsipState } from './state.js';

const NOBODY: ReadonlyMap<string, Member> = new Map();
const membersOf = (state: PortsipState, queue: Item): ReadonlyMap<string, Member> =>
  state.members.get(textOf(queue, 'id')) ?? NOBODY;

/** No paging, no status (portsip.md 1.1, 3.5). */
export const listAgents = withItem('queues', 'call queue', (state, queue) =>
  success(200, {
    items: [...membersOf(state, queue)].map(([number, { skill }]) => ({
      extension_number: number,
      display_name: displayName(state, number),
      skill_level: skill,
    })),
  }),
);

function displayName(state: PortsipState, number: string): string | null {
  const owner = state.numbers.get(number);
  return owner?.type === 'EXTENSION' ? textOf(state.users.get(owner.id) ?? {}, 'display_name') : null;
}

/** The whole list, in order; `agents=merge` only adds and updates. Nothing changes if one entry is wrong. */
export const postAgents = withItem('queues', 'call queue', (state, queue, { body }) => {
  const reading = readAgents(state, body);
  if (reading.problems) return invalid(reading.problems);
  const refused = unlicensed(state, [...reading.skills.keys()]);
  if (refused) return refused;
  const before = membersOf(state, queue);
  const after = new Map<string, Member>();
  if (state.options.agents === 'merge') for (const [number, member] of before) after.set(number, member);
  for (const [number, skill] of reading.skills) {
    const kept = state.options.repost === 'keeps' ? before.get(number)?.status : undefined;
    after.set(number, { skill, status: kept ?? 'OFFLINE' });
  }
  state.members.set(textOf(queue, 'id'), after);
  return success(200, undefined, listEffects(queue, before, after));
});

type AgentsReading =
  | { readonly skills: ReadonlyMap<string, number>; readonly problems?: undefined }
  | { readonly problems: readonly FieldProblem[] };

function readAgents(state: PortsipState, body: unknown): AgentsReading {
  if (!isRecord(body) || !Array.isArray(body.items))
    return { problems: [{ field: 'items', message: 'must be an array' }] };
  const problems: FieldProblem[] = [];
  const skills = new Map<string, number>();
  for (const [index, entry] of (body.items as readonly unknown[]).entries()) {
    const reason = wrongAgent(state, entry, skills);
    if (reason) problems.push({ field: `items[${index}]`, message: reason });
    else if (isRecord(entry)) skills.set(String(entry.extension_number), Number(entry.skill_level ?? 1));
  }
  return problems.length > 0 ? { problems } : { skills };
}

function wrongAgent(
  state: PortsipState,
  entry: unknown,
  seen: ReadonlyMap<string, number>,
): string | undefined {
  if (!isRecord(entry)) return 'must be an object';
  const stray = Object.keys(entry).find((key) => key !== 'extension_number' && key !== 'skill_level');
  if (stray && state.options.unknownFields === 'refused') return `${stray} is not a field of this request`;
  const number = entry.extension_number;
  if (typeof number !== 'string' || !EXTENSION.test(number)) return 'extension_number is required';
  const skill = entry.skill_level ?? 1;
  if (typeof skill !== 'number' || !Number.isInteger(skill) || skill < 1 || skill > 100)
    return 'skill_level must be from 1 to 100';
  if (state.numbers.get(number)?.type !== 'EXTENSION') return `${number} is not a user's extension`;
  return seen.has(number) ? `${number} is listed twice` : undefined;
}

/** 22.8: a contact-centre licence for each target extension (portsip.md 7.2). */
function unlicensed(state: PortsipState, numbers: readonly string[]): ModelAnswer | undefined {
  if (state.options.rules !== '22.8') return undefined;
  if (state.options.licences === 'unavailable')
    return refuse(503, 'LICENSE_SNAPSHOT_UNAVAILABLE', 'the licence snapshot is not available, try again');
  const without = numbers.filter(
    (number) => state.users.get(state.numbers.get(number)?.id ?? '')?.enable_cc !== true,
  );
  if (without.length === 0) return undefined;
  const message = 'the target extension lacks the contact-centre module';
  return refuse(403, 'LICENSE_TARGET_MODULE_REQUIRED', message, { extension_numbers: without });
}

/** Only what differs: members that left, came, or changed skill or place. */
export function listEffects(
  queue: Item,
  before: ReadonlyMap<string, Member>,
  after: ReadonlyMap<string, Member>,
): Effect[] {
  const number = textOf(queue, 'extension_number');
  const ordered = isOrdered(queue.polling_strategy);
  const places = new Map(ordered ? [...before.keys()].map((agent, place) => [agent, place]) : []);
  const effects: Effect[] = [];
  for (const agent of before.keys())
    if (!after.has(agent)) effects.push({ drop: membershipAddress(number, agent) });
  let place = 0;
  for (const [agent, { skill }] of after) {
    const moved = ordered && places.get(agent) !== place;
    if (moved || before.get(agent)?.skill !== skill)
      effects.push({ put: membershipResource(number, agent, skill, ordered ? place : undefined) });
    place += 1;
  }
  return effects;
}

// ---------------------------------------------------------------- one agent

const SETTABLE = ['READY', 'NOT_READY', 'WRAP_UP', 'LOGGED_IN', 'LOGGED_OUT'];

const agentItem = (state: PortsipState, queue: Item, number: string): ModelAnswer => {
  const member = membersOf(state, queue).get(number);
  if (!member) return notFound(state, 'agent');
  const shown = {
    extension_number: number,
    display_name: displayName(state, number),
    skill_level: member.skill,
    status: state.calls.get(number) ?? member.status,
  };
  return success(200, state.options.rules === '22.8' ? { ...shown, reason: null } : shown);
};

const setStatus = (state: PortsipState, queue: Item, number: string, body: unknown): ModelAnswer => {
  const members = membersOf(state, queue);
  const member = members.get(number);
  if (!member) return notFound(state, 'agent');
  const known = state.options.rules === '22.8' ? SETTABLE : [...SETTABLE, 'BREAK', 'LUNCH'];
  const wanted = isRecord(body) ? body.status : undefined;
  if (typeof wanted !== 'string' || !known.includes(wanted))
    return invalidField('status', `must be one of ${known.join(', ')}`);
  state.members.set(
    textOf(queue, 'id'),
    new Map(members).set(number, { ...member, status: statusAfter(wanted, queue) }),
  );
  return success(200);
};

/** LOGGED_IN can be set but never read: it becomes READY or NOT_READY (portsip.md 3.5). */
function statusAfter(wanted: string, queue: Item): AgentStatus {
  if (wanted !== 'LOGGED_IN') return wanted as AgentStatus;
  return queue.agent_auto_ready === true ? 'READY' : 'NOT_READY';
}

export const showAgent = withItem('queues', 'call queue', (state, queue, { params }) =>
  agentItem(state, queue, params.number ?? ''),
);
export const setAgentStatus = withItem('queues', 'call queue', (state, queue, { params, body }) =>
  setStatus(state, queue, params.number ?? '', body),
);

// ---------------------------------------------------------------- the same, from the user's side

export const userQueues = withItem('users', 'user', (state, user) => {
  const number = textOf(user, 'extension_number');
  const items = [...state.queues.values()]
    .filter((queue) => membersOf(state, queue).has(number))
    .map((queue) => ({
      id: queue.id,
      name: queue.name,
      extension_number: queue.extension_number,
    }));
  return success(200, { items });
});

const ofUser = (
  run: (state: PortsipState, queue: Item, number: string, call: ApiCall) => ModelAnswer,
): Handler =>
  withItem('users', 'user', (state, user, call) => {
    const queue = state.queues.get(call.params.queue ?? '');
    return queue ? run(state, queue, textOf(user, 'extension_number'), call) : notFound(state, 'call queue');
  });

export const showUserAgent = ofUser(agentItem);
export const setUserAgentStatus = ofUser((state, queue, number, { body }) =>
  setStatus(state, queue, number, body),
);
