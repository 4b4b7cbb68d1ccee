// What only the whole of a center shows: uses of what is declared absent, and policy that names nothing.

import { type Address, kindsOf, type Provider } from '../../contract/index.js';
import { isList, isMap, type RawMap } from '../raw.js';
import { quoted, suggestion } from '../words.js';
import type { Building } from './building.js';

/** Nothing that is declared may be, or refer to, something that another line declares absent. */
export function checkAbsent({ resources, absent, provider, report, place }: Building): void {
  if (absent.size === 0) return;
  const kinds = kindsOf(provider);
  const told = new Set<string>();
  const say = (target: Address, user: Address): void => {
    // Once for a whole list: all members of a queue refer to the queue.
    const use = `${target} ${resources.get(user)?.list ?? user}`;
    if (told.has(use)) return;
    told.add(use);
    const where = place(absent.get(target)?.origin);
    const message = `${target} is used here, but declared absent at ${where}. Remove one of the two.`;
    report(resources.get(user)?.origin, 'declared-absent', message, { address: target });
  };
  for (const resource of resources.values()) {
    const { address } = resource;
    if (absent.has(address)) say(address, address);
    for (const { to } of kinds.get(resource.kind)?.refs(resource) ?? []) {
      if (absent.has(to)) say(to, address);
    }
  }
}

/** `policy.prune` must name sections; `protect` and `staffing` should name something that can exist. */
export function checkPolicy(raw: RawMap, building: Building): void {
  checkPrune(raw, building);
  checkProtect(raw, building);
  checkStaffing(raw, building);
}

function checkProtect({ protect }: RawMap, { places, report, provider }: Building): void {
  if (!isList(protect)) return;
  const kinds = provider.kinds.map((kind) => kind.name);
  for (const [index, pattern] of protect.entries()) {
    if (typeof pattern !== 'string' || canMatch(pattern, kinds)) continue;
    const hint = suggestion(pattern.replace(/\/.*$/s, ''), kinds);
    const message = `protect: ${quoted(pattern)} can cover no object of ${provider.title}. ${hint}`;
    report(places.child(protect, index), 'names-nothing', message, { severity: 'warning' });
  }
}

function checkStaffing({ staffing }: RawMap, building: Building): void {
  if (!isMap(staffing)) return;
  const { places, report, provider } = building;
  const names = idsOf(building, provider);
  for (const name of Object.keys(staffing)) {
    if (name === 'default' || names.has(name)) continue;
    const message = `staffing: no document of this center declares ${quoted(name)}. It counts only if it is live; check the number.`;
    report(places.key(staffing, name), 'names-nothing', message, { severity: 'warning' });
  }
}

function checkPrune({ prune }: RawMap, { places, report, provider }: Building): void {
  if (!isList(prune)) return;
  const sections = provider.sections.map((section) => section.name);
  for (const [index, name] of prune.entries()) {
    if (typeof name !== 'string' || sections.includes(name)) continue;
    const message = `prune: ${provider.title} has no section ${quoted(name)}. ${suggestion(name, sections)}`;
    report(places.child(prune, index), 'unknown-section', message);
  }
}

/** Whether an address of some kind could fit: addresses begin with the name of their kind. */
function canMatch(pattern: string, kinds: readonly string[]): boolean {
  const fixed = /^[^*]*/.exec(pattern)?.[0] ?? '';
  const slash = fixed.indexOf('/');
  if (slash >= 0) return kinds.includes(fixed.slice(0, slash));
  return fixed === pattern ? kinds.includes(fixed) : kinds.some((kind) => kind.startsWith(fixed));
}

/** What a floor may be set for: everything that has members, by address and by id. */
function idsOf({ resources }: Building, provider: Provider): ReadonlySet<string> {
  const names = new Set<string>();
  const staffing = new Map(provider.kinds.map((kind) => [kind.name, kind.staffs]));
  const pools = new Set<string>();
  const add = (address: Address): void => {
    names.add(address);
    names.add(address.slice(address.indexOf('/') + 1));
  };
  for (const resource of resources.values()) {
    const pool = staffing.get(resource.kind)?.(resource).pool;
    if (pool === undefined) continue;
    add(pool);
    const kind = resources.get(pool)?.kind;
    if (kind !== undefined) pools.add(kind);
  }
  // A queue without members is still a queue; without any membership every object may be one.
  for (const { address, kind } of resources.values()) {
    if (pools.size === 0 || pools.has(kind)) add(address);
  }
  return names;
}
