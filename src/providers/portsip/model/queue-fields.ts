// The queue attributes of portsip.md 3.2, line by line, with what 22.8 adds.

import { choice, type Fields, flag, INT32, list, object, text, whole } from './fields.js';
import { callerIds, forwardRule } from './shapes.js';

export const STRATEGIES = [
  'RING_SIMULTANEOUSLY',
  'PRIORITIZED_HUNT',
  'CYCLIC_HUNT',
  'LEAST_WORKED_HUNT',
  'SKILL_BASED_ROUTING_PRIORITIZED_HUNT',
  'SKILL_BASED_ROUTING_CYCLIC_HUNT',
  'SKILL_BASED_ROUTING_LEAST_WORKED_HUNT',
] as const;

/** The strategies in which the order of the agents means something (portsip.md 3.5). */
export const isOrdered = (strategy: unknown): boolean =>
  strategy === 'PRIORITIZED_HUNT' || strategy === 'SKILL_BASED_ROUTING_PRIORITIZED_HUNT';

/** Anchored, where the vendor's pattern is not (portsip.md 9.11). */
export const EXTENSION = /^[0-9]{3,64}$/;
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

const prompt = (name: string): Fields => ({
  [`${name}_prompt_file_id`]: text('CU'),
  [`${name}_prompt_file_name`]: text('S'),
  [`${name}_prompt_file_size`]: whole('S', 0, Number.MAX_SAFE_INTEGER),
  [`${name}_prompt_file_url`]: text('S'),
});

const base: Fields = {
  id: text('SL'),
  name: text('CUSL', { required: true, min: 1, max: 64 }),
  extension_number: text('CSL', { required: true, pattern: EXTENSION }),
  polling_strategy: choice('CUSL', STRATEGIES, { required: true, default: 'RING_SIMULTANEOUSLY' }),
  ring_time: whole('CUSL', 1, 65535, { default: 20 }),
  max_callers: whole('CUS', 0, INT32),
  max_waiting_time: whole('CUS', 15, 65535, { default: 300 }),
  wait_when_no_agents_online: flag('CUS', false),
  sla_time: whole('CUS', 0, 65536, { default: 0 }),
  language: text('CUS', { pattern: LANGUAGE }),
  ...prompt('moh'),
  intro_type: choice('CUS', ['DISABLE', 'NORMAL', 'FULL'], { default: 'DISABLE' }),
  ...prompt('intro'),
  inform_position: choice('CUS', ['DISABLE', 'PERIODICALLY', 'ON_CONNECTED'], { default: 'DISABLE' }),
  inform_position_interval: whole('CUS', 10, 1800, { default: 10 }),
  agent_auto_ready: flag('CUS', true),
  agent_auto_not_ready_after_non_acd_call: flag('CUS', true),
  no_answer_forward_rule: object('CUS', { check: forwardRule() }),
  night_mode_forward_rule: object('CUS', { check: forwardRule() }),
  enable_callback: flag('CUS', false),
  callback_mode: choice('CUS', ['ACTIVE', 'TIMEOUT'], { default: 'ACTIVE' }),
  callback_timeout: whole('CUS', 0, INT32, { default: 600 }),
  callback_outbound_prefix: text('CUS'),
  outbound_caller_ids: list('CUS', { check: callerIds([]) }),
  enable_sticky_routing: flag('CUS', true),
  sticky_routing_duration: whole('CUS', 1, 365, { default: 30 }),
  enable_paid: flag('CUS', false),
  enable_prid: flag('CUS', false),
  extension_number_as_to_header: flag('CUS', false),
};

/** Names are published, types and defaults are not (portsip.md 0.1): the plainest of each. */
const later: Fields = {
  enable_night_mode: flag('CUS', false),
  play_periodic_music: flag('CUS', false),
  play_periodic_music_interval: whole('CUS', 0, INT32),
  enable_wrap_up: flag('CUS', false),
  wrap_up_time: whole('CUS', 0, INT32),
  enable_exit_forward_rule: flag('CUS', false),
  exit_forward_rule: object('CUS', { check: forwardRule() }),
  enable_audio_recording: flag('CUS', false),
  allow_busy_agent_calls: flag('CUS', false),
  prompt_playback_delay: whole('CUS', 0, INT32),
};

const all: Fields = {
  ...base,
  outbound_caller_ids: list('CUS', {
    check: callerIds(['display_name', 'provider_name', 'provider_brand', 'provider_did_numbers']),
  }),
  ...later,
};

export const queueFields = (rules: '22.2' | '22.8'): Fields => (rules === '22.8' ? all : base);
