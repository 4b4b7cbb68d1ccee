// The rows of PortSIP's lists, as far as they are used (portsip.md 3.2, 4.2, 5.2, 5.3).

import { z } from 'zod';
import type { Answer, Value } from '../../../contract/index.js';
import { badAnswer, neededText, optionalText, parseRow, record } from '../../decoding.js';
import { normalDid } from '../did.js';
import { forwardRow, numberOf } from '../forward.js';
import { QUEUE_FIELDS } from '../queue-fields.js';

/** One page: how many objects there are in all, and the rows of this page. */
export interface Page {
  readonly count: number;
  readonly items: readonly unknown[];
}

export function decodePage(call: string, answer: Answer): Page {
  const body = record(answer.body);
  const { count, items } = body ?? {};
  if (!Array.isArray(items)) throw badAnswer(call, 'expected items');
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw badAnswer(call, 'expected count');
  return { count, items };
}

// ---------------------------------------------------------------- queues

export interface QueueRow {
  readonly id: string;
  readonly number: string;
  /** In normal form; those of the row, or all of them. */
  readonly fields: Readonly<Record<string, Value>>;
}

const queueNames = z.object({ id: neededText, extension_number: neededText });

/** A row of the list. */
export function decodeQueueRow(call: string, place: string, row: unknown): QueueRow {
  const { id, extension_number } = parseRow(call, place, queueNames, row);
  return { id, number: extension_number, fields: queueFields(call, place, row, true) };
}

/** The queue itself, and the prompts whose ids it does not show. */
export function decodeQueue(call: string, answer: Answer): QueueRow & { readonly prompts: string[] } {
  const row = record(answer.body);
  if (row === undefined) throw badAnswer(call, 'the answer is not a JSON object');
  const { id, extension_number } = parseRow(call, 'queue', queueNames, row);
  return {
    id,
    number: extension_number,
    fields: queueFields(call, 'queue', row, false),
    prompts: promptsOf(row),
  };
}

/** `null` means unset: the documented default is filled in before anything is compared (portsip.md 11.1). */
function queueFields(call: string, place: string, row: unknown, isSummary: boolean): Record<string, Value> {
  const given = record(row) ?? {};
  const fields: Record<string, Value> = {};
  for (const { name, vendor, row: schema, default: standard, inRow } of QUEUE_FIELDS) {
    if (isSummary && (!inRow || given[vendor] === undefined)) continue;
    fields[name] = parseRow(call, `${place}.${vendor}`, schema, given[vendor]) ?? standard ?? null;
  }
  return fields;
}

/** What can be seen of prompts: names and sizes. Both, so that one that is lost or exchanged is noticed. */
export function promptsOf(row: Readonly<Record<string, unknown>>): string[] {
  return ['intro', 'moh'].flatMap((kind) => {
    const name = row[`${kind}_prompt_file_name`];
    const size = row[`${kind}_prompt_file_size`];
    return typeof name === 'string' && name !== '' ? [`${kind} ${name} (${String(size ?? '?')} bytes)`] : [];
  });
}

const agentRow = z.object({
  extension_number: neededText,
  skill_level: z
    .int()
    .nullish()
    .transform((level) => level ?? 1),
});

export interface MemberRow {
  readonly agent: string;
  readonly skillLevel: number;
}

/** The agents of a queue, in their configured order. The list has no pages. */
export function decodeMembers(call: string, answer: Answer): readonly MemberRow[] {
  const items = record(answer.body)?.items;
  if (!Array.isArray(items)) throw badAnswer(call, 'expected items');
  const seen = new Map<string, MemberRow>();
  for (const [index, item] of items.entries()) {
    const { extension_number: agent, skill_level: skillLevel } = parseRow(
      call,
      `items[${index}]`,
      agentRow,
      item,
    );
    if (!seen.has(agent)) seen.set(agent, { agent, skillLevel });
  }
  return [...seen.values()];
}

/** An agent's state in one queue (in a call of this queue, or in another one), or that of an extension. */
export function isInCall(answer: Answer): boolean {
  const status = record(answer.body)?.status;
  return typeof status === 'string' && IN_CALL.has(status);
}

/** ON_CALL is an extension's; the last three stand in the text of the page, not in its enum (portsip.md 3.5). */
const IN_CALL: ReadonlySet<string> = new Set([
  'QUEUE_CALL',
  'OTHER_CALL',
  'ON_CALL',
  'TRANSFER',
  'CONSULT_TRANSFER',
  'ON_HOLD',
]);

// ---------------------------------------------------------------- users

export interface UserRow {
  readonly id: string;
  /** `null` for a login without a phone. */
  readonly number: string | null;
  readonly fields: Readonly<Record<string, Value>>;
  /** The directory that owns this user (portsip.md 4.2). */
  readonly syncedBy: string | null;
  /** 22.8; `null` where it is not said. */
  readonly hasContactCenter: boolean | null;
}

const userRow = z.object({
  id: neededText,
  extension_number: optionalText,
  name: optionalText,
  display_name: optionalText,
  email: optionalText,
  mobile_phone: optionalText,
  role: optionalText,
  role_name: optionalText,
  enabled: z.boolean().nullish(),
  department: optionalText,
  sync_type: optionalText,
  enable_cc: z.boolean().nullish(),
});

export function decodeUserRow(call: string, place: string, row: unknown): UserRow {
  const user = parseRow(call, place, userRow, row);
  return {
    id: user.id,
    number: user.extension_number,
    fields: {
      username: user.name,
      name: user.display_name,
      email: user.email,
      mobile: user.mobile_phone,
      role: user.role_name ?? user.role,
      enabled: user.enabled ?? true,
      department: user.department,
    },
    syncedBy: user.sync_type,
    hasContactCenter: user.enable_cc ?? null,
  };
}

// ---------------------------------------------------------------- numbers

export interface TrunkRow {
  readonly id: string;
  readonly name: string;
  readonly pool: string | null;
}

const trunkRow = z.object({ id: neededText, name: neededText, did_numbers: optionalText });

export function decodeTrunkRow(call: string, place: string, row: unknown): TrunkRow {
  const { id, name, did_numbers } = parseRow(call, place, trunkRow, row);
  return { id, name, pool: did_numbers };
}

export interface RuleRow {
  readonly id: string;
  readonly name: string | null;
  readonly trunkId: string;
  readonly number: string;
  readonly callerMask: string | null;
  /** Where every caller goes, whenever they call; `null` when that depends on the time, or is not said. */
  readonly forward: Value;
  /** Numbers that it leads to at times, when that depends on the time. */
  readonly sometimes: readonly string[];
  readonly holidays: readonly string[];
}

const ruleRow = z.object({
  id: neededText,
  name: optionalText,
  provider_id: neededText,
  did_numbers: neededText,
  cid_number_mask: optionalText,
  office_hours_forward_rule: forwardRow,
  non_office_hours_forward_rule: forwardRow,
  holiday_forward_rule: forwardRow,
  holidays: z
    .array(z.union([neededText, z.object({ id: neededText }).transform(({ id }) => id)]))
    .nullish()
    .transform((list) => [...(list ?? [])].sort()),
});

export function decodeRuleRow(call: string, place: string, row: unknown): RuleRow {
  const rule = parseRow(call, place, ruleRow, row);
  const always = [
    rule.office_hours_forward_rule,
    rule.non_office_hours_forward_rule,
    ...(rule.holidays.length > 0 ? [rule.holiday_forward_rule] : []),
  ];
  const isOne = always.every((one) => isSameRule(one, always[0]));
  return {
    id: rule.id,
    name: rule.name,
    trunkId: rule.provider_id,
    number: normalDid(rule.did_numbers),
    callerMask: rule.cid_number_mask,
    forward: isOne ? (always[0] ?? null) : null,
    sometimes: isOne ? [] : [...new Set(always.flatMap((one) => numberOf(one) ?? []))].sort(),
    holidays: rule.holidays,
  };
}

function isSameRule(one: Value | undefined, other: Value | undefined): boolean {
  return (
    record(one)?.action === record(other)?.action &&
    numberOf(one) === numberOf(other) &&
    (one === null) === (other === null)
  );
}
