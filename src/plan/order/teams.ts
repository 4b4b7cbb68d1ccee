// Who works where, before the plan and after it: the members of each pool (a queue) that can take calls. Disabling or
// deleting a member counts as leaving.

import type { Address, Resource } from '../../contract/index.js';
import { changeKey } from '../words.js';
import type { World } from '../world.js';
import type { PoolEvent } from './pools.js';
import type { View } from './view.js';

/** The members of one pool who can take calls, and who of them comes and goes. */
export interface Team {
  /** Kind of its members. */
  member: string;
  /** Members that can take calls now. */
  now: number;
  /** Memberships, whether or not their member can take calls. */
  heads: number;
  headsAfter: number;
  readonly leaves: PoolEvent[];
  readonly joins: PoolEvent[];
}

/** The pools whose staffing the plan touches, and pools that it creates. */
export function teamsOf(view: View): Map<Address, Team> {
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

/** A membership before the plan, or after it. */
interface Moment {
  /** Whether it is there. */
  readonly there: boolean;
  readonly member: Resource | undefined;
  /** Whether its member can take calls. */
  readonly able: boolean;
}

function settle(view: View, pair: Pair, team: Team): void {
  const [before, after] = [momentBefore(view, pair), momentAfter(view, pair)];
  team.headsAfter += Number(after.there) - Number(before.there);
  const works = before.there && before.able;
  const willWork = after.there && after.able;
  if (works === willWork) return;
  const causes = works ? leavingBy(view, pair, after) : joiningBy(view, pair, before);
  if (causes.length > 0) (works ? team.leaves : team.joins).push(causes);
}

function momentBefore({ world }: View, { membership, member: address }: Pair): Moment {
  const member = world.now.get(address);
  return { there: world.now.has(membership), member, able: isActive(world, member) };
}

function momentAfter({ world, context, deletes }: View, { membership, member: address }: Pair): Moment {
  const member = context.after(address);
  const able = member ? isActive(world, member) : !deletes.has(address);
  return { there: context.after(membership) !== undefined, member, able };
}

/** The changes by which a member leaves. */
function leavingBy({ byKey }: View, { membership, member }: Pair, after: Moment): PoolEvent {
  const unbound = after.there ? undefined : byKey.get(changeKey('delete', membership));
  // A member that is deleted goes after its memberships in any case.
  const disabled = after.able || !after.member ? undefined : byKey.get(changeKey('update', member));
  const causes = known(unbound, disabled);
  return causes.length > 0 ? causes : known(byKey.get(changeKey('delete', member)));
}

/** The changes by which a member joins. */
function joiningBy({ byKey }: View, { membership, member }: Pair, before: Moment): PoolEvent {
  const bound = before.there ? undefined : byKey.get(changeKey('create', membership));
  const enabled = before.able || !before.member ? undefined : byKey.get(changeKey('update', member));
  return known(bound, enabled);
}

const known = (...changes: readonly (number | undefined)[]): PoolEvent =>
  changes.filter((change) => change !== undefined);

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
