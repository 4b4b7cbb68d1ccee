// One line of the journal: its shape, and whether a line is what we once wrote: the file may be damaged or not ours.

import type { Change, ChangeKey, Fact, Resource } from '../contract/index.js';

/** What was live before a call that is compared afterwards. */
export interface Before {
  readonly resources: readonly Resource[];
  readonly ids: Readonly<Record<string, string>>;
}

export interface BeginEntry {
  readonly type: 'begin';
  readonly at: string;
  /** Unique among all runs. */
  readonly write: string;
  /** `Live.account`: another account's writes are none of our business. */
  readonly account: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly changes: readonly Change[];
  /** What the ledger shall remember from before the call (intents). */
  readonly facts?: Facts;
  readonly before?: Before;
}

export interface EndEntry {
  readonly type: 'end';
  readonly at: string;
  readonly write: string;
  /**
   * `told`: a person was told to look, and the next run goes on. `replanned`: found by a later run, which reads and
   * plans anew and so needs no more of it.
   */
  readonly outcome: 'done' | 'failed' | 'told' | 'replanned';
  readonly done: readonly ChangeKey[];
  readonly facts?: Facts;
}

export type Facts = Readonly<Record<string, Fact | null>>;
export type JournalEntry = BeginEntry | EndEntry;

type Fields = Readonly<Record<string, unknown>>;

/** True for an entry whose every used field has its right type. */
export function isEntry(value: unknown): value is JournalEntry {
  if (!isObject(value) || !isText(value.at) || !isText(value.write) || !isFacts(value.facts)) return false;
  if (value.type === 'begin') return isBegin(value);
  return (
    value.type === 'end' &&
    ['done', 'failed', 'told', 'replanned'].includes(String(value.outcome)) &&
    Array.isArray(value.done) &&
    value.done.every(isText)
  );
}

function isBegin(value: Fields): boolean {
  return (
    isText(value.account) &&
    isText(value.operation) &&
    isText(value.method) &&
    isText(value.path) &&
    Array.isArray(value.changes) &&
    value.changes.every(isChange) &&
    (value.before === undefined || isBefore(value.before))
  );
}

function isChange(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.key) &&
    ['create', 'update', 'delete'].includes(String(value.action)) &&
    isText(value.kind) &&
    isText(value.address) &&
    Array.isArray(value.fields) &&
    value.fields.every((field) => isObject(field) && isText(field.path)) &&
    Array.isArray(value.waitsFor)
  );
}

function isBefore(value: unknown): boolean {
  return (
    isObject(value) &&
    Array.isArray(value.resources) &&
    value.resources.every(
      (one) => isObject(one) && isText(one.kind) && isText(one.address) && isObject(one.fields),
    ) &&
    isObject(value.ids) &&
    Object.values(value.ids).every(isText)
  );
}

/** Facts are optional; each is an object of plain values, or null. */
function isFacts(value: unknown): boolean {
  if (value === undefined) return true;
  return isObject(value) && Object.values(value).every((fact) => fact === null || isFact(fact));
}

/** One address's facts: text, numbers and booleans only. */
export function isFact(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every((remark) => ['string', 'number', 'boolean'].includes(typeof remark))
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
