// The floors of pools (queues): how many of the members that can take calls may go before others come. What a floor
// leaves free to go is the pool's tokens: leaving takes one, joining gives one.

import { type Address, oncePer, type Problem, type StaffingChange } from '../../contract/index.js';
import { compareText, sorted } from '../compare.js';
import { matcher } from '../pattern.js';
import { listed } from '../words.js';
import type { World } from '../world.js';
import type { Pool } from './pools.js';
import { type Team, teamsOf } from './teams.js';
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

export const staffingOf: (view: View) => Staffing = oncePer(workOut);

/** The floor that the policy sets for a pool, by its address or by its id. */
export function floorOf(world: Pick<World, 'desired'>, pool: Address): number {
  const { staffing } = world.desired.policy;
  const id = pool.slice(pool.indexOf('/') + 1);
  for (const name of [pool, id]) {
    if (Object.hasOwn(staffing.of, name)) return staffing.of[name] ?? 0;
  }
  return staffing.default;
}

type Named = readonly [pool: Address, team: Team];

function workOut(view: View): Staffing {
  const teams: readonly Named[] = [...teamsOf(view)]
    .filter(([address]) => !view.deletes.has(address))
    .sort(([a], [b]) => compareText(a, b));
  const isProtected = matcher(view.world.desired.policy.protect);
  return {
    pools: teams.flatMap((named) => floorPool(view, named)),
    wishes: teams.flatMap((named) => wishPool(view, named)),
    problems: [
      ...teams.filter(([address, team]) => isEmptied(team) && isProtected(address)).map(emptied),
      ...teams.flatMap((named) => belowTheFloor(view, named)),
    ],
    moves: teams.filter(([, team]) => isTouched(team)).map((named) => moveOf(view, named)),
  };
}

const isTouched = ({ leaves, joins }: Team): boolean => leaves.length + joins.length > 0;

const isEmptied = ({ heads, headsAfter }: Team): boolean => heads > 0 && headsAfter === 0;

const inTheEnd = ({ now, joins, leaves }: Team): number => now + joins.length - leaves.length;

/** What the pool must keep at any time: its floor, or what it has now if that is less. */
function levelOf({ world }: View, [address, team]: Named): number {
  return Math.min(floorOf(world, address), team.now);
}

function floorPool(view: View, named: Named): readonly Pool[] {
  const level = levelOf(view, named);
  return level > 0 && inTheEnd(named[1]) >= level ? [poolThatKeeps(level, named)] : [];
}

function wishPool(view: View, named: Named): readonly Pool[] {
  const [, team] = named;
  const asks = levelOf(view, named) === 0 && team.now > 0 && inTheEnd(team) > 0;
  return asks ? [poolThatKeeps(1, named)] : [];
}

function poolThatKeeps(kept: number, [address, team]: Named): Pool {
  return {
    name: `members of ${address}`,
    rule: 'staffing',
    tokens: team.now - kept,
    takes: team.leaves,
    gives: team.joins,
  };
}

function moveOf({ world, context }: View, [pool, team]: Named): StaffingChange {
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

function emptied([address]: Named): Problem {
  return {
    code: 'protect-emptied',
    severity: 'error',
    message: `${address} is protected by the policy and would lose its last member. Keep one, or take it out of policy.protect.`,
    address,
  };
}

function belowTheFloor(view: View, [address, team]: Named): readonly Problem[] {
  const floor = floorOf(view.world, address);
  const after = inTheEnd(team);
  const counts = isTouched(team) || view.creates.has(address);
  if (!counts || after >= floor) return [];
  const leaving = team.leaves.flatMap((event) => event.map((index) => view.drafts[index]?.key ?? ''));
  const because = leaving.length === 0 ? '' : ` Leaving: ${listed(sorted(new Set(leaving)))}.`;
  return [
    {
      code: 'staffing-floor',
      severity: 'error',
      message: `${address} would have ${after} member${after === 1 ? '' : 's'} that can take calls and its floor is ${floor} (now ${team.now}).${because} Declare more members, enable some, or lower policy.staffing.`,
      address,
    },
  ];
}
