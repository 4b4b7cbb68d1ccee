// The attributes of trunks (portsip.md 5.2) and inbound rules (5.3), line by line.

import { choice, type Fields, flag, INT32, list, object, text, whole } from './fields.js';
import { forwardRule, officeHours } from './shapes.js';

export const trunkFields: Fields = {
  id: text('SL'),
  name: text('CUSL', { required: true, min: 1, max: 64 }),
  enabled: flag('CUSL', true),
  brand: text('CSL', { min: 1, max: 64 }),
  auth_mode: choice('CS', ['IP_AUTH', 'REGISTER_AUTH', 'ACCEPT_REGISTER', 'TEAMS', 'WHATS_APP']),
  transport: choice('CUS', ['UDP', 'TCP', 'TLS'], { required: true }),
  hostname: text('CUSL', { required: true }),
  port: whole('CUSL', 0, 65535, { required: true }),
  outbound_server: text('CUS', { required: true }),
  outbound_server_port: whole('CUS', 0, 65535, { required: true }),
  auth_id: text('CUS', { max: 64 }),
  username: text('CUS', { max: 64 }),
  password: text('CU'),
  registration: flag('CUS', true),
  register_interval: whole('CUS', 0, INT32, { default: 600 }),
  concurrency: whole('CUS', 0, INT32, { required: true }),
  keep_alive: flag('CUS', true),
  keep_alive_interval: whole('CUS', 0, INT32, { default: 360 }),
  additional_ips: text('CUS'),
  did_numbers: text('CUSL'),
  inlan: flag('CUS', false),
  single_via_header: flag('CUS', true),
  rewrite_via_ip: flag('CUS', true),
  verify_port: flag('CUS', true),
  adjust_sdp_direction: flag('CUS', true),
  remove_srtp_info: flag('CUS', true),
  stir_shaken_signature_required: flag('CUS', false),
  inbound_parameters: object('CUS'),
  outbound_parameters: object('CUS'),
  shared: flag('SL'),
};

const rule = object('CUSL', { check: forwardRule({ ranged: true }) });
/** Digits, `*` for one digit, a range; combinations with `;` since 22.4. */
const mask = (pattern: RegExp) => text('CUSL', { pattern });

const base: Fields = {
  id: text('SL'),
  name: text('CUSL', { required: true, min: 1, max: 64 }),
  enabled: flag('CUSL', true),
  provider_id: text('CUSL', { required: true }),
  did_numbers: text('CUSL', { required: true, min: 1 }),
  cid_number_mask: mask(/^(?:[0-9*]+(?:-[0-9*]+)?)?$/),
  office_hours_forward_rule: rule,
  non_office_hours_forward_rule: rule,
  holiday_forward_rule: rule,
  office_hours: object('CUSL', { check: officeHours }),
  // Ids go in, whole objects come out (portsip.md 5.3).
  holidays: list('CUSL', {
    check: (value) =>
      Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? undefined : 'must be ids',
  }),
  enable_advanced_routing: flag('CUSL', false),
  advanced_routing: text('CUSL'),
  play_recording_disclaimer: flag('CUSL', false),
};

const { play_recording_disclaimer: _gone, ...kept } = base;
const later: Fields = {
  ...kept,
  cid_number_mask: mask(/^(?:[0-9*]+(?:-[0-9*]+)?(?:;[0-9*]+(?:-[0-9*]+)?)*)?$/),
  usage: text('CUSL'),
  enable_audio_recording: flag('CUSL', false),
};

export const inboundFields = (rules: '22.2' | '22.8'): Fields => (rules === '22.8' ? later : base);

export const holidayFields: Fields = {
  id: text('SL'),
  name: text('CUSL', { required: true, min: 1, max: 64 }),
  every_year: flag('CUSL'),
  consecutive: flag('CUSL'),
  year_start: whole('CUSL', 0, 9999),
  year_end: whole('CUSL', 0, 9999),
  month_start: whole('CUSL', 1, 12),
  month_end: whole('CUSL', 1, 12),
  day_start: whole('CUSL', 1, 31),
  day_end: whole('CUSL', 1, 31),
  hour_start: whole('CUSL', 0, 23),
  hour_end: whole('CUSL', 0, 23),
  minute_start: whole('CUSL', 0, 59),
  minute_end: whole('CUSL', 0, 59),
};
