// What a plan relies on, as hashes: one for the whole plan, and one for each object, so that a saved plan refuses
// exactly the changes whose objects moved.

import {
  type Address,
  type CenterPlan,
  type Change,
  type ChangeKey,
  collect,
  type Kind,
  kindsOf,
  type PlanContext,
  type Provider,
  type Resource,
} from '../contract/index.js';
import { sorted } from './compare.js';
import { hashText, hashValue } from './hash.js';

/** What one change relies on: name of the thing → hash of it as it was read, `null` where there was nothing. */
export type Relied = Readonly<Record<string, string | null>>;
export type Preconditions = Readonly<Record<ChangeKey, Relied>>;

/** By change: its object; what it refers to; the whole list that its call overwrites; what holds a deleted object. */
export function preconditionsOf(
  plan: Pick<CenterPlan, 'changes' | 'calls'>,
  context: PlanContext,
  provider: Provider,
): Preconditions {
  const reader = createReader(plan, context, provider);
  return Object.fromEntries(plan.changes.map((change) => [change.key, Object.fromEntries(reader(change))]));
}

/**
 * Keys of changes of the saved plan that rely on something that is not as it was. Sorted. `settled` tells of an address
 * that the saved plan itself has brought into being since: that it exists now is no surprise.
 */
export function movedChanges(
  saved: Preconditions,
  now: Preconditions,
  settled: (address: Address) => boolean = () => false,
): ChangeKey[] {
  return sorted(
    Object.keys(saved).filter((key) => {
      const after = Object.hasOwn(now, key) ? now[key] : undefined;
      return !after || hasMoved(saved[key] ?? {}, after, settled);
    }),
  );
}

const EXISTS = 'exists ';
const HELD = 'held ';

function hasMoved(saved: Relied, now: Relied, settled: (address: Address) => boolean): boolean {
  const lost = Object.keys(saved).some((name) =>
    Object.hasOwn(now, name) ? now[name] !== saved[name] : !name.startsWith(HELD),
  );
  if (lost) return true;
  return Object.keys(now).some(
    (name) => !Object.hasOwn(saved, name) && !(name.startsWith(EXISTS) && settled(name.slice(EXISTS.length))),
  );
}

/** One hash over everything that the changes rely on. */
export function fingerprintOf(
  plan: Pick<CenterPlan, 'changes' | 'calls'>,
  context: PlanContext,
  provider: Provider,
): string {
  const reader = createReader(plan, context, provider);
  const all = new Map<string, string | null>();
  for (const change of plan.changes) for (const [name, hash] of reader(change)) all.set(name, hash);
  const lines = sorted(all.keys()).map((name) => `${JSON.stringify(name)} ${all.get(name)}\n`);
  return hashText(lines.join(''));
}

/** What is looked at to say what a change relies on. */
interface Reading {
  readonly context: PlanContext;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Changes whose call overwrites a whole list. */
  readonly wholeList: ReadonlySet<ChangeKey>;
  readonly hashes: Hashes;
  /** Address → live objects that refer to it, in order. Empty where nothing is deleted. */
  readonly holders: ReadonlyMap<Address, readonly Address[]>;
}

type Relying = readonly [name: string, hash: string | null];

function createReader(
  plan: Pick<CenterPlan, 'changes' | 'calls'>,
  context: PlanContext,
  provider: Provider,
): (change: Change) => Relying[] {
  const kinds = kindsOf(provider);
  const wholeList = new Set(
    plan.calls
      .filter((call) => provider.operations[call.operation]?.wholeList)
      .flatMap((call) => call.changes),
  );
  const deletes = plan.changes.some((change) => change.action === 'delete');
  const reading: Reading = {
    context,
    kinds,
    wholeList,
    hashes: createHashes(wholeList.size === 0 ? new Map() : elements(context)),
    holders: deletes ? holdersOf(context, kinds) : new Map(),
  };
  return (change) => reliedOn(change, reading);
}

function reliedOn(change: Change, { context, kinds, wholeList, hashes, holders }: Reading): Relying[] {
  const { address } = change;
  const before = context.before(address);
  const after = context.after(address);
  const relied: Relying[] = [[address, before ? hashes.of(before) : null]];
  // What the plan itself creates is relied on by that change.
  for (const ref of (after && kinds.get(change.kind)?.refs(after)) ?? []) {
    if (ref.to !== address && context.before(ref.to)) relied.push([`${EXISTS}${ref.to}`, 'yes']);
  }
  const list = (after ?? before)?.list;
  if (list !== undefined && wholeList.has(change.key)) relied.push([`list ${list}`, hashes.ofList(list)]);
  for (const holder of change.action === 'delete' ? (holders.get(address) ?? []) : []) {
    relied.push([`${HELD}${address} by ${holder}`, 'yes']);
  }
  return relied;
}

interface Hashes {
  of(resource: Resource): string;
  ofList(list: string): string;
}

/** Hashes of live objects and of whole lists of them, each worked out once. */
function createHashes(lists: ReadonlyMap<string, readonly Resource[]>): Hashes {
  const known = new Map<string, string>();
  const once = (name: string, make: () => string): string => {
    const found = known.get(name) ?? make();
    known.set(name, found);
    return found;
  };
  const of = (resource: Resource): string => once(resource.address, () => hashValue(resource.fields));
  const textOf = (list: string): string =>
    (lists.get(list) ?? []).map((one) => `${one.address} ${of(one)}\n`).join('');
  return { of, ofList: (list) => once(`list ${list}`, () => hashText(textOf(list))) };
}

function elements(context: PlanContext): Map<string, Resource[]> {
  const lists = new Map<string, Resource[]>();
  for (const resource of context.live.resources.values()) {
    if (resource.list !== undefined) collect(lists, resource.list, resource);
  }
  return lists;
}

function holdersOf(
  context: PlanContext,
  kinds: ReadonlyMap<string, Kind>,
): ReadonlyMap<Address, readonly Address[]> {
  const holders = new Map<Address, Address[]>();
  for (const resource of context.live.resources.values()) {
    for (const ref of kinds.get(resource.kind)?.refs(resource) ?? []) {
      collect(holders, ref.to, resource.address);
    }
  }
  return holders;
}
