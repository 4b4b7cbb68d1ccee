// The nested shapes that several attribute tables share: forward rules, office hours, caller ids.

import type { Value } from '../../../contract/index.js';
import { isRecord } from './fields.js';

const NUMBER_ACTIONS = ['FORWARD_TO_NUMBER', 'FORWARD_TO_VOICEMAIL', 'HANGUP'];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** portsip.md 3.4; `extra` for RING_ANYWAY, `timed` for the no-answer rules of 4.2, `ranged` for 5.3. */
export function forwardRule(
  shape: { readonly extra?: string; readonly timed?: boolean; readonly ranged?: boolean } = {},
): (value: Value) => string | undefined {
  const actions = shape.extra ? [...NUMBER_ACTIONS, shape.extra] : NUMBER_ACTIONS;
  const number = shape.ranged ? /^\+?[0-9]{1,64}(?:-[0-9]{1,64})?$/ : /^\+?[0-9]{1,64}$/;
  return (value) => {
    if (!isRecord(value)) return 'must be an object';
    const stray = Object.keys(value).find(
      (key) => !['action', 'number', ...(shape.timed ? ['timeout'] : [])].includes(key),
    );
    if (stray) return `${stray} is not a field of a forward rule`;
    if (typeof value.action !== 'string' || !actions.includes(value.action))
      return `action must be one of ${actions.join(', ')}`;
    const target = value.number ?? '';
    if (typeof target !== 'string') return 'number must be a string';
    if (target === '') return value.action === 'FORWARD_TO_NUMBER' ? 'number is required' : undefined;
    return number.test(target) ? undefined : 'number must be digits with an optional leading +';
  };
}

/** portsip.md 4.2 office_hours: `from` before `to`, HH:MM. */
export function officeHours(value: Value): string | undefined {
  if (!isRecord(value)) return 'must be an object';
  for (const [key, entry] of Object.entries(value)) {
    const reason = key === 'mode' ? hoursMode(entry) : namedDay(key, entry);
    if (reason) return reason;
  }
  return undefined;
}

function hoursMode(mode: unknown): string | undefined {
  return mode === 'GLOBAL' || mode === 'CUSTOM' ? undefined : 'mode must be GLOBAL or CUSTOM';
}

function namedDay(name: string, entry: unknown): string | undefined {
  if (!DAYS.includes(name)) return `${name} is not a day`;
  const reason = entry === null ? undefined : day(entry);
  return reason && `${name}: ${reason}`;
}

function day(entry: unknown): string | undefined {
  if (!isRecord(entry)) return 'must be an object';
  if (typeof (entry.enabled ?? false) !== 'boolean') return 'enabled must be true or false';
  const ranges = entry.ranges ?? [];
  if (!Array.isArray(ranges)) return 'ranges must be an array';
  for (const range of ranges as readonly unknown[]) {
    if (!isRecord(range) || !clock(range.from) || !clock(range.to)) return 'from and to must be HH:MM';
    if (String(range.from) >= String(range.to)) return 'from must be earlier than to';
  }
  return undefined;
}

const clock = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(value);

/** portsip.md 3.2 and 4.2 outbound_caller_ids, without the look at the pool. */
export function callerIds(extra: readonly string[]): (value: Value) => string | undefined {
  const known = ['provider_id', 'caller_id', 'description', ...extra];
  return (value) => {
    for (const entry of Array.isArray(value) ? (value as readonly unknown[]) : []) {
      const reason = callerId(entry, known);
      if (reason) return reason;
    }
    return undefined;
  };
}

function callerId(entry: unknown, known: readonly string[]): string | undefined {
  if (!isRecord(entry)) return 'entries must be objects';
  const stray = Object.keys(entry).find((key) => !known.includes(key));
  if (stray) return `${stray} is not a field of a caller id`;
  if (typeof entry.provider_id !== 'string') return 'provider_id is required';
  const id = entry.caller_id;
  if (typeof id !== 'string' || id.length < 1 || id.length > 64)
    return 'caller_id must have 1 to 64 characters';
  return typeof (entry.description ?? '') === 'string' ? undefined : 'description must be a string';
}

/** A forward rule as the vendor keeps it: both keys, unset is null. */
export function keptRule(value: Value | undefined): Value {
  if (!isRecord(value)) return null;
  const kept: Record<string, Value> = {
    action: (value.action as Value) ?? null,
    number: value.number === '' ? null : ((value.number as Value) ?? null),
  };
  if ('timeout' in value) kept.timeout = value.timeout as Value;
  return kept;
}
