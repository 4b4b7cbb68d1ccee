// What must hold in every state: no dangling reference, no cap exceeded, no queue below its floor. Followed through the
// effects of each call, so that a step costs what it changes and not what the account holds.

import type { Address, Effect, Kind, PlanContext, Provider, Ref, Resource } from '../../contract/index.js';
import { floorOf } from '../order/staffing.js';
import { createTable, type Table } from './table.js';

/** What is fixed for a plan, worked out once and shared by all schedules. */
export interface Ground {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly context: PlanContext;
  readonly start: ReadonlyMap<Address, Resource>;
  /** Of the state before the plan: every run begins with it. */
  readonly counts: Counts;
  /** References to anything else are not ours to judge. */
  readonly known: ReadonlySet<Address>;
  /** By pool: members that must be able to take calls at any time. */
  readonly levels: ReadonlyMap<Address, number>;
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
  const kinds = new Map(provider.kinds.map((kind) => [kind.name, kind]));
  const resources = new Map(start.map((resource) => [resource.address, resource]));
  const { counts, pools } = countsOf({ kinds, context, start: resources });
  const levels = new Map<Address, number>();
  for (const pool of pools) {
    const count = counts.staff.get(pool) ?? 0;
    const level = deleted.has(pool) ? 0 : Math.min(count, floorOf(context, pool));
    if (level > 0) levels.set(pool, level);
  }
  return {
    ...{ kinds, context, start: resources, counts, levels },
    known: new Set([...resources.keys(), ...created]),
  };
}

/** What counting needs to know of the vendor. */
type Rules = Pick<Ground, 'kinds' | 'context'>;

interface Counts {
  readonly resources: Table<Address, Resource>;
  readonly staff: Table<Address, number>;
  readonly slots: Table<string, { used: number; most: number }>;
  readonly refs: Table<Address, number>;
  /** Memberships of a member. */
  readonly jobs: Table<Address, Set<Address>>;
}

function createCounts(below?: Counts): Counts {
  return {
    resources: createTable(below?.resources),
    staff: createTable(below?.staff),
    slots: createTable(below?.slots, (slot) => ({ ...slot })),
    refs: createTable(below?.refs),
    jobs: createTable(below?.jobs, (own) => new Set(own)),
  };
}

/** Starts anew from the state before the plan. */
export function createWatch(ground: Ground): Watch {
  const counts = createCounts(ground.counts);
  return {
    step(effects) {
      const touched = {
        pools: new Set<Address>(),
        slots: new Set<string>(),
        put: new Map<Address, readonly Ref[]>(),
        dropped: new Set<Address>(),
      };
      for (const effect of effects) {
        const address = 'put' in effect ? effect.put.address : effect.drop;
        const old = counts.resources.get(address);
        if (old) count(ground, counts, old, -1, touched);
        if ('put' in effect) {
          count(ground, counts, effect.put, 1, touched);
        } else if (old) {
          touched.dropped.add(address);
        }
      }
      return broken(ground, counts, touched);
    },
  };
}

interface Touched {
  readonly pools: Set<Address>;
  readonly slots: Set<string>;
  /** With what each refers to now. */
  readonly put: Map<Address, readonly Ref[]>;
  readonly dropped: Set<Address>;
}

function countsOf(ground: Rules & Pick<Ground, 'start'>): { counts: Counts; pools: ReadonlySet<Address> } {
  const counts = createCounts();
  const touched: Touched = { pools: new Set(), slots: new Set(), put: new Map(), dropped: new Set() };
  // Members first, so that a membership finds whether its member can take calls.
  for (const resource of ground.start.values()) counts.resources.set(resource.address, resource);
  for (const resource of ground.start.values()) count(ground, counts, resource, 1, touched);
  // An account that is over a cap today may stay there, but not go further.
  for (const pool of touched.slots) {
    const slot = counts.slots.own(pool);
    if (slot) slot.most = Math.max(slot.most, slot.used);
  }
  return { counts, pools: touched.pools };
}

function count(ground: Rules, counts: Counts, resource: Resource, by: 1 | -1, touched: Touched): void {
  const kind = ground.kinds.get(resource.kind);
  if (!kind) return;
  const { address } = resource;
  const refs = kind.refs(resource);
  if (by > 0) touched.put.set(address, refs);
  for (const ref of refs) counts.refs.set(ref.to, (counts.refs.get(ref.to) ?? 0) + by);
  for (const { pool, limit } of kind.slots?.(resource, ground.context.live) ?? []) {
    const slot = counts.slots.own(pool);
    if (slot) slot.used += by;
    else counts.slots.set(pool, { used: by, most: limit });
    touched.slots.add(pool);
  }
  const job = kind.staffs?.(resource);
  if (job) {
    const own = counts.jobs.own(job.member);
    if (!own && by > 0) counts.jobs.set(job.member, new Set([address]));
    else if (by > 0) own?.add(address);
    else own?.delete(address);
    if (isActive(ground, counts.resources.get(job.member))) staff(counts, job.pool, by, touched);
  }
  turn(ground, counts, resource, by, touched);
}

/** Puts or drops the resource itself; the pools of a member count it if it can take calls. */
function turn(ground: Rules, counts: Counts, resource: Resource, by: 1 | -1, touched: Touched): void {
  const { address } = resource;
  const was = counts.resources.get(address);
  const next = by > 0 ? resource : undefined;
  if (was === next) return;
  if (next) counts.resources.set(address, next);
  else counts.resources.delete(address);
  const difference = Number(isActive(ground, next)) - Number(isActive(ground, was));
  if (difference === 0) return;
  for (const membership of counts.jobs.get(address) ?? []) {
    const held = counts.resources.get(membership);
    const job = held && ground.kinds.get(held.kind)?.staffs?.(held);
    if (job) staff(counts, job.pool, difference, touched);
  }
}

function staff(counts: Counts, pool: Address, by: number, touched: Touched): void {
  counts.staff.set(pool, (counts.staff.get(pool) ?? 0) + by);
  touched.pools.add(pool);
}

function isActive(ground: Rules, member: Resource | undefined): boolean {
  return member !== undefined && (ground.kinds.get(member.kind)?.active?.(member) ?? true);
}

function broken(ground: Ground, counts: Counts, touched: Touched): string[] {
  const found: string[] = [];
  for (const pool of touched.pools) {
    const level = ground.levels.get(pool) ?? 0;
    const now = counts.staff.get(pool) ?? 0;
    if (now < level) found.push(`${pool} is left with ${now} of the ${level} members that it must keep`);
  }
  for (const pool of touched.slots) {
    const slot = counts.slots.get(pool);
    if (slot && slot.used > slot.most) found.push(`${pool} holds ${slot.used} and ${slot.most} is the limit`);
  }
  for (const [address, refs] of touched.put) {
    if (counts.resources.get(address) === undefined) continue;
    for (const ref of refs) {
      if (ground.known.has(ref.to) && counts.resources.get(ref.to) === undefined) {
        found.push(`${address} refers to ${ref.to}, which does not exist`);
      }
    }
  }
  for (const address of touched.dropped) {
    if (counts.resources.get(address) === undefined && (counts.refs.get(address) ?? 0) > 0) {
      found.push(`${address} is gone and something still refers to it`);
    }
  }
  return found.sort();
}
