// Members that can take calls, by pool (a queue): now, joining, leaving, in the end. Disabling or deleting a member
// counts as leaving. What a floor leaves free to go is the pool's tokens: leaving takes one, joining gives one.

import type { Address, Problem, Resource, StaffingChange } from '../../contract/index.js';
import { compareText, sorted } from '../compare.js';
import { matcher } from '../pattern.js';
import { listed } from '../words.js';
import type { World } from '../world.js';
import type { Pool, PoolEvent } from './pools.js';
import type { View } from './view.js';

export interface Staffing {
  /** Floors of the policy: they hold in every intermediate state. */
  readonly pools: readonly Pool[];
  /** The wish that no queue with members now and in the end is ever empty, where the policy asks for nothing. */
  readonly wishes: readonly Pool[];
  readonly problems: readonly Problem[];
  /** Who comes and goes where, sorted by pool; pools that are themselves deleted are left out. */
  readonly moves: readonly StaffingChange[];
}

interface Team {
  /** Kind of its members. */
  member: string;
  now: number;
  /** Memberships, whether or not their member can take calls. */
  heads: number;
  headsAfter: number;
  readonly leaves: PoolEvent[];
  readonly joins: PoolEvent[];
}

const cache = new WeakMap<View, Staffing>();

export function staffingOf(view: View): Staffing {
  const known = cache.get(view);
  if (known) return known;
  const made = workOut(view);
  cache.set(view, made);
  return made;
}

/** The floor that the policy sets for a pool, by its address or by its id. */
export function floorOf(world: Pick<World, 'desired'>, pool: Address): number {
  const { staffing } = world.desired.policy;
  const id = pool.slice(pool.indexOf('/') + 1);
  for (const name of [pool, id]) {
    if (Object.hasOwn(staffing.of, name)) return staffing.of[name] ?? 0;
  }
  return staffing.default;
}

function workOut(view: View): Staffing {
  const teams = teamsOf(view);
  const pools: Pool[] = [];
  const wishes: Pool[] = [];
  const problems: Problem[] = [];
  const moves: StaffingChange[] = [];
  const protectedPool = matcher(view.world.desired.policy.protect);
  for (const [address, team] of [...teams].sort(([a], [b]) => compareText(a, b))) {
    if (view.deletes.has(address)) continue;
    if (team.leaves.length + team.joins.length > 0) moves.push(moveOf(view, address, team));
    const floor = floorOf(view.world, address);
    const after = team.now + team.joins.length - team.leaves.length;
    if (team.heads > 0 && team.headsAfter === 0 && protectedPool(address)) problems.push(emptied(address));
    const touched = team.leaves.length + team.joins.length > 0 || view.creates.has(address);
    if (touched && after < floor) problems.push(belowTheFloor(view, address, floor, team, after));
    const level = Math.min(floor, team.now);
    const pool = (kept: number): Pool => ({
      name: `members of ${address}`,
      rule: 'staffing',
      tokens: team.now - kept,
      takes: team.leaves,
      gives: team.joins,
    });
    if (after >= level && level > 0) pools.push(pool(level));
    if (level === 0 && team.now > 0 && after > 0) wishes.push(pool(1));
  }
  return { pools, wishes, problems, moves };
}

function moveOf({ world, context }: View, pool: Address, team: Team): StaffingChange {
  const label = context.after(pool)?.label ?? world.now.get(pool)?.label;
  const { member, now: before, leaves, joins } = team;
  return {
    pool,
    ...(label === undefined ? {} : { label }),
    member,
    before,
    leave: leaves.length,
    join: joins.length,
  };
}

/** The pools whose staffing the plan touches, and pools that it creates. */
function teamsOf(view: View): Map<Address, Team> {
  const { world, drafts } = view;
  const teams = new Map<Address, Team>();
  if (drafts.length === 0 || !isStaffed(world)) return teams;
  const touched = touchedPairs(view);
  for (const pair of touched.values()) {
    const team = teams.get(pair.pool) ?? emptyTeam();
    team.member = pair.member.slice(0, pair.member.indexOf('/'));
    teams.set(pair.pool, team);
    settle(view, pair, team);
  }
  for (const pool of createdPools(view)) {
    if (!teams.has(pool)) teams.set(pool, emptyTeam());
  }
  if (teams.size === 0) return teams;
  for (const membership of world.now.values()) {
    const pair = world.kind(membership).staffs?.(membership);
    const team = pair && teams.get(pair.pool);
    if (!pair || !team) continue;
    team.heads += 1;
    team.headsAfter += 1;
    if (isActive(world, world.now.get(pair.member))) team.now += 1;
  }
  return teams;
}

function emptyTeam(): Team {
  return { member: '', now: 0, heads: 0, headsAfter: 0, leaves: [], joins: [] };
}

/** Whether anybody works anywhere, or must: else nothing can be left too few. */
function isStaffed(world: World): boolean {
  if (!world.provider.kinds.some((kind) => kind.staffs)) return false;
  if (asksForFloors(world)) return true;
  for (const resource of world.now.values()) if (world.kind(resource).staffs) return true;
  return false;
}

interface Pair {
  readonly pool: Address;
  readonly member: Address;
  /** The membership's own address. */
  readonly membership: Address;
}

/** Memberships that come or go, and those of members that start or stop taking calls. */
function touchedPairs(view: View): Map<Address, Pair> {
  const { world, drafts } = view;
  const touched = new Map<Address, Pair>();
  const turned = new Set<Address>();
  for (const draft of drafts) {
    const side = draft.after ?? draft.before;
    const pair = side && draft.kind.staffs?.(side);
    if (pair) touched.set(draft.address, { ...pair, membership: draft.address });
    else if (isActive(world, draft.before) !== isActive(world, draft.after)) turned.add(draft.address);
    else if (draft.action !== 'update') turned.add(draft.address);
  }
  if (turned.size === 0) return touched;
  for (const membership of world.now.values()) {
    const pair = world.kind(membership).staffs?.(membership);
    if (pair && turned.has(pair.member)) {
      touched.set(membership.address, { ...pair, membership: membership.address });
    }
  }
  return touched;
}

function settle(view: View, pair: Pair, team: Team): void {
  const { world, drafts, context } = view;
  const change = view.byKey;
  const was = world.now.has(pair.membership);
  const will = context.after(pair.membership) !== undefined;
  const memberBefore = world.now.get(pair.member);
  const memberAfter = context.after(pair.member);
  const couldBefore = isActive(world, memberBefore);
  const canAfter = memberAfter ? isActive(world, memberAfter) : !view.deletes.has(pair.member);
  if (was && !will) team.headsAfter -= 1;
  if (!was && will) team.headsAfter += 1;
  const before = was && couldBefore;
  const after = will && canAfter;
  if (before === after) return;
  const causes: number[] = [];
  const add = (key: string): void => {
    const index = change.get(key);
    if (index !== undefined && drafts[index]) causes.push(index);
  };
  if (before) {
    if (!will) add(`delete ${pair.membership}`);
    // A member that is deleted goes after its memberships in any case.
    if (!canAfter && memberAfter) add(`update ${pair.member}`);
    if (causes.length === 0) add(`delete ${pair.member}`);
    if (causes.length > 0) team.leaves.push(causes);
  } else {
    if (!was) add(`create ${pair.membership}`);
    if (memberBefore && !couldBefore) add(`update ${pair.member}`);
    if (causes.length > 0) team.joins.push(causes);
  }
}

/** A member that nothing shows is taken to be able to take calls. */
function isActive(world: World, member: Resource | undefined): boolean {
  if (!member) return true;
  return world.kind(member).active?.(member) ?? true;
}

/** Created objects of the kinds that memberships point to. With `--only`, their members may come another time. */
function createdPools(view: View): readonly Address[] {
  const { world, drafts } = view;
  if (world.options.only || !asksForFloors(world)) return [];
  const kinds = new Set<string>();
  for (const side of [world.now, world.desired.resources]) {
    for (const membership of side.values()) {
      const pool = world.kind(membership).staffs?.(membership).pool;
      const resource = pool === undefined ? undefined : (side.get(pool) ?? view.context.after(pool));
      if (resource) kinds.add(resource.kind);
    }
  }
  return drafts
    .filter((draft) => draft.action === 'create' && kinds.has(draft.kind.name))
    .map((draft) => draft.address);
}

function asksForFloors({ desired }: World): boolean {
  const { staffing } = desired.policy;
  return staffing.default > 0 || Object.values(staffing.of).some((floor) => floor > 0);
}

function emptied(address: Address): Problem {
  return {
    code: 'protect-emptied',
    severity: 'error',
    message: `${address} is protected by the policy and would lose its last member. Keep one, or take it out of policy.protect.`,
    address,
  };
}

function belowTheFloor(view: View, address: Address, floor: number, team: Team, after: number): Problem {
  const leaving = team.leaves.flatMap((event) => event.map((index) => view.drafts[index]?.key ?? ''));
  const because = leaving.length === 0 ? '' : ` Leaving: ${listed(sorted(new Set(leaving)))}.`;
  return {
    code: 'staffing-floor',
    severity: 'error',
    message: `${address} would have ${after} member${after === 1 ? '' : 's'} that can take calls and its floor is ${floor} (now ${team.now}).${because} Declare more members, enable some, or lower policy.staffing.`,
    address,
  };
}
