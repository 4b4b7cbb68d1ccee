// What must hold in every state: no dangling reference, no cap exceeded, no queue below its floor. Followed through the
// effects of each call, so that a step costs what it changes and not what the account holds.

import {
  type Address,
  type Effect,
  type Kind,
  kindsOf,
  type PlanContext,
  type Provider,
  type Ref,
  type Resource,
} from '../../contract/index.js';
import { sorted } from '../compare.js';
import { floorOf } from '../order/staffing.js';
import { createNumbers, type Numbers } from './numbers.js';

/** What is fixed for a plan, worked out once and shared by all schedules. */
export interface Ground {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly context: PlanContext;
  readonly start: ReadonlyMap<Address, Resource>;
  readonly numbers: Numbers;
  /** Of the state before the plan: every run begins with a copy of it. */
  readonly counts: Counts;
  /** References to anything else are not ours to judge. */
  readonly known: ReadonlySet<number>;
  /** By pool: members that must be able to take calls at any time. */
  readonly levels: ReadonlyMap<number, number>;
}

export interface Watch {
  /** Takes in what one call did; says what is broken now. */
  step(effects: readonly Effect[]): string[];
}

export function createGround(
  provider: Provider,
  context: PlanContext,
  start: readonly Resource[],
  created: readonly Address[],
  deleted: ReadonlySet<Address>,
): Ground {
  const kinds = kindsOf(provider);
  const resources = new Map<Address, Resource>();
  for (const resource of start) resources.set(resource.address, resource);
  const numbers = createNumbers();
  const { counts, pools } = countsOf({ kinds, context, numbers }, [...resources.values()]);
  const levels = new Map<number, number>();
  for (const number of pools) {
    const count = counts.staff[number] ?? 0;
    const pool = numbers.name(number);
    const level = deleted.has(pool) ? 0 : Math.min(count, floorOf(context, pool));
    if (level > 0) levels.set(number, level);
  }
  const known = new Set<number>();
  for (const address of resources.keys()) known.add(numbers.of(address));
  for (const address of created) known.add(numbers.of(address));
  return { kinds, context, start: resources, numbers, counts, known, levels };
}

/** What counting needs to know of the vendor. */
type Rules = Pick<Ground, 'kinds' | 'context' | 'numbers'>;

/** Everything by the number of an address or of a pool; nothing is 0 or empty. */
interface Counts {
  readonly resources: (Resource | undefined)[];
  /** Members that can take calls. */
  readonly staff: number[];
  /** Places in use under a cap, and how many there may be. */
  readonly used: number[];
  readonly most: number[];
  readonly refs: number[];
  /** Memberships of a member; the lists are replaced, never changed. */
  readonly jobs: (readonly number[])[];
}

const copyOf = ({ resources, staff, used, most, refs, jobs }: Counts): Counts => ({
  resources: [...resources],
  staff: [...staff],
  used: [...used],
  most: [...most],
  refs: [...refs],
  jobs: [...jobs],
});

/** Starts anew from the state before the plan. */
export function createWatch(ground: Ground): Watch {
  const counts = copyOf(ground.counts);
  return {
    step(effects) {
      const touched = nothingTouched();
      for (const effect of effects) {
        const number = ground.numbers.of('put' in effect ? effect.put.address : effect.drop);
        const old = counts.resources[number];
        if (old) count(ground, counts, old, number, -1, touched);
        if ('put' in effect) count(ground, counts, effect.put, number, 1, touched);
        else if (old) touched.dropped.push(number);
      }
      return broken(ground, counts, touched);
    },
  };
}

/** Lists, in which a number may stand twice: most calls touch one of each. */
interface Touched {
  readonly pools: number[];
  readonly slots: number[];
  readonly put: Put[];
  readonly dropped: number[];
}

interface Put {
  readonly number: number;
  readonly resource: Resource;
  readonly refs: readonly Ref[];
}

const nothingTouched = (): Touched => ({ pools: [], slots: [], put: [], dropped: [] });

function countsOf(ground: Rules, start: readonly Resource[]): { counts: Counts; pools: ReadonlySet<number> } {
  const counts: Counts = { resources: [], staff: [], used: [], most: [], refs: [], jobs: [] };
  const touched = nothingTouched();
  // Members first, so that a membership finds whether its member can take calls.
  for (const resource of start) counts.resources[ground.numbers.of(resource.address)] = resource;
  for (const resource of start) {
    count(ground, counts, resource, ground.numbers.of(resource.address), 1, touched);
  }
  // An account that is over a cap today may stay there, but not go further.
  for (const slot of touched.slots) {
    counts.most[slot] = Math.max(counts.most[slot] ?? 0, counts.used[slot] ?? 0);
  }
  return { counts, pools: new Set(touched.pools) };
}

const NONE: readonly number[] = [];

function count(
  ground: Rules,
  counts: Counts,
  resource: Resource,
  number: number,
  by: 1 | -1,
  touched: Touched,
): void {
  const kind = ground.kinds.get(resource.kind);
  if (!kind) return;
  const { numbers } = ground;
  const refs = kind.refs(resource);
  if (by > 0 && refs.length > 0) touched.put.push({ number, resource, refs });
  for (const { to } of refs) add(counts.refs, numbers.of(to), by);
  for (const { pool, limit } of kind.slots?.(resource, ground.context.live) ?? []) {
    const slot = numbers.of(pool);
    add(counts.used, slot, by);
    counts.most[slot] ??= limit;
    touched.slots.push(slot);
  }
  const job = kind.staffs?.(resource);
  if (job) {
    const member = numbers.of(job.member);
    const jobs = counts.jobs[member] ?? NONE;
    if (by < 0) counts.jobs[member] = jobs.filter((one) => one !== number);
    else if (!jobs.includes(number)) counts.jobs[member] = [...jobs, number];
    if (isActive(ground, counts.resources[member])) staff(counts, numbers.of(job.pool), by, touched);
  }
  turn(ground, counts, resource, number, by, touched);
}

/** Puts or drops the resource itself; the pools of a member count it if it can take calls. */
function turn(
  ground: Rules,
  counts: Counts,
  resource: Resource,
  number: number,
  by: 1 | -1,
  touched: Touched,
): void {
  const was = counts.resources[number];
  const next = by > 0 ? resource : undefined;
  if (was === next) return;
  counts.resources[number] = next;
  const difference = Number(isActive(ground, next)) - Number(isActive(ground, was));
  if (difference === 0) return;
  for (const membership of counts.jobs[number] ?? NONE) {
    const held = counts.resources[membership];
    const job = held && ground.kinds.get(held.kind)?.staffs?.(held);
    if (job) staff(counts, ground.numbers.of(job.pool), difference, touched);
  }
}

function staff(counts: Counts, pool: number, by: number, touched: Touched): void {
  add(counts.staff, pool, by);
  touched.pools.push(pool);
}

function add(list: number[], at: number, by: number): void {
  list[at] = (list[at] ?? 0) + by;
}

function isActive(ground: Rules, member: Resource | undefined): boolean {
  return member !== undefined && (ground.kinds.get(member.kind)?.active?.(member) ?? true);
}

function broken(ground: Ground, counts: Counts, touched: Touched): string[] {
  const found: string[] = [];
  for (const pool of touched.pools) found.push(...tooFew(ground, counts, pool));
  for (const slot of touched.slots) found.push(...tooMany(ground, counts, slot));
  for (const put of touched.put) found.push(...dangling(ground, counts, put));
  for (const number of touched.dropped) {
    if (counts.resources[number] === undefined && (counts.refs[number] ?? 0) > 0) {
      found.push(`${ground.numbers.name(number)} is gone and something still refers to it`);
    }
  }
  return found.length === 0 ? found : sorted(new Set(found));
}

const SOUND: readonly string[] = [];

function tooFew({ numbers, levels }: Ground, counts: Counts, pool: number): readonly string[] {
  const level = levels.get(pool) ?? 0;
  const now = counts.staff[pool] ?? 0;
  if (now >= level) return SOUND;
  return [`${numbers.name(pool)} is left with ${now} of the ${level} members that it must keep`];
}

function tooMany({ numbers }: Ground, counts: Counts, slot: number): readonly string[] {
  const used = counts.used[slot] ?? 0;
  const most = counts.most[slot] ?? 0;
  return used > most ? [`${numbers.name(slot)} holds ${used} and ${most} is the limit`] : SOUND;
}

function dangling({ numbers, known }: Ground, counts: Counts, put: Put): readonly string[] {
  const { number, resource, refs } = put;
  // Put again or dropped by the same call: only what it is in the end counts.
  if (counts.resources[number] !== resource) return SOUND;
  const isMissing = (to: number): boolean => counts.resources[to] === undefined && known.has(to);
  if (!refs.some((ref) => isMissing(numbers.of(ref.to)))) return SOUND;
  return refs
    .filter((ref) => isMissing(numbers.of(ref.to)))
    .map((ref) => `${resource.address} refers to ${ref.to}, which does not exist`);
}
