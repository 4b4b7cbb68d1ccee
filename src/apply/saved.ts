// A saved plan: what was reviewed, and what each change relied on. Nothing in the file is ever sent.

import { createHash } from 'node:crypto';
import {
  type CenterPlan,
  type Change,
  type ChangeKey,
  type Desired,
  FORMAT_VERSION,
  type Live,
  type PlanContext,
  type Problem,
  type Provider,
  type Resource,
} from '../contract/index.js';

/** Hash of the live objects that each change relies on or overwrites, by change. */
export type Preconditions = Readonly<Record<ChangeKey, string>>;

export interface SavedCenter {
  readonly plan: CenterPlan;
  readonly desired: Desired;
  readonly preconditions: Preconditions;
}

export interface SavedPlan {
  readonly tool: string;
  readonly centers: readonly SavedCenter[];
}

/** Pure. A call that overwrites a whole list relies on the whole list; any other on its own object alone. */
export function preconditionsOf(plan: CenterPlan, { live }: PlanContext, provider: Provider): Preconditions {
  const wholeLists = new Set(
    plan.calls
      .filter(({ operation }) => provider.operations[operation]?.wholeList)
      .flatMap(({ changes }) => changes),
  );
  const lists = hashLists(live);
  return Object.fromEntries(
    plan.changes.map((change) => [
      change.key,
      wholeLists.has(change.key) ? listHash(change, live, lists) : objectHash(change, live),
    ]),
  );
}

function objectHash({ address }: Change, live: Live): string {
  return hashOf(canonical(live.resources.get(address)?.fields ?? null));
}

/** What is in the list besides the change's own object, and that object. */
function listHash(change: Change, live: Live, lists: ReadonlyMap<string, string>): string {
  const list = live.resources.get(change.address)?.list ?? listOfNew(change);
  return hashOf(`${objectHash(change, live)} ${lists.get(list) ?? 'no list'}`);
}

/** A create has no live object to ask; elements of one list share their address up to the last part. */
function listOfNew({ address }: Change): string {
  return address.slice(0, address.lastIndexOf('/'));
}

function hashLists(live: Live): Map<string, string> {
  const members = new Map<string, string[]>();
  const add = (list: string, line: string): void => {
    const lines = members.get(list);
    if (lines) lines.push(line);
    else members.set(list, [line]);
  };
  for (const { address, list, fields } of live.resources.values()) {
    if (list === undefined) continue;
    const line = `${address} ${canonical(fields)}`;
    add(list, line);
    const parent = address.slice(0, address.lastIndexOf('/'));
    if (parent !== list) add(parent, line);
  }
  return new Map([...members].map(([list, lines]) => [list, hashOf(lines.sort().join('\n'))]));
}

export interface StillValid {
  /** Keys that may be made. */
  readonly go: ReadonlySet<ChangeKey>;
  /** Keys of the saved plan that are in effect already. */
  readonly done: readonly ChangeKey[];
  /** Changes of the fresh plan that may not be made, with the reason. */
  readonly refused: ReadonlyMap<ChangeKey, string>;
}

/** Pure. Compares what was reviewed with what is planned now: only what moved, and what waits for it, is refused. */
export function selectStillValid(
  saved: { readonly plan: CenterPlan; readonly preconditions: Preconditions },
  fresh: { readonly plan: CenterPlan; readonly preconditions: Preconditions },
): StillValid {
  const reviewed = new Map(saved.plan.changes.map((change) => [change.key, change]));
  const now = new Map(fresh.plan.changes.map((change) => [change.key, change]));
  const refused = new Map<ChangeKey, string>();
  for (const [key, change] of now) {
    const before = reviewed.get(key);
    if (!before) refused.set(key, 'not in the saved plan');
    else if (
      saved.preconditions[key] !== fresh.preconditions[key] ||
      canonical(before.fields) !== canonical(change.fields)
    ) {
      refused.set(key, `${change.address} moved since the plan was saved`);
    }
  }
  refuseDependants(fresh.plan.changes, refused);
  return {
    go: new Set([...now.keys()].filter((key) => !refused.has(key))),
    done: [...reviewed.keys()].filter((key) => !now.has(key)),
    refused,
  };
}

function refuseDependants(changes: readonly Change[], refused: Map<ChangeKey, string>): void {
  const dependants = new Map<ChangeKey, ChangeKey[]>();
  for (const { key, waitsFor } of changes) {
    for (const before of waitsFor) {
      const list = dependants.get(before);
      if (list) list.push(key);
      else dependants.set(before, [key]);
    }
  }
  const queue = [...refused.keys()];
  for (let at = 0; at < queue.length; at++) {
    const before = queue[at] ?? '';
    for (const key of dependants.get(before) ?? []) {
      if (refused.has(key)) continue;
      refused.set(key, `waits for ${before}, which is refused`);
      queue.push(key);
    }
  }
}

// ---------------------------------------------------------------- the file

/** The text of `plan --out`: the plan's JSON plus what `apply --plan` needs, and a checksum over all of it. Pure. */
export function writeSavedPlan(saved: SavedPlan): string {
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
  return `${JSON.stringify({ ...body, checksum: hashOf(canonical(body)) }, null, 2)}\n`;
}

/** Reads a saved plan; hostile text. A file that is none, or was altered, is a problem (exit 4). Pure. */
export function readSavedPlan(text: string, name: string): SavedPlan | Problem {
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
  if (checksum !== hashOf(canonical(rest))) {
    return stale('plan-altered', `${name} was altered after it was saved. Make a new plan and review it.`);
  }
  // The checksum says that this is what we wrote: its shape needs no second look.
  const plans = body.centers as readonly CenterPlan[];
  const kept = body.saved as readonly {
    readonly desired: PackedDesired;
    readonly preconditions: Preconditions;
  }[];
  return {
    tool: typeof body.tool === 'string' ? body.tool : '',
    centers: plans.flatMap((plan, index) => {
      const center = kept[index];
      return center
        ? [{ plan, desired: unpackDesired(center.desired), preconditions: center.preconditions }]
        : [];
    }),
  };
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
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** JSON with sorted keys: the same for the same content. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
