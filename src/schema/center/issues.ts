// What zod found, as problems: each with its place, the text as it was written, and a next step. Secrets are not shown.

import type * as z from 'zod';
import type { Address, Origin } from '../../contract/index.js';
import { type SchemaPath, schemaAt, shapeOf } from '../introspect.js';
import type { Holder, Key, Places } from '../places.js';
import { isCollection, isList, type Raw } from '../raw.js';
import type { Report } from '../report.js';
import { kindOf, quoted, suggestion } from '../words.js';

/** What was checked, as far as messages need it. Made only when there is something to say. */
export interface Checked {
  readonly value: Raw;
  readonly origin: Origin | undefined;
  readonly schema: z.core.$ZodType;
  /** How a message names it: `queue/9001`. */
  readonly label: string;
  readonly address?: Address | undefined;
  readonly secrets: readonly SchemaPath[];
  /** Keys beyond the schema's that the loader reads itself. */
  readonly extra?: readonly string[];
  /** The vendor's name, to say who has no such field; absent where the format itself has none. */
  readonly title?: string;
}

type Issue = z.core.$ZodIssue;

export function reportIssues(
  issues: readonly Issue[],
  checked: Checked,
  places: Places,
  report: Report,
): void {
  // What is of the wrong type has no length to be judged, though zod judges that of a text.
  const wrongType = new Set(
    issues.filter((issue) => issue.code === 'invalid_type').map((issue) => pathText(issue.path)),
  );
  for (const issue of issues) {
    const isLength = issue.code === 'too_big' || issue.code === 'too_small';
    if (isLength && wrongType.has(pathText(issue.path))) continue;
    const best = deepest(issue, issue.path);
    for (const { issue: found, path } of best) reportIssue(found, path, checked, places, report);
  }
}

interface Placed {
  readonly issue: Issue;
  readonly path: readonly PropertyKey[];
}

/** Of a union, the option that the author most likely meant: the one whose type fits. */
function deepest(issue: Issue, path: readonly PropertyKey[]): readonly Placed[] {
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const fitting = issue.errors
    .filter((errors) => !errors.some((error) => error.code === 'invalid_type' && error.path.length === 0))
    .sort((a, b) => a.length - b.length);
  const [best] = fitting;
  if (best === undefined || best.length === 0) return [{ issue, path }];
  return best.flatMap((error) => deepest(error, [...path, ...error.path]));
}

function reportIssue(
  issue: Issue,
  path: readonly PropertyKey[],
  checked: Checked,
  places: Places,
  report: Report,
): void {
  const found = walk(checked, path, places);
  if (found.isSpoiled) return;
  const address = checked.address === undefined ? {} : { address: checked.address };
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) reportUnknown(key, path, found, checked, places, report);
    return;
  }
  const name = pathText(path);
  const subject = name === '' ? checked.label : `${checked.label}: ${name}`;
  if (found.value === undefined) {
    report(found.origin, 'missing-field', `${subject} is missing.${explain(checked, path)}`, address);
    return;
  }
  const must = /^must /.test(issue.message) ? issue.message : `is not valid (${issue.message})`;
  if (found.value === null) {
    const message = `${subject} cannot be null: it ${must}. Remove the line to leave it as it is at the vendor.`;
    report(found.origin, 'null-field', message, address);
    return;
  }
  const actual = isList(found.value) && /^must have /.test(must) ? String(found.value.length) : found.shown;
  const shown = isSecretAt(checked.secrets, path) ? '' : `, not ${actual}`;
  report(found.origin, 'bad-value', `${subject} ${must}${shown}.`, address);
}

function reportUnknown(
  key: string,
  path: readonly PropertyKey[],
  found: Found,
  checked: Checked,
  places: Places,
  report: Report,
): void {
  const schema = schemaAt(checked.schema, path);
  const fields = Object.keys((schema && shapeOf(schema)) ?? {});
  const allowed = path.length === 0 ? [...fields, ...(checked.extra ?? [])] : fields;
  const has = checked.title === undefined ? 'there is' : `${checked.title} has`;
  const inside = path.length === 0 ? '' : ` in ${pathText(path)}`;
  const origin = found.holder === undefined ? found.origin : places.key(found.holder, key);
  report(
    origin ?? found.origin,
    'unknown-key',
    `${checked.label}: ${has} no field ${quoted(key)}${inside}. ${suggestion(key, allowed)}`,
    checked.address === undefined ? {} : { address: checked.address },
  );
}

interface Found {
  /** Undefined if there is nothing at the path. */
  readonly value: Raw | undefined;
  readonly shown: string;
  readonly origin: Origin | undefined;
  /** The value itself, if it is a collection. */
  readonly holder: Holder | undefined;
  readonly isSpoiled: boolean;
}

/** Follows a path through what was read. Of something that is missing, the origin is that of what should hold it. */
function walk({ value: root, origin: start }: Checked, path: readonly PropertyKey[], places: Places): Found {
  let value: Raw | undefined = root;
  let origin = start;
  let shown = show(root);
  for (const step of path) {
    if (value === undefined || !isCollection(value)) break;
    const holder: Holder = value;
    const key: Key = isList(holder) ? Number(step) : String(step);
    if (places.isSpoiled(holder, key)) return { value, shown, origin, holder, isSpoiled: true };
    value = isList(holder) ? holder[Number(key)] : ownValue(holder, String(key));
    if (value === undefined) break;
    origin = places.child(holder, key) ?? origin;
    const written = places.written(holder, key)?.text;
    shown = written === undefined ? show(value) : fromVariable(value, quoted(written));
  }
  const holder = value !== undefined && isCollection(value) ? value : undefined;
  return { value, shown, origin, holder, isSpoiled: false };
}

function ownValue(map: Readonly<Record<string, Raw>>, key: string): Raw | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function show(value: Raw | undefined): string {
  return typeof value === 'string' ? quoted(value) : kindOf(value);
}

/** What a variable holds may be a secret: told is where it comes from, and that it was replaced. */
function fromVariable(value: Raw, written: string): string {
  return value === '' ? `${written}, which is empty` : `what ${written} holds`;
}

/** `extensions[0]`, `settings.retry.count`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** What a missing field is, in the words of its description. */
function explain(checked: Checked, path: readonly PropertyKey[]): string {
  const schema = schemaAt(checked.schema, path);
  const about = schema === undefined ? undefined : aboutOf(schema);
  const description = typeof about?.description === 'string' ? ` ${about.description}` : '';
  const [example] = Array.isArray(about?.examples) ? about.examples : [];
  return `${description}${typeof example === 'string' ? ` For example: ${example}` : ''}`;
}

/** What an author wrote of a field, which stands inside where the field can be cleared. */
function aboutOf(schema: z.core.$ZodType): z.core.GlobalMeta | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return (schema as z.ZodType).meta?.() ?? (def.type === 'nullable' ? aboutOf(def.innerType) : undefined);
}

/** Whether a path lies at or below a secret, or a secret at or below it. */
function isSecretAt(secrets: readonly SchemaPath[], path: readonly PropertyKey[]): boolean {
  return secrets.some((secret) =>
    secret.slice(0, path.length).every((step, index) => step === '*' || step === String(path[index])),
  );
}
