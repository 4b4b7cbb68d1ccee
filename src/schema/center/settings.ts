// The `provider` block: merged over the documents, checked by the provider's own schema, secrets boxed.

import type { Origin, Provider, Value } from '../../contract/index.js';
import { CHECKED_ONCE } from '../fields.js';
import { secretPaths } from '../introspect.js';
import type { Places } from '../places.js';
import { emptyMap, isList, isMap, isMarked, type Raw, type RawMap } from '../raw.js';
import type { SchemaCode } from '../report.js';
import { kindOf, quoted, suggestion } from '../words.js';
import { type Boxing, boxSecrets, variableName } from './boxes.js';
import { reportIssues } from './issues.js';
import { type Merging, mergeMaps } from './merge.js';

export interface ProviderBlock {
  readonly raw: RawMap;
  readonly type: string;
  readonly origin: Origin | undefined;
  /** Where the type stands. */
  readonly typeOrigin: Origin | undefined;
}

/** The block of a center, or undefined (with its problem) if there is none that can be used. */
export function providerBlock(
  roots: readonly RawMap[],
  origin: Origin,
  isPartial: boolean,
  merging: Merging,
): ProviderBlock | undefined {
  const { places, report } = merging;
  const having = roots.filter((root) => root.provider !== undefined);
  const maps = having.flatMap((root) => {
    if (isMap(root.provider)) return [root.provider];
    if (!places.isSpoiled(root, 'provider')) {
      const message = `provider must be a mapping with a type, not ${kindOf(root.provider)}.`;
      report(places.child(root, 'provider'), 'bad-value', message);
    }
    return [];
  });
  const [first] = having;
  if (first === undefined) {
    // It may stand in a file that could not be read.
    if (!isPartial)
      report(
        origin,
        'missing-provider',
        'No document of this center has a provider block. Add one with a type.',
      );
    return undefined;
  }
  if (maps.length === 0) return undefined;
  const raw = mergeMaps(maps, {}, merging);
  const place = places.key(first, 'provider');
  if (typeof raw.type === 'string' && raw.type !== '') {
    return { raw, type: raw.type, origin: place, typeOrigin: places.child(raw, 'type') };
  }
  if (!places.isSpoiled(raw, 'type')) {
    report(
      places.child(raw, 'type') ?? place,
      'missing-provider',
      'provider has no type. Add one, such as the name of the vendor.',
    );
  }
  return undefined;
}

export function unknownProvider(
  { type, typeOrigin }: ProviderBlock,
  why: { readonly code: SchemaCode; readonly message: string } | undefined,
  types: readonly string[],
  { report }: Merging,
): void {
  const { code, message } = why ?? {
    code: 'unknown-provider',
    message: `There is no provider type ${quoted(type)}.`,
  };
  const hint = types.length === 0 ? '`cutover providers` lists them.' : suggestion(type, types);
  report(typeOrigin, code, code === 'unknown-provider' ? `${message} ${hint}` : message);
}

/** The settings as the provider's schema makes them; of those that have problems, an empty object. */
export function settingsOf(
  block: ProviderBlock,
  provider: Provider,
  boxing: Boxing,
): Readonly<Record<string, Value>> {
  const { raw, origin } = block;
  const rest = emptyMap();
  for (const [key, value] of Object.entries(raw)) if (key !== 'type') rest[key] = value;
  const secrets = [...secretPaths(provider.settings)];
  for (const name of provider.secretSettings) {
    if (!secrets.some((path) => path.length === 1 && path[0] === name)) secrets.push([name]);
  }
  const result = provider.settings.safeParse(rest, CHECKED_ONCE);
  if (result.success) {
    const data = result.data as Readonly<Record<string, unknown>>;
    return boxSecrets(data, raw, secrets, 'provider.', boxing) as Readonly<Record<string, Value>>;
  }
  reportIssues(
    result.error.issues,
    {
      value: raw,
      origin,
      schema: provider.settings,
      label: 'provider',
      secrets,
      title: provider.title,
      extra: ['type'],
    },
    boxing.places,
    boxing.report,
  );
  // A literal secret is worth its warning whatever else is wrong.
  boxSecrets(raw, raw, secrets, 'provider.', boxing);
  return {};
}

/** The block as it was written, for `pull`. A secret that stands in the file becomes a variable. */
export function writtenBlock(
  { raw }: ProviderBlock,
  provider: Provider,
  places: Places,
): Readonly<Record<string, Value>> {
  const secrets = new Set<string | undefined>([
    ...provider.secretSettings,
    ...secretPaths(provider.settings).map((path) => path.at(-1)),
  ]);
  return asWritten(raw, places, (value, text, key) =>
    value !== null && secrets.has(key) ? variableOnly(text, key) : (text ?? value),
  );
}

/** The policy as it was written, for `pull`; its numbers and booleans without quotes. */
export function writtenPolicy(raw: RawMap, places: Places): Readonly<Record<string, Value>> {
  return asWritten(raw, places, (value, text) => {
    if (text !== undefined || value === null) return text ?? value;
    if (value === 'true' || value === 'false') return value === 'true';
    return /^(?:0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
  });
}

type ScalarOf = (value: string | null, text: string | undefined, key: string) => Value;

/** `text` is what stands in the file where a variable gave the value. */
function asWritten(raw: RawMap, places: Places, scalarOf: ScalarOf): Readonly<Record<string, Value>> {
  const written = (value: Raw, text: string | undefined, key: string): Value => {
    if (isMarked(value)) return value.text;
    if (isList(value)) {
      return value.map((each, index) => written(each, places.written(value, index)?.text, key));
    }
    if (isMap(value)) return mapped(value);
    return scalarOf(value, text, key);
  };
  const mapped = (map: RawMap): Readonly<Record<string, Value>> =>
    Object.fromEntries(
      Object.entries(map).map(([name, each]) => [name, written(each, places.written(map, name)?.text, name)]),
    );
  return mapped(raw);
}

/** A secret as one variable: neither a literal nor a default may go into another file. */
function variableOnly(text: string | undefined, key: string): string {
  const name = /^\$\{([A-Za-z0-9_]+)(?::-[^}]*)?\}$/.exec(text ?? '')?.[1] ?? variableName(key);
  return `\${${name}}`;
}
