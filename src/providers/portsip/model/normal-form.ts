// The vendor's records in the normal form that plans speak: what a client would make of reading everything.

import type { Address, Resource, Value } from '../../../contract/index.js';
import { type Item, isRecord, textOf } from './fields.js';
import { isOrdered } from './queue-fields.js';
import type { Member, PortsipState } from './state.js';
import { SLOTS } from './tenant-fields.js';

/** Normal form to vendor, of a queue. */
export const QUEUE_NAMES = {
  name: 'name',
  strategy: 'polling_strategy',
  timeout: 'max_waiting_time',
  maxLength: 'max_callers',
  ringTime: 'ring_time',
  language: 'language',
  waitWhenNoAgentsOnline: 'wait_when_no_agents_online',
  slaTime: 'sla_time',
  introType: 'intro_type',
  informPosition: 'inform_position',
  informPositionInterval: 'inform_position_interval',
  agentAutoReady: 'agent_auto_ready',
  agentAutoNotReadyAfterNonAcdCall: 'agent_auto_not_ready_after_non_acd_call',
  noAnswer: 'no_answer_forward_rule',
  nightMode: 'night_mode_forward_rule',
  enableCallback: 'enable_callback',
  callbackMode: 'callback_mode',
  callbackTimeout: 'callback_timeout',
  callbackOutboundPrefix: 'callback_outbound_prefix',
  enableStickyRouting: 'enable_sticky_routing',
  stickyRoutingDuration: 'sticky_routing_duration',
  enablePaid: 'enable_paid',
  enablePrid: 'enable_prid',
  extensionNumberAsToHeader: 'extension_number_as_to_header',
} as const;

/** Normal form to vendor, of a user. Passwords and the PIN are no part of it. */
export const AGENT_NAMES = {
  username: 'name',
  name: 'display_name',
  email: 'email',
  mobile: 'mobile_phone',
  role: 'role',
  enabled: 'enabled',
  department: 'department',
} as const;

/** `""` and null are both unset. */
const folded = (value: Value | undefined): Value => (value === '' || value === undefined ? null : value);

function renamed(names: Readonly<Record<string, string>>, item: Item): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const [ours, theirs] of Object.entries(names)) fields[ours] = folded(item[theirs]);
  return fields;
}

export const queueAddress = (number: string): Address => `queue/${number}`;
export const agentAddress = (number: string): Address => `agent/${number}`;
export const membershipAddress = (queue: string, agent: string): Address => `membership/${queue}/${agent}`;

export function queueResource(item: Item): Resource {
  return {
    kind: 'queue',
    address: queueAddress(textOf(item, 'extension_number')),
    fields: renamed(QUEUE_NAMES, item),
    label: textOf(item, 'name'),
  };
}

export function agentResource(item: Item): Resource {
  return {
    kind: 'agent',
    address: agentAddress(textOf(item, 'extension_number')),
    fields: renamed(AGENT_NAMES, item),
    label: textOf(item, 'display_name'),
  };
}

/** The position means something, and so is there, in the two PRIORITIZED strategies only (portsip.md 3.5). */
export function membershipResource(queue: string, agent: string, skill: number, position?: number): Resource {
  return {
    kind: 'membership',
    address: membershipAddress(queue, agent),
    fields: position === undefined ? { skillLevel: skill } : { skillLevel: skill, position },
    list: `queue/${queue} agents`,
  };
}

export function membershipResources(queue: Item, members: ReadonlyMap<string, Member>): Resource[] {
  const number = textOf(queue, 'extension_number');
  const ordered = isOrdered(queue.polling_strategy);
  return [...members].map(([agent, { skill }], position) =>
    membershipResource(number, agent, skill, ordered ? position : undefined),
  );
}

export function ruleAddress(state: PortsipState, rule: Item): Address {
  const trunk = textOf(state.trunks.get(textOf(rule, 'provider_id')) ?? {}, 'name');
  const mask = textOf(rule, 'cid_number_mask');
  return `relay-number/${textOf(rule, 'did_numbers')}@${trunk}${mask === '' ? '' : `~${mask}`}`;
}

/** "Always to queue Q" is a queue in office hours and outside of them (portsip.md 5.3). */
export function ruleResource(state: PortsipState, rule: Item): Resource {
  const office = target(rule.office_hours_forward_rule);
  const outside = target(rule.non_office_hours_forward_rule);
  const number = office?.action === 'FORWARD_TO_NUMBER' ? office.number : null;
  const whole =
    number !== null &&
    outside?.action === 'FORWARD_TO_NUMBER' &&
    outside.number === number &&
    (state.numbers.get(number)?.type === 'CALL_QUEUE' || state.declaredQueues.has(number));
  return {
    kind: 'relay-number',
    address: ruleAddress(state, rule),
    fields: { name: folded(rule.name), queue: whole ? number : null, forward: whole ? null : office },
    label: textOf(rule, 'name'),
  };
}

function target(
  value: Value | undefined,
): { readonly action: string; readonly number: string | null } | null {
  if (!isRecord(value) || typeof value.action !== 'string') return null;
  return {
    action: value.action,
    number: typeof value.number === 'string' && value.number !== '' ? value.number : null,
  };
}

/**
 * Both slots always exist (portsip.md 6.1). One is an object while it delivers; while it is off, and still has its URL,
 * only where somebody asks for it. The credentials never leave it.
 */
export function slotResource(
  { shownSlots }: Pick<PortsipState, 'shownSlots'>,
  tenant: Item,
  slot: (typeof SLOTS)[number],
): Resource | undefined {
  const value = tenant[slot];
  if (!isRecord(value) || typeof value.url !== 'string' || value.url === '') return undefined;
  if (value.enabled !== true && shownSlots?.has(slot) === false) return undefined;
  return {
    kind: 'subscription',
    address: `subscription/${slot}`,
    fields: {
      callback: value.url,
      enabled: value.enabled === true,
      auth: typeof value.auth === 'string' ? value.auth : 'DISABLE',
    },
  };
}

export function resourcesOf(state: PortsipState): Resource[] {
  const found: Resource[] = [];
  for (const item of state.users.values()) found.push(agentResource(item));
  for (const [id, item] of state.queues) {
    found.push(queueResource(item), ...membershipResources(item, state.members.get(id) ?? new Map()));
  }
  for (const rule of state.rules.values()) found.push(ruleResource(state, rule));
  for (const slot of SLOTS) {
    const resource = slotResource(state, state.tenant, slot);
    if (resource) found.push(resource);
  }
  return found.sort((left, right) => (left.address < right.address ? -1 : 1));
}
