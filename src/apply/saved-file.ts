// The file of a saved plan. Nothing in it is ever sent: it is read to be compared with a plan made anew.

import {
  type CenterPlan,
  type Desired,
  FORMAT_VERSION,
  type Problem,
  type Resource,
} from '../contract/index.js';
import type { Preconditions } from '../plan/fingerprint.js';
import { canonical, hashOf } from './canonical.js';

export interface SavedCenter {
  readonly plan: CenterPlan;
  readonly desired: Desired;
  readonly preconditions: Preconditions;
}

export interface SavedPlan {
  readonly tool: string;
  readonly centers: readonly SavedCenter[];
}

/**
 * The text of `plan --out`: the plan's JSON plus what `apply --plan` needs, and a checksum over all of it. `key` is
 * made of the centers' own credentials, so that nobody without them can alter the file unseen. Pure.
 */
export function writeSavedPlan(saved: SavedPlan, key: string): string {
  const body = {
    formatVersion: FORMAT_VERSION,
    tool: saved.tool,
    centers: saved.centers.map(({ plan }) => plan),
    saved: saved.centers.map(({ desired, preconditions, plan }) => ({
      center: plan.center,
      desired: packDesired(desired),
      preconditions,
    })),
  };
  return `${JSON.stringify({ ...body, checksum: hashOf(canonical(body), key) }, null, 2)}\n`;
}

/**
 * Reads a saved plan; hostile text. A file that is none, or was altered, is a problem (exit 4). `keyOf` makes the key
 * from the settings that the file names; it must not trust them. Pure.
 */
export function readSavedPlan(
  text: string,
  name: string,
  keyOf: (desired: readonly Desired[]) => string,
): SavedPlan | Problem {
  const body = parseObject(text);
  if (
    !body ||
    body.formatVersion !== FORMAT_VERSION ||
    !Array.isArray(body.saved) ||
    !Array.isArray(body.centers)
  ) {
    return stale(
      'plan-foreign',
      `${name} is not a plan that this version saved. Make one with cutover plan --out.`,
    );
  }
  const { checksum, ...rest } = body;
  const centers = unpackCenters(body.centers, body.saved);
  if (!centers)
    return stale(
      'plan-foreign',
      `${name} is not a plan that this version saved. Make one with cutover plan --out.`,
    );
  if (checksum !== hashOf(canonical(rest), keyOf(centers.map(({ desired }) => desired)))) {
    return stale(
      'plan-altered',
      `${name} was altered after it was saved, or saved with other credentials. Make a new plan and review it.`,
    );
  }
  return { tool: typeof body.tool === 'string' ? body.tool : '', centers };
}

/** The checksum says whether this is what we wrote; until then only the shapes that we use are believed. */
function unpackCenters(plans: readonly unknown[], saved: readonly unknown[]): SavedCenter[] | undefined {
  if (plans.length !== saved.length || !plans.every(isPlan) || !saved.every(isKept)) return undefined;
  return plans.flatMap((plan, index) => {
    const kept = saved[index];
    if (!kept) return [];
    return [{ plan, desired: unpackDesired(kept.desired), preconditions: { ...kept.preconditions } }];
  });
}

interface Kept {
  readonly desired: PackedDesired;
  readonly preconditions: Preconditions;
}

function isPlan(value: unknown): value is CenterPlan {
  return isObject(value) && typeof value.center === 'string' && Array.isArray(value.changes);
}

function isKept(value: unknown): value is Kept {
  if (!isObject(value) || !isObject(value.preconditions) || !isObject(value.desired)) return false;
  const { desired } = value;
  const pairs = [desired.resources, desired.absent, desired.renames];
  return (
    typeof desired.center === 'string' &&
    isObject(desired.settings) &&
    isObject(desired.places) &&
    Array.isArray(desired.lists) &&
    Array.isArray(desired.sections) &&
    pairs.every((list) => Array.isArray(list) && list.every(Array.isArray))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stale(code: string, message: string): Problem {
  return { code, severity: 'error', message, address: null };
}

type PackedDesired = Omit<Desired, 'resources' | 'absent' | 'lists' | 'sections' | 'renames' | 'locate'> & {
  readonly resources: readonly (readonly [string, Resource])[];
  readonly absent: readonly (readonly [string, Resource])[];
  readonly lists: readonly string[];
  readonly sections: readonly string[];
  readonly renames: readonly (readonly [string, string])[];
  /** Places as they were, by address. */
  readonly places: Readonly<Record<string, ReturnType<Desired['locate']>>>;
};

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

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
