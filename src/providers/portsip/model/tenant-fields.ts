// The tenant object, its two webhook slots (portsip.md 6.1) and its password policy (4.2).

import { choice, type Fields, flag, INT32, list, object, text, whole } from './fields.js';
import { callerIds, officeHours } from './shapes.js';

export const SLOTS = ['cdr_event', 'extension_event'] as const;

const CREDENTIAL = /^[a-z0-9]{6,64}$/;

export const slotFields: Fields = {
  enabled: flag('CUS', false),
  auth: choice('CUS', ['DISABLE', 'BASIC', 'DIGEST', 'BEARER'], { default: 'DISABLE' }),
  username: text('CUS', { pattern: CREDENTIAL }),
  password: text('CUS', { pattern: CREDENTIAL }),
  token: text('CUS'),
  // The schema repeats the credential pattern here, which no URL meets: only the length counts (6.1).
  url: text('CUS', { min: 1, max: 128 }),
};

const limit = (value: number) => whole('S', 0, INT32, { default: value });

const base: Fields = {
  id: text('S'),
  name: text('US', { required: true, min: 1, max: 1024 }),
  domain: text('US', { required: true, min: 1, max: 280 }),
  website: text('US', { max: 255 }),
  timezone: text('US'),
  currency: text('US'),
  region: text('US'),
  enable_video_recording: flag('US', false),
  enable_audio_recording: flag('US', false),
  enable_dual_track_recording: flag('US', false),
  enable_billing: flag('S', false),
  enable_feature_billing: flag('S', false),
  enable_feature_call_statistics: flag('S', true),
  enable_feature_contact_center: flag('S', true),
  enable_feature_message_channels: flag('S', true),
  enable_feature_microsoft_teams: flag('S', true),
  enable_feature_trunks: flag('S', true),
  enable_feature_whats_app: flag('S', true),
  enable_night_mode: flag('US', false),
  enable_two_factor_authentication: flag('US', false),
  custom_options: text('US'),
  max_extensions: limit(1000),
  max_concurrent_calls: limit(20),
  max_ring_groups: limit(20),
  max_virtual_receptionists: limit(20),
  max_call_queues: limit(20),
  max_conference_rooms: limit(20),
  disk_quota: text('S', { default: '' }),
  used_disk_quota: text('S'),
  im_disk_quota: text('S', { default: '' }),
  extension_im_disk_quota: text('US', { default: '1GB' }),
  recording_retention: whole('US', 1, INT32, { default: 180 }),
  call_report_retention: whole('US', 1, INT32, { default: 30 }),
  log_retention: whole('US', 1, INT32, { default: 180 }),
  temp_file_retention: whole('US', 1, INT32, { default: 30 }),
  office_hours: object('US', { check: officeHours }),
  outbound_caller_ids: list('US', { check: callerIds([]) }),
  e164: object('US'),
  cdr_event: object('US'),
  extension_event: object('US'),
  contact_match_type: choice('US', ['DISABLE', 'MATCH_EXACTLY', 'MATCH_LENGTH'], {
    default: 'MATCH_EXACTLY',
  }),
  contact_match_length: whole('US', 0, INT32),
  contact_append_type: choice('US', ['DISABLE', 'APPEND', 'PREPEND'], { default: 'APPEND' }),
  contact_update_interval: whole('US', 1, 43200, { default: 720 }),
  password_force_reset: flag('US', false),
  avatar_file_id: text('U'),
  avatar_file_name: text('S'),
  avatar_file_size: whole('S', 0, Number.MAX_SAFE_INTEGER),
  avatar_file_url: text('S'),
  stir_shaken_cert: text('US'),
  stir_shaken_key: text('US'),
};

const later: Fields = {
  ...base,
  soft_phone_template: text('US'),
  allow_password_retrieval: flag('US', false),
  password_policy: object('S'),
};

export const tenantFields = (rules: '22.2' | '22.8'): Fields => (rules === '22.8' ? later : base);

export const policyFields: Fields = {
  min_length: whole('US', 6, 32, { default: 6 }),
  max_length: whole('US', 6, 32, { default: 32 }),
  contains_letters: flag('US', true),
  contains_numbers: flag('US', true),
  contains_special_letters: flag('US', true),
  disable_sequential_characters: flag('US', true),
  disable_repeating_characters: flag('US', true),
  disable_account_information: flag('US', true),
};

/** Every documented default of a table. */
export const defaultsOf = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default ?? null]));
