// Follows effects to record how few active members each queue ever had, and which writes cut a live call.

import type { Address, Effect, Resource } from '../contract/index.js';
import type { StaffRules } from './spec.js';

export interface Staffing {
  readonly now: number;
  /** The fewest active members since the start (or since the last reset). */
  readonly min: number;
  /** True when the queue is gone; its minimum stays on record. */
  readonly gone: boolean;
}

export interface Staff {
  /** Follows the effects of one request, which take effect at once. Returns the members whose call would be cut. */
  follow(effects: readonly Effect[]): ReadonlySet<Address>;
  pools(): Readonly<Record<Address, Staffing>>;
  /** Members that exist. */
  members(): readonly Address[];
  isActive(member: Address): boolean;
  /** Forgets the minima: counts from now. */
  reset(): void;
}

export function createStaff(rules: StaffRules, start: readonly Resource[]): Staff {
  const pools = createPools();
  const active = new Map<Address, boolean>();
  const bindings = new Map<Address, { pool: Address; member: Address }>();
  const poolsOf = new Map<Address, Set<Address>>();
  const lines = new Map<Address, Address>();
  const cut = new Set<Address>();

  const setActive = (member: Address, next: boolean): void => {
    const before = active.get(member) === true;
    active.set(member, next);
    if (before === next) return;
    if (before) cut.add(member);
    for (const pool of poolsOf.get(member) ?? []) pools.count(pool, next ? 1 : -1);
  };

  const put = (resource: Resource): void => {
    const { address } = resource;
    if (rules.isPool(resource)) pools.at(address).gone = false;
    const member = rules.member(resource);
    if (member) setActive(address, member.active);
    const binding = rules.binding(resource);
    if (binding && !bindings.has(address)) {
      bindings.set(address, binding);
      setAt(poolsOf, binding.member).add(binding.pool);
      if (active.get(binding.member)) pools.count(binding.pool, 1);
    }
    const line = rules.line?.(resource);
    if (line !== undefined) lines.set(address, line);
  };

  const drop = (address: Address): void => {
    if (pools.has(address)) pools.at(address).gone = true;
    if (active.has(address)) {
      setActive(address, false);
      active.delete(address);
      cut.add(address);
    }
    const binding = bindings.get(address);
    if (binding) {
      bindings.delete(address);
      poolsOf.get(binding.member)?.delete(binding.pool);
      if (active.get(binding.member)) pools.count(binding.pool, -1);
      cut.add(binding.member);
    }
    const line = lines.get(address);
    if (line !== undefined && lines.delete(address)) cut.add(line);
  };

  for (const resource of start) put(resource);
  pools.settle();
  pools.reset();
  cut.clear();

  return {
    follow(effects) {
      for (const effect of effects) {
        if ('put' in effect) put(effect.put);
        else drop(effect.drop);
      }
      pools.settle();
      const found = new Set(cut);
      cut.clear();
      return found;
    },
    pools: pools.shown,
    members: () => [...active.keys()],
    isActive: (member) => active.get(member) === true,
    reset: pools.reset,
  };
}

interface Pools {
  has(address: Address): boolean;
  /** Made where it is new. */
  at(address: Address): { gone: boolean };
  count(address: Address, step: number): void;
  /** Within one request the order of effects means nothing: only its end is a state that a caller can meet. */
  settle(): void;
  reset(): void;
  shown(): Readonly<Record<Address, Staffing>>;
}

/** How many active members each pool has, and the fewest that it ever had. */
function createPools(): Pools {
  const pools = new Map<Address, { now: number; min: number; gone: boolean }>();
  const touched = new Set<Address>();
  const at = (address: Address) => {
    const pool = pools.get(address) ?? { now: 0, min: 0, gone: false };
    pools.set(address, pool);
    return pool;
  };
  return {
    has: (address) => pools.has(address),
    at,
    count(address, step) {
      at(address).now += step;
      touched.add(address);
    },
    settle() {
      for (const pool of [...touched].map(at)) pool.min = Math.min(pool.min, pool.now);
      touched.clear();
    },
    reset() {
      for (const pool of pools.values()) pool.min = pool.now;
    },
    shown: () =>
      Object.fromEntries([...pools].map(([address, { now, min, gone }]) => [address, { now, min, gone }])),
  };
}

function setAt(map: Map<Address, Set<Address>>, key: Address): Set<Address> {
  const known = map.get(key);
  if (known) return known;
  const made = new Set<Address>();
  map.set(key, made);
  return made;
}
