// The rows of PortSIP's lists, as far as they are used (portsip.md 3.2, 4.2, 5.2, 5.3).

import type { Answer, Value } from '../../../contract/index.js';
import { sortedOnce } from '../../../plan/compare.js';
import {
  neededRowsIn,
  neededTextIn,
  type Row,
  record,
  takeBody,
  textIn,
  textsIn,
  truthIn,
  wholeNumberIn,
} from '../../decoding.js';
import { normalDid } from '../did.js';
import { forwardIn, numberOf } from '../forward.js';
import { QUEUE_FIELDS } from '../queue-fields.js';

// ---------------------------------------------------------------- queues

export interface QueueRow {
  readonly id: string;
  readonly number: string;
  /** In normal form; those of the row, or all of them. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** A row of the list. */
export function decodeQueueRow(row: Row): QueueRow {
  return {
    id: neededTextIn(row, 'id'),
    number: neededTextIn(row, 'extension_number'),
    fields: queueFields(row, true),
  };
}

/** The queue itself, and the prompts whose ids it does not show. */
export function decodeQueue(call: string, answer: Answer): QueueRow & { readonly prompts: string[] } {
  return takeBody(call, answer, (row) => ({
    ...decodeQueueRow(row),
    fields: queueFields(row, false),
    prompts: promptsOf(row),
  }));
}

/** `null` means unset: the documented default is filled in before anything is compared (portsip.md 11.1). */
function queueFields(row: Row, isSummary: boolean): Record<string, Value> {
  const fields: Record<string, Value> = {};
  for (const { name, vendor, read, default: standard, inRow } of QUEUE_FIELDS) {
    if (isSummary && (!inRow || row[vendor] === undefined)) continue;
    fields[name] = read(row, vendor) ?? standard ?? null;
  }
  return fields;
}

/** What can be seen of prompts: names and sizes. Both, so that one that is lost or exchanged is noticed. */
export function promptsOf(row: Row): string[] {
  return ['intro', 'moh'].flatMap((kind) => {
    const name = row[`${kind}_prompt_file_name`];
    const size = row[`${kind}_prompt_file_size`];
    return typeof name === 'string' && name !== '' ? [`${kind} ${name} (${String(size ?? '?')} bytes)`] : [];
  });
}

export interface MemberRow {
  readonly agent: string;
  readonly skillLevel: number;
}

/** The agents of a queue, in their configured order. The list has no pages. */
export function decodeMembers(call: string, answer: Answer): readonly MemberRow[] {
  const members = takeBody(call, answer, (body) =>
    neededRowsIn(body, 'items', (row) => ({
      agent: neededTextIn(row, 'extension_number'),
      skillLevel: wholeNumberIn(row, 'skill_level') ?? 1,
    })),
  );
  const seen = new Map<string, MemberRow>();
  for (const member of members) if (!seen.has(member.agent)) seen.set(member.agent, member);
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

export function decodeUserRow(row: Row): UserRow {
  return {
    id: neededTextIn(row, 'id'),
    number: textIn(row, 'extension_number'),
    fields: {
      username: textIn(row, 'name'),
      name: textIn(row, 'display_name'),
      email: textIn(row, 'email'),
      mobile: textIn(row, 'mobile_phone'),
      role: textIn(row, 'role_name') ?? textIn(row, 'role'),
      enabled: truthIn(row, 'enabled') ?? true,
      department: textIn(row, 'department'),
    },
    syncedBy: textIn(row, 'sync_type'),
    hasContactCenter: truthIn(row, 'enable_cc'),
  };
}

// ---------------------------------------------------------------- numbers

export interface TrunkRow {
  readonly id: string;
  readonly name: string;
  readonly pool: string | null;
}

export function decodeTrunkRow(row: Row): TrunkRow {
  return { id: neededTextIn(row, 'id'), name: neededTextIn(row, 'name'), pool: textIn(row, 'did_numbers') };
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

export function decodeRuleRow(row: Row): RuleRow {
  const holidays = textsIn(row, 'holidays', (holiday) => record(holiday)?.id ?? holiday);
  const onHolidays = forwardIn(row, 'holiday_forward_rule');
  const always = [
    forwardIn(row, 'office_hours_forward_rule'),
    forwardIn(row, 'non_office_hours_forward_rule'),
    ...(holidays.length > 0 ? [onHolidays] : []),
  ];
  const isOne = always.every((one) => isSameRule(one, always[0]));
  return {
    id: neededTextIn(row, 'id'),
    name: textIn(row, 'name'),
    trunkId: neededTextIn(row, 'provider_id'),
    number: normalDid(neededTextIn(row, 'did_numbers')),
    callerMask: textIn(row, 'cid_number_mask'),
    forward: isOne ? (always[0] ?? null) : null,
    sometimes: isOne ? [] : sortedOnce(always.flatMap((one) => numberOf(one) ?? [])),
    holidays,
  };
}

function isSameRule(one: Value | undefined, other: Value | undefined): boolean {
  return (
    record(one)?.action === record(other)?.action &&
    numberOf(one) === numberOf(other) &&
    (one === null) === (other === null)
  );
}
