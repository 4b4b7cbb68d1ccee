// One item of a list section: what the loader reads of it itself, then the provider's schema, then resources.

import type * as z from 'zod';
import type { Origin } from '../../contract/index.js';
import { CHECKED_ONCE } from '../fields.js';
import { emptyMap, isList, isMap, type Raw, type RawList, type RawMap } from '../raw.js';
import { kindOf, quoted, suggestion } from '../words.js';
import { boxSecrets } from './boxes.js';
import type { Building } from './building.js';
import { addExpansion } from './expand.js';
import { addressOf, labelOf } from './identity.js';
import { reportIssues } from './issues.js';
import type { SectionOutline } from './outline.js';
import { addRenames } from './renames.js';

export function addItem(
  item: RawMap,
  index: number,
  origin: Origin | undefined,
  outline: SectionOutline,
  building: Building,
): void {
  if (item.state === 'absent') {
    addAbsent(item, index, origin, outline, building);
    return;
  }
  checkOwnKeys(item, index, outline, building);
  const raw = normalised(item, index, outline, building);
  const checked = checkItem(raw, item, origin, outline, index, building) ?? soundPart(raw, outline);
  if (!checked) return;
  addRenames(checked, item, outline, building);
  addExpansion(outline.section, checked, item, origin, building);
}

/**
 * The item as the schema makes it, its secrets boxed; undefined if it has problems.
 * `name` is what messages call it, or its index in the section.
 */
export function checkItem(
  raw: RawMap,
  item: RawMap,
  origin: Origin | undefined,
  outline: SectionOutline,
  name: string | number,
  building: Building,
): Readonly<Record<string, unknown>> | undefined {
  const result = outline.section.schema.safeParse(raw, CHECKED_ONCE);
  const label = (): string => (typeof name === 'string' ? name : labelOf(item, name, outline.section));
  if (!result.success) {
    say(result.error.issues, item, origin, outline, label(), building);
    // A literal secret is worth its warning whatever else is wrong.
    if (outline.secrets.length > 0) boxSecrets(item, item, outline.secrets, `${label()}.`, building);
    return undefined;
  }
  const data = result.data as Readonly<Record<string, unknown>>;
  if (outline.secrets.length === 0) return data;
  return boxSecrets(data, item, outline.secrets, `${label()}.`, building);
}

/**
 * An item with problems, without the fields that have them: the file is refused anyway, but what its other fields
 * mean to other items (an extension on two agents) is said in the same run.
 */
function soundPart(
  raw: RawMap,
  { section, secrets }: SectionOutline,
): Readonly<Record<string, unknown>> | undefined {
  // Secrets are boxed only by what has passed as a whole.
  if (secrets.length > 0) return undefined;
  const issues = section.schema.safeParse(raw, CHECKED_ONCE).error?.issues ?? [];
  const rest = Object.assign(emptyMap(), raw);
  for (const issue of issues) {
    const [field] = issue.path;
    if (field !== undefined) delete rest[String(field)];
    else if (issue.code === 'unrecognized_keys') for (const key of issue.keys) delete rest[key];
  }
  const result = section.schema.safeParse(rest, CHECKED_ONCE);
  return result.success ? (result.data as Readonly<Record<string, unknown>>) : undefined;
}

function say(
  issues: readonly z.core.$ZodIssue[],
  item: RawMap,
  origin: Origin | undefined,
  { section, secrets, own }: SectionOutline,
  label: string,
  { provider, places, report }: Building,
): void {
  const address = addressOf(item, section);
  const checked = { value: item, origin, schema: section.schema, label, address, secrets };
  reportIssues(issues, { ...checked, extra: own, title: provider.title }, places, report);
}

/** `state: absent`: only the identity is needed. An unknown field is still an error, since it may be a slip. */
function addAbsent(
  item: RawMap,
  index: number,
  origin: Origin | undefined,
  outline: SectionOutline,
  building: Building,
): void {
  const { section, shape, own } = outline;
  const issues: z.core.$ZodIssue[] = [];
  const identity: Record<string, unknown> = {};
  for (const field of section.identity) {
    const result = (shape[field] as z.ZodType | undefined)?.safeParse(item[field], CHECKED_ONCE);
    if (result?.success) identity[field] = result.data;
    else
      issues.push(
        ...(result?.error.issues ?? []).map((issue) => ({ ...issue, path: [field, ...issue.path] })),
      );
  }
  const isNamed = issues.length === 0;
  const known = new Set(['state', ...own, ...Object.keys(shape)]);
  const keys = Object.keys(item).filter((key) => !known.has(key));
  if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, path: [], message: '', input: {} });
  if (issues.length > 0) say(issues, item, origin, outline, labelOf(item, index, section), building);
  if (!isNamed) return;
  const address = section.address(identity);
  const resource = { kind: section.kind, address, fields: {} };
  building.absent.set(address, origin === undefined ? resource : { ...resource, origin });
}

/** `state`, if the vendor has no field of that name, and the key that allows an empty list. */
function checkOwnKeys(
  item: RawMap,
  index: number,
  outline: SectionOutline,
  { places, report }: Building,
): void {
  const { section, own } = outline;
  if (own.includes('state') && item.state !== undefined) {
    const shown = typeof item.state === 'string' ? quoted(item.state) : kindOf(item.state);
    const message = `${labelOf(item, index, section)}: state can only be absent, not ${shown}. Remove the line to keep the object.`;
    report(places.child(item, 'state'), 'bad-value', message, { address: addressOf(item, section) });
  }
  const { allowEmpty } = section;
  if (allowEmpty === undefined || item[allowEmpty] === 'true') return;
  for (const field of Object.keys(section.nested ?? {})) {
    const value = item[field];
    if (!isList(value) || value.length > 0) continue;
    const message = `${labelOf(item, index, section)}: ${field} is empty, which would remove all of them. Add ${allowEmpty}: true beside it if that is meant.`;
    report(places.child(item, field), 'empty-list', message, { address: addressOf(item, section) });
  }
}

/** The item as the provider's schema expects it: without the loader's keys, and nested ids as plain text where it knows no more. */
function normalised(item: RawMap, index: number, outline: SectionOutline, building: Building): RawMap {
  let copy: RawMap | undefined;
  for (const key of outline.own) {
    if (item[key] === undefined) continue;
    copy ??= Object.assign(emptyMap(), item);
    delete copy[key];
  }
  for (const [field, key] of outline.plainNested) {
    const list = item[field];
    if (!isList(list) || !list.some(isMap)) continue;
    const where = (at: number): string => `${labelOf(item, index, outline.section)}: ${field}[${at}]`;
    copy ??= Object.assign(emptyMap(), item);
    copy[field] = list.map((element, at) => plainId(element, key, list, at, where, building));
  }
  return copy ?? item;
}

/** `{ agent: "10031" }` where the provider knows ids alone: a field beside the id is an error. */
function plainId(
  element: Raw,
  key: string,
  list: RawList,
  index: number,
  where: (at: number) => string,
  { places, report, provider }: Building,
): Raw {
  if (!isMap(element)) return element;
  for (const other of Object.keys(element)) {
    if (other === key) continue;
    const message = `${where(index)}: ${provider.title} has no field ${quoted(other)} here. ${suggestion(other, [key])}`;
    report(places.key(element, other) ?? places.child(list, index), 'unknown-key', message);
  }
  return element[key] ?? null;
}
