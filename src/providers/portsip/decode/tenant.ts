// `GET /tenant` and its neighbours (portsip.md 2.2, 4.2, 6.1): who the tenant is, its limits, webhook slots and policy.

import { createHash } from 'node:crypto';
import type { Answer, Value } from '../../../contract/index.js';
import {
  neededTextIn,
  type Row,
  record,
  rowIn,
  takeBody,
  textIn,
  truthIn,
  wholeNumberIn,
} from '../../decoding.js';

export const SLOTS = ['cdr_event', 'extension_event'] as const;
export type Slot = (typeof SLOTS)[number];
export const AUTHS = ['DISABLE', 'BASIC', 'DIGEST', 'BEARER'] as const;

export interface SlotRow {
  readonly enabled: boolean;
  readonly auth: string;
  readonly callback: string | null;
}

export interface TenantRow {
  readonly domain: string;
  readonly limits: { readonly users: number | null; readonly queues: number | null };
  readonly slots: Readonly<Record<Slot, SlotRow>>;
  /** A hash of each other setting that `POST /tenant` could change. */
  readonly rest: Readonly<Record<string, string>>;
}

const NO_SLOT: SlotRow = { enabled: false, auth: 'DISABLE', callback: null };

/** The credentials of a slot are listed too; they are not looked at. */
const slotIn = (row: Row, slot: Slot): SlotRow =>
  rowIn(row, slot, (given) => ({
    enabled: truthIn(given, 'enabled') ?? NO_SLOT.enabled,
    auth: textIn(given, 'auth') ?? NO_SLOT.auth,
    callback: textIn(given, 'url'),
  })) ?? NO_SLOT;

export function decodeTenant(call: string, answer: Answer): TenantRow {
  return takeBody(call, answer, (row) => ({
    domain: neededTextIn(row, 'domain'),
    limits: { users: wholeNumberIn(row, 'max_extensions'), queues: wholeNumberIn(row, 'max_call_queues') },
    slots: { cdr_event: slotIn(row, 'cdr_event'), extension_event: slotIn(row, 'extension_event') },
    rest: restOf(row),
  }));
}

/** What `POST /tenant` takes beside the slots and the avatar. */
const SETTINGS = [
  'name',
  'domain',
  'website',
  'timezone',
  'currency',
  'region',
  'enable_video_recording',
  'enable_audio_recording',
  'enable_dual_track_recording',
  'enable_night_mode',
  'enable_two_factor_authentication',
  'custom_options',
  'recording_retention',
  'call_report_retention',
  'log_retention',
  'temp_file_retention',
  'extension_im_disk_quota',
  'office_hours',
  'outbound_caller_ids',
  'e164',
  'contact_match_type',
  'contact_match_length',
  'contact_append_type',
  'contact_update_interval',
  'password_force_reset',
  'stir_shaken_cert',
  'stir_shaken_key',
] as const;

/** Hashes, so that a key or an address among them is kept nowhere. */
export function restOf(body: unknown): Readonly<Record<string, string>> {
  const row = record(body) ?? {};
  return Object.fromEntries(SETTINGS.map((key) => [key, hashOf(row[key])]));
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('hex')
    .slice(0, 16);
}

// ---------------------------------------------------------------- beside it

export function decodeStatus(
  call: string,
  answer: Answer,
): { readonly version: string | null; readonly licensedUsers: number | null } {
  return takeBody(call, answer, (row) => ({
    version: textIn(row, 'version'),
    licensedUsers: wholeNumberIn(row, 'licensed_users'),
  }));
}

export function decodePolicy(call: string, answer: Answer): { readonly min: number; readonly max: number } {
  return takeBody(call, answer, (row) => ({
    min: wholeNumberIn(row, 'min_length') ?? 6,
    max: wholeNumberIn(row, 'max_length') ?? 32,
  }));
}

export function decodeRoleRow(row: Row): { readonly id: string | null; readonly name: string } {
  return { id: textIn(row, 'id'), name: neededTextIn(row, 'name') };
}

/** `GET /auth/user` (portsip.md 2.1): whether the account may work at all. */
export function mustResetPassword(answer: Answer): boolean {
  return record(answer.body)?.password_force_reset === true;
}

/** For `pull`: a slot that holds nothing is none. */
export const isConfigured = (row: SlotRow): boolean => row.enabled || row.callback !== null;

export const slotFields = (row: SlotRow): Readonly<Record<string, Value>> => ({
  callback: row.callback,
  enabled: row.enabled,
  auth: row.auth,
});
