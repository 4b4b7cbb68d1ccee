// What a saved plan keeps beside the plan itself, as JSON and back.

import type { Desired, Live, Resource } from '../../contract/index.js';
import type { Preconditions } from '../../plan/fingerprint.js';
import type { TouchedState } from '../../plan/inverse.js';

export interface Kept {
  readonly desired: Desired;
  readonly preconditions: Preconditions;
  /** What was live when it was planned, without a secret: what undoes the plan. Of an inverse: what it expects. */
  readonly live: Live;
  /** Of an inverse: the two values that each object may have when it is applied. */
  readonly touched?: Readonly<Record<string, TouchedState>>;
}

type Pairs<V> = readonly (readonly [string, V])[];

type PackedDesired = Omit<Desired, 'resources' | 'absent' | 'lists' | 'sections' | 'renames' | 'locate'> & {
  readonly resources: Pairs<Resource>;
  readonly absent: Pairs<Resource>;
  readonly lists: readonly string[];
  readonly sections: readonly string[];
  readonly renames: Pairs<string>;
  /** Places as they were, by address. */
  readonly places: Readonly<Record<string, ReturnType<Desired['locate']>>>;
};

type PackedLive = Omit<Live, 'resources' | 'inCall'> & { readonly resources: readonly Resource[] };

export interface Packed extends Omit<Kept, 'desired' | 'live'> {
  readonly center: string;
  readonly desired: PackedDesired;
  readonly live: PackedLive;
}

export function pack({ desired, live, ...rest }: Kept): Packed {
  const { inCall: _now, resources, ...shown } = live;
  return {
    center: desired.center,
    ...rest,
    desired: packDesired(desired),
    live: { ...shown, resources: [...resources.values()] },
  };
}

export function unpack({ center: _same, desired, live, ...rest }: Packed): Kept {
  return {
    ...rest,
    desired: unpackDesired(desired),
    live: {
      ...live,
      resources: new Map(live.resources.map((resource) => [resource.address, resource])),
      inCall: new Set(),
    },
  };
}

function packDesired(desired: Desired): PackedDesired {
  const { locate, ...rest } = desired;
  const all = [...desired.resources.values(), ...desired.absent.values()];
  return {
    ...rest,
    resources: [...desired.resources],
    absent: [...desired.absent],
    lists: [...desired.lists].sort(),
    sections: [...desired.sections].sort(),
    renames: [...desired.renames],
    places: Object.fromEntries(
      all.flatMap(({ origin }) => (origin ? [[placeKey(origin), locate(origin)]] : [])),
    ),
  };
}

function unpackDesired({ places, ...rest }: PackedDesired): Desired {
  return {
    ...rest,
    resources: new Map(rest.resources),
    absent: new Map(rest.absent),
    lists: new Set(rest.lists),
    sections: new Set(rest.sections),
    renames: new Map(rest.renames),
    locate: (origin) => places[placeKey(origin)] ?? { file: '', line: 1, column: 1 },
  };
}

function placeKey({ file, offset }: { readonly file: number; readonly offset: number }): string {
  return `${file}:${offset}`;
}

/** Whether a value has the parts that are used before the checksum is known to be right. */
export function isPacked(value: unknown): value is Packed {
  if (!isObject(value) || !isObject(value.preconditions) || !isObject(value.desired)) return false;
  const { desired, live, touched } = value;
  return (
    typeof value.center === 'string' &&
    desired.center === value.center &&
    typeof desired.providerType === 'string' &&
    (desired.providerFile === undefined || typeof desired.providerFile === 'string') &&
    [desired.settings, desired.places, desired.policy].every(isObject) &&
    [desired.lists, desired.sections].every(Array.isArray) &&
    [desired.resources, desired.absent].every((list) => isPairs(list, isResource)) &&
    isPairs(desired.renames, (next) => typeof next === 'string') &&
    isObject(live) &&
    [live.certificates, live.ids, live.untouchable, live.ambiguous, live.facts].every(isObject) &&
    Array.isArray(live.resources) &&
    live.resources.every(isResource) &&
    (touched === undefined || (isObject(touched) && Object.values(touched).every(isObject)))
  );
}

function isPairs(value: unknown, isSecond: (second: unknown) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (pair: unknown) =>
        Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && isSecond(pair[1]),
    )
  );
}

function isResource(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.kind === 'string' &&
    typeof value.address === 'string' &&
    isObject(value.fields)
  );
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
