// The fields of a user (portsip.md 4.2): those that lists show and compare, and the secrets that nothing shows.

import type { Body, FieldRule, Value } from '../../contract/index.js';

/** Our name → the vendor's, for what a create and an update write alike. */
const WRITTEN = {
  name: 'display_name',
  email: 'email',
  mobile: 'mobile_phone',
  enabled: 'enabled',
  department: 'department',
} as const;

/** In the order in which they are written to files. */
export const AGENT_FIELD_NAMES = [
  'username',
  'name',
  'email',
  'mobile',
  'role',
  'enabled',
  'department',
] as const;

/** Our name → the vendor's. The two passwords have calls of their own, the PIN goes with an update. */
export const AGENT_SECRETS = {
  password: 'password',
  extensionPassword: 'extension_password',
  voicemailPin: 'voicemail_pin',
} as const;

/** The least that a role allows; PortSIP has no default for it. */
export const DEFAULT_ROLE = 'StandardUser';

export const agentFieldRules: Readonly<Record<string, FieldRule>> = {
  username: { immutable: 'PortSIP cannot rename a login' },
  name: {},
  email: {},
  mobile: { default: null },
  role: { default: DEFAULT_ROLE },
  enabled: { default: true },
  department: { default: null },
  password: { secret: true, writeOnly: true },
  extensionPassword: { secret: true, writeOnly: true },
  voicemailPin: { secret: true, writeOnly: true },
};

/** The vendor's spelling of these fields; a text that is cleared is sent empty, as `null` would say nothing. */
export function agentBody(fields: Readonly<Record<string, Value>>): { readonly [key: string]: Body } {
  return Object.fromEntries(
    Object.entries(WRITTEN).flatMap(([name, vendor]): [string, Body][] => {
      const value = fields[name];
      return value === undefined ? [] : [[vendor, value ?? '']];
    }),
  );
}

/** Which call writes a field of a user that exists. */
export function callOf(field: string): 'update' | 'role' | 'password' | 'extensionPassword' {
  return field === 'role' || field === 'password' || field === 'extensionPassword' ? field : 'update';
}

/** Forward rules of a user, by what they are for. */
const FORWARD_RULES = [
  ...['available', 'busy'].flatMap((state) =>
    ['office_hours', 'non_office_hours', 'no_answer'].map((when) => `${state}_${when}_forward_rule`),
  ),
  ...['dnd', 'away', 'lunch', 'trip', 'offline'].flatMap((state) =>
    ['office_hours', 'non_office_hours'].map((when) => `${state}_${when}_forward_rule`),
  ),
];

/** What a read-overlay-write keeps: everything writable that can be read, the PIN included (portsip.md 9.1). */
export const AGENT_KEEP: readonly string[] = [
  ...Object.values(WRITTEN),
  'work_phone',
  'home_phone',
  'address',
  'enable_audio_recording',
  'enable_video_recording',
  'enable_dnd',
  'enable_acb',
  'enable_hot_desking',
  'anonymous_outbound_calls',
  'delivery_outbound_cid',
  'sms',
  'outbound_caller_ids',
  'custom_options',
  'office_hours',
  ...FORWARD_RULES,
  'custom_forward_rules',
  'voicemail_prompt',
  'enable_voicemail_pin',
  'voicemail_pin',
  'enable_voicemail_notify',
  'voicemail_play_datetime',
  'interface',
  'preferred_transport',
  'blfs',
  'soft_phone_template',
  'timezone',
  'enable_cc',
  'enable_advanced',
];
