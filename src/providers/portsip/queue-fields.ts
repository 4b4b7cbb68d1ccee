// The fields of a queue in one table (portsip.md 3.2): our name, the vendor's, the documented default, how to read and
// write it. Sections, decoding, bodies and kinds are all made from it.

import type { z } from 'zod';
import type { Body, FieldRule, Value } from '../../contract/index.js';
import { boolean, choice, id, integer, nullable, text } from '../../schema/fields.js';
import { type Row, textIn, truthIn, wholeNumberIn } from '../decoding.js';
import { forwardBody, forwardField, forwardIn } from './forward.js';

export const STRATEGIES = [
  'RING_SIMULTANEOUSLY',
  'PRIORITIZED_HUNT',
  'CYCLIC_HUNT',
  'LEAST_WORKED_HUNT',
  'SKILL_BASED_ROUTING_PRIORITIZED_HUNT',
  'SKILL_BASED_ROUTING_CYCLIC_HUNT',
  'SKILL_BASED_ROUTING_LEAST_WORKED_HUNT',
] as const;

/** Array order is the configured order, and counts, only here (portsip.md 3.5). */
export const isOrdered = (strategy: Value | undefined): boolean =>
  strategy === 'PRIORITIZED_HUNT' || strategy === 'SKILL_BASED_ROUTING_PRIORITIZED_HUNT';

export const usesSkills = (strategy: Value | undefined): boolean =>
  typeof strategy === 'string' && strategy.startsWith('SKILL_BASED_ROUTING_');

export interface QueueField {
  readonly name: string;
  readonly vendor: string;
  /** Schema in the file. */
  readonly schema: z.ZodType;
  /** What the vendor sends, in normal form. */
  readonly read: (row: Row, vendor: string) => Value;
  readonly default?: Value;
  /** In the row of the list as well; the others only in the item. */
  readonly inRow?: true;
  /** May be set after creation, so that queues can forward to each other. */
  readonly late?: true;
}

function flag(name: string, vendor: string, standard: boolean, description: string): QueueField {
  const about = `${description} A new queue: ${standard}.`;
  return {
    name,
    vendor,
    schema: boolean({ description: about, example: standard }),
    read: truthIn,
    default: standard,
  };
}

interface Numbers {
  readonly min: number;
  readonly max?: number;
  readonly standard?: number;
  readonly example?: number;
}

function count(name: string, vendor: string, description: string, numbers: Numbers): QueueField {
  const { min, max, standard } = numbers;
  const about = standard === undefined ? description : `${description} A new queue: ${standard}.`;
  return {
    name,
    vendor,
    schema: integer({
      description: about,
      example: numbers.example ?? standard ?? min,
      min,
      ...(max === undefined ? {} : { max }),
    }),
    read: wholeNumberIn,
    ...(standard === undefined ? {} : { default: standard }),
  };
}

function word<const Words extends readonly [string, ...string[]]>(
  name: string,
  vendor: string,
  words: Words,
  description: string,
): QueueField {
  const [standard] = words;
  return {
    name,
    vendor,
    schema: choice(words, { description: `${description} A new queue: ${standard}.`, example: standard }),
    read: textIn,
    default: standard,
  };
}

function forward(name: string, vendor: string, description: string): QueueField {
  return { name, vendor, schema: forwardField(description), read: forwardIn, late: true };
}

export const QUEUE_FIELDS: readonly QueueField[] = [
  {
    name: 'name',
    vendor: 'name',
    schema: text({
      description: 'What people call the queue. A new queue needs one.',
      example: 'Support',
      min: 1,
      max: 64,
    }),
    read: textIn,
    inRow: true,
  },
  { ...word('strategy', 'polling_strategy', STRATEGIES, 'How the queue chooses an agent.'), inRow: true },
  count(
    'timeout',
    'max_waiting_time',
    'Seconds that a caller waits; then noAnswer says what happens: 15 to 65535.',
    { min: 15, max: 65535, standard: 300 },
  ),
  count('maxLength', 'max_callers', 'Callers that may wait at once. PortSIP does not say what 0 means.', {
    min: 0,
    max: 2_147_483_647,
    example: 50,
  }),
  {
    ...count('ringTime', 'ring_time', 'Seconds that each agent is rung: 1 to 65535.', {
      min: 1,
      max: 65535,
      standard: 20,
    }),
    inRow: true,
  },
  {
    name: 'language',
    vendor: 'language',
    schema: id(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, {
      description: 'Language of the prompts, a BCP 47 tag.',
      example: 'en-US',
    }),
    read: textIn,
  },
  flag(
    'agentAutoReady',
    'agent_auto_ready',
    true,
    'Whether an agent is ready after signing in and after a call.',
  ),
  forward('noAnswer', 'no_answer_forward_rule', 'Where a caller goes whom nobody answers in time.'),
  forward('nightMode', 'night_mode_forward_rule', 'Where a caller goes in night mode.'),
  flag(
    'waitWhenNoAgentsOnline',
    'wait_when_no_agents_online',
    false,
    'Whether callers wait although no agent is signed in; else they go where noAnswer says, at once.',
  ),
  count('slaTime', 'sla_time', 'Seconds within which a call should be answered.', {
    min: 0,
    max: 65535,
    standard: 0,
    example: 30,
  }),
  word(
    'introType',
    'intro_type',
    ['DISABLE', 'NORMAL', 'FULL'],
    'Whether a prompt plays before agents are rung.',
  ),
  word(
    'informPosition',
    'inform_position',
    ['DISABLE', 'PERIODICALLY', 'ON_CONNECTED'],
    'When callers hear their place in the queue.',
  ),
  count('informPositionInterval', 'inform_position_interval', 'Seconds between two such announcements.', {
    min: 10,
    max: 1800,
    standard: 10,
  }),
  flag(
    'agentAutoNotReadyAfterNonAcdCall',
    'agent_auto_not_ready_after_non_acd_call',
    true,
    'Whether an agent is not ready after a call from outside the queue. Of no effect with agentAutoReady.',
  ),
  flag('enableCallback', 'enable_callback', false, 'Whether callers may ask to be called back.'),
  word(
    'callbackMode',
    'callback_mode',
    ['ACTIVE', 'TIMEOUT'],
    'ACTIVE: the caller presses 3. TIMEOUT: after callbackTimeout.',
  ),
  count('callbackTimeout', 'callback_timeout', 'Seconds until a callback is offered.', {
    min: 0,
    max: 2_147_483_647,
    standard: 600,
  }),
  {
    name: 'callbackOutboundPrefix',
    vendor: 'callback_outbound_prefix',
    schema: nullable(
      id(/^[0-9*#+]{1,32}$/, {
        description: 'Digits before the number that is called back.',
        example: '9',
      }),
    ),
    read: textIn,
  },
  flag(
    'enableStickyRouting',
    'enable_sticky_routing',
    true,
    'Whether the agent who spoke to the caller last comes first. Of no use with RING_SIMULTANEOUSLY.',
  ),
  count('stickyRoutingDuration', 'sticky_routing_duration', 'Days for which that is remembered: 1 to 365.', {
    min: 1,
    max: 365,
    standard: 30,
  }),
  flag('enablePaid', 'enable_paid', false, 'Whether P-Asserted-Identity is sent.'),
  flag('enablePrid', 'enable_prid', false, 'Whether P-Preferred-Identity is sent.'),
  flag(
    'extensionNumberAsToHeader',
    'extension_number_as_to_header',
    false,
    'Whether agents see the number of the queue in the To header.',
  ),
];

export const QUEUE_FIELD_NAMES: readonly string[] = QUEUE_FIELDS.map((field) => field.name);

/** Fields that only a `GET` of the queue itself shows. */
export const DETAIL_FIELDS: ReadonlySet<string> = new Set(
  QUEUE_FIELDS.filter((field) => !field.inRow).map((field) => field.name),
);

export const queueFieldRules: Readonly<Record<string, FieldRule>> = Object.fromEntries(
  QUEUE_FIELDS.map((field): [string, FieldRule] => [
    field.name,
    {
      ...(field.default === undefined ? {} : { default: field.default }),
      ...(field.late ? { late: true } : {}),
    },
  ]),
);

/** The vendor's spelling of these fields; a text that is cleared is sent empty, as `null` would say nothing. */
export function queueBody(fields: Readonly<Record<string, Value>>): { readonly [key: string]: Body } {
  return Object.fromEntries(
    QUEUE_FIELDS.flatMap((field): [string, Body][] => {
      const value = fields[field.name];
      if (value === undefined) return [];
      if (field.read === forwardIn) {
        const rule = forwardBody(value);
        return rule === undefined ? [] : [[field.vendor, rule]];
      }
      return [[field.vendor, value ?? '']];
    }),
  );
}

/** What a read-overlay-write keeps: everything writable that can be read, later releases included (portsip.md 9.1). */
export const QUEUE_KEEP: readonly string[] = [
  ...QUEUE_FIELDS.map((field) => field.vendor),
  'outbound_caller_ids',
  'enable_night_mode',
  'play_periodic_music',
  'play_periodic_music_interval',
  'enable_wrap_up',
  'wrap_up_time',
  'enable_exit_forward_rule',
  'exit_forward_rule',
  'enable_audio_recording',
  'allow_busy_agent_calls',
  'prompt_playback_delay',
];
