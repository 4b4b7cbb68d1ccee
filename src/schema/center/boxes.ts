// Puts every secret into a box before anything else sees it: the literal goes to the vault, a stand-in stays.

import type { Origin, SecretRef } from '../../contract/index.js';
import { type Environment, expand } from '../env.js';
import type { SchemaPath } from '../introspect.js';
import type { Holder, Key, Places } from '../places.js';
import { isCollection, isList, type Raw } from '../raw.js';
import type { Report } from '../report.js';
import { pathText } from './issues.js';

export interface Boxing {
  readonly center: string;
  readonly env: Environment;
  readonly fingerprint: ((center: string, literal: string) => string) | undefined;
  /** `$secret` -> literal: filled here. */
  readonly secrets: Map<string, string>;
  readonly places: Places;
  readonly report: Report;
  /** The file of an origin, as a person would name it. */
  readonly fileOf: (origin: Origin | undefined) => string;
}

/** A copy of `checked` with a `SecretRef` at each of `paths`. `raw` is what was read; `prefix` names it in the center. */
export function boxSecrets(
  checked: Readonly<Record<string, unknown>>,
  raw: Raw,
  paths: readonly SchemaPath[],
  prefix: string,
  boxing: Boxing,
): Readonly<Record<string, unknown>> {
  let result: unknown = checked;
  for (const path of paths) result = boxAt(result, raw, path, [], prefix, boxing);
  return result as Readonly<Record<string, unknown>>;
}

function boxAt(
  value: unknown,
  raw: Raw | undefined,
  [step, ...rest]: SchemaPath,
  done: readonly Key[],
  prefix: string,
  boxing: Boxing,
): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [...value] : { ...value };
  const keys: readonly Key[] =
    step === '*' ? (Array.isArray(value) ? [...value.keys()] : Object.keys(value)) : [step];
  for (const key of keys) {
    const child = Reflect.get(copy, key) as unknown;
    const path = [...done, key];
    const below = childOf(raw, key);
    const boxed =
      rest.length === 0
        ? box(child, raw, key, `${prefix}${pathText(path.map((one) => one))}`, boxing)
        : boxAt(child, below, rest, path, prefix, boxing);
    if (boxed !== undefined) Reflect.set(copy, key, boxed);
  }
  return copy;
}

function box(literal: unknown, holder: Raw | undefined, key: Key, path: string, boxing: Boxing): unknown {
  if (typeof literal !== 'string' || literal === '') return literal;
  const from = holder !== undefined && isCollection(holder) ? holder : undefined;
  const origin = from && originOf(from, key, boxing.places);
  const written = from && boxing.places.written(from, key);
  const source = written === undefined ? undefined : expand(written.text, boxing.env);
  const isGiven = source !== undefined && 'isFromEnvironment' in source && source.isFromEnvironment;
  if (!isGiven) {
    const name = variableName(path);
    boxing.report(
      origin,
      'literal-secret',
      `${path} is a secret and stands in the file, where everyone who can read it sees it. Take it from the environment: \${${name}}.`,
      { severity: 'warning' },
    );
  }
  const variable = isGiven && 'variable' in source ? source.variable : undefined;
  const ref =
    variable === undefined ? `file:${boxing.fileOf(origin)}#${boxing.center}/${path}` : `env:${variable}`;
  boxing.secrets.set(ref, literal);
  const fingerprint = boxing.fingerprint?.(boxing.center, literal);
  return { $secret: ref, ...(fingerprint === undefined ? {} : { fingerprint }) } satisfies SecretRef;
}

function originOf(holder: Holder, key: Key, places: Places): Origin | undefined {
  return places.child(holder, key) ?? places.start(holder);
}

function childOf(raw: Raw | undefined, key: Key): Raw | undefined {
  if (raw === undefined || !isCollection(raw)) return undefined;
  return isList(raw) ? raw[Number(key)] : raw[String(key)];
}

/** `provider.authToken` -> `AUTH_TOKEN`. */
export function variableName(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}
