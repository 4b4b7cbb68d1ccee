// What a plan relies on, as hashes: one for the whole plan, and one for each object, so that a saved plan refuses
// exactly the changes whose objects moved.

import {
  type Address,
  type CenterPlan,
  type Change,
  type ChangeKey,
  collect,
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

function createReader(
  plan: Pick<CenterPlan, 'changes' | 'calls'>,
  context: PlanContext,
  provider: Provider,
): (change: Change) => (readonly [string, string | null])[] {
  const kinds = kindsOf(provider);
  const whole = new Set(
    plan.calls
      .filter((call) => provider.operations[call.operation]?.wholeList)
      .flatMap((call) => call.changes),
  );
  const lists = whole.size === 0 ? new Map<string, Resource[]>() : elements(context);
  const deletes = plan.changes.some((change) => change.action === 'delete');
  const holders = deletes ? holdersOf(context, kinds) : new Map<string, string[]>();
  const hashes = new Map<string, string>();
  const hashOf = (resource: Resource): string => {
    const known = hashes.get(resource.address);
    if (known !== undefined) return known;
    const made = hashValue(resource.fields);
    hashes.set(resource.address, made);
    return made;
  };
  const hashOfList = (list: string): string => {
    const known = hashes.get(`list ${list}`);
    if (known !== undefined) return known;
    const made = hashText((lists.get(list) ?? []).map((one) => `${one.address} ${hashOf(one)}\n`).join(''));
    hashes.set(`list ${list}`, made);
    return made;
  };
  return (change) => {
    const before = context.before(change.address);
    const after = context.after(change.address);
    const relied: (readonly [string, string | null])[] = [[change.address, before ? hashOf(before) : null]];
    // What the plan itself creates is relied on by that change.
    for (const ref of (after && kinds.get(change.kind)?.refs(after)) ?? []) {
      if (ref.to !== change.address && context.before(ref.to)) relied.push([`${EXISTS}${ref.to}`, 'yes']);
    }
    const list = (after ?? before)?.list;
    if (list !== undefined && whole.has(change.key)) relied.push([`list ${list}`, hashOfList(list)]);
    if (change.action === 'delete') {
      for (const holder of holders.get(change.address) ?? []) {
        relied.push([`${HELD}${change.address} by ${holder}`, 'yes']);
      }
    }
    return relied;
  };
}

function elements(context: PlanContext): Map<string, Resource[]> {
  const lists = new Map<string, Resource[]>();
  for (const resource of context.live.resources.values()) {
    if (resource.list !== undefined) collect(lists, resource.list, resource);
  }
  return lists;
}

/** Address → live objects that refer to it, in order. */
function holdersOf(
  context: PlanContext,
  kinds: ReadonlyMap<string, Provider['kinds'][number]>,
): Map<string, string[]> {
  const holders = new Map<string, string[]>();
  for (const resource of context.live.resources.values()) {
    for (const ref of kinds.get(resource.kind)?.refs(resource) ?? []) {
      collect(holders, ref.to, resource.address);
    }
  }
  return holders;
}
