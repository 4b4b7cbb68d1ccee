// The user attributes of portsip.md 4.2, line by line, with what 22.8 adds.

import { choice, type Fields, flag, list, object, text, whole } from './fields.js';
import { EXTENSION } from './queue-fields.js';
import { callerIds, forwardRule, officeHours } from './shapes.js';

const RESERVED = ['admin', 'system', 'administrator', 'root'];

/** portsip.md 4.2 name: letters, digits, `_ - ' .`; no `.` at the ends; four names are the system's. */
function loginName(value: unknown): string | undefined {
  const name = String(value);
  if (!/^[\p{L}\p{N}_'.-]+$/u.test(name)) return "may hold letters, digits and _ - ' . only";
  if (name.startsWith('.') || name.endsWith('.')) return 'must not start or end with a period';
  return RESERVED.includes(name.toLowerCase()) ? 'is reserved' : undefined;
}

const rule = (extra?: string) => object('CUS', { check: forwardRule(extra ? { extra } : {}) });
const noAnswer = object('CUS', { check: forwardRule({ timed: true }) });

function forwardRules(): Fields {
  const fields: Record<string, typeof noAnswer> = {};
  for (const state of ['available', 'busy', 'dnd', 'away', 'lunch', 'trip', 'offline']) {
    const answers = state === 'available' || state === 'busy';
    fields[`${state}_office_hours_forward_rule`] = rule(answers ? 'RING_ANYWAY' : undefined);
    fields[`${state}_non_office_hours_forward_rule`] = rule(answers ? 'RING_ANYWAY' : undefined);
    if (answers) fields[`${state}_no_answer_forward_rule`] = noAnswer;
  }
  return fields;
}

const base: Fields = {
  id: text('SL'),
  name: text('CSL', { required: true, min: 1, max: 64, check: loginName }),
  password: text('C', { required: true }),
  extension_number: text('CSL', { required: true, pattern: EXTENSION }),
  extension_password: text('C', { required: true }),
  voicemail_pin: text('CUS', { required: true }),
  email: text('CUSL', { required: true, max: 128, pattern: /^[^\s@]+@[^\s@]+$/ }),
  display_name: text('CUSL', { required: true, max: 1024 }),
  role: text('CSL', { required: true, min: 1, max: 64 }),
  enabled: flag('CUSL', true),
  mobile_phone: text('CUSL', { max: 32 }),
  work_phone: text('CUSL', { max: 32 }),
  home_phone: text('CUSL', { max: 32 }),
  address: text('CUSL', { max: 128 }),
  department: text('CUSL', { max: 128 }),
  enable_audio_recording: flag('CUS', false),
  enable_video_recording: flag('CUS', false),
  enable_hot_desking: flag('CUS', false),
  anonymous_outbound_calls: flag('CUS', false),
  enable_voicemail_notify: flag('CUS', false),
  delivery_outbound_cid: flag('CUS', true),
  enable_voicemail_pin: flag('CUS', true),
  enable_dnd: flag('CUS'),
  enable_acb: flag('CUS'),
  sms: choice('CUS', ['DISABLE', 'ALLOW', 'ALLOW_WITH_SENDER_ID'], { default: 'DISABLE' }),
  outbound_caller_ids: list('CUS', { check: callerIds(['preferred']) }),
  office_hours: object('CUS', { check: officeHours }),
  ...forwardRules(),
  custom_forward_rules: list('CUS'),
  voicemail_prompt: text('CUS'),
  voicemail_play_datetime: choice('CUS', ['DISABLE', '12_HOUR_CLOCK', '24_HOUR_CLOCK']),
  interface: choice('CUS', [
    'WEB_DOMAIN',
    'PUBLIC_IPV4',
    'PUBLIC_IPV6',
    'PRIVATE_IPV4',
    'PRIVATE_IPV6',
    'SBC_DOMAIN',
  ]),
  preferred_transport: choice('CUS', ['UDP', 'TCP', 'TLS']),
  blfs: list('CUS'),
  custom_options: text('CUS'),
  profile: text('S'),
  created_at: text('SL'),
  avatar_file_name: text('SL'),
  avatar_file_size: whole('SL', 0, Number.MAX_SAFE_INTEGER),
  avatar_file_url: text('SL'),
  sync_type: text('SL'),
};

/** 22.3 to 22.8 (portsip.md 0.1): display_name shorter and needed on update, role ids, licence modules. */
const later: Fields = {
  ...base,
  display_name: text('CUSL', { required: true, requiredOnUpdate: true, max: 128 }),
  outbound_caller_ids: list('CUS', {
    check: callerIds([
      'preferred',
      'display_name',
      'provider_name',
      'provider_brand',
      'provider_did_numbers',
    ]),
  }),
  role_id: text('SL'),
  role_name: text('SL'),
  timezone: text('CUS'),
  soft_phone_template: text('CUS'),
  enable_cc: flag('CUSL', false),
  enable_advanced: flag('CUSL', false),
};

/** From 22.3 the item GET lists the passwords where the tenant allows it (portsip.md 4.2, Secrets). */
const revealing: Fields = {
  ...later,
  password: text('CS', { required: true }),
  extension_password: text('CS', { required: true }),
};

export function userFields(options: { readonly rules: string; readonly passwordRetrieval: string }): Fields {
  if (options.rules !== '22.8') return base;
  return options.passwordRetrieval === 'on' ? revealing : later;
}
