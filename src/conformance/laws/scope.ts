// scope: `--only` touches what it names and what that needs, and nothing else.

import fc from 'fast-check';
import { type Address, type Change, collect, type Kind } from '../../contract/index.js';
import { floorOf } from '../../plan/order/staffing.js';
import { matcher } from '../../plan/pattern.js';
import type { Planned } from '../assembly.js';
import { claim, claimNone, suppose } from '../broken.js';
import { announced, movedBeside, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';

export const scope: LawMaker<{ readonly picks: readonly number[]; readonly wide: boolean }> = {
  name: 'scope',
  says: 'a plan with --only touches nothing outside its closure, and deletes nothing that it neither names nor needs',
  more: () => fc.record({ picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), wide: fc.boolean() }),
  async check(rig, { picks, wide }) {
    const version = await lastVersion(rig);
    const whole = await rig.plan(version);
    unlessRefused(whole);
    const { changes } = whole.plan;
    suppose(changes.length > 0, 'nothing to do');
    const only = picks.map((pick) => {
      const address = changes[pick % changes.length]?.address ?? '';
      return wide ? `${address.split('/')[0]}*` : address;
    });
    const part = await rig.plan(version, { only });
    unlessRefused(part);
    const closure = needed(whole, only, rig.subject.provider.kinds);
    claimNone(
      part.plan.changes.filter(({ key }) => !closure.has(key)).map(({ key }) => key),
      `--only ${only.join(' ')} neither names nor needs this`,
    );
    const { came, lacks } = fillersOf(part, only, rig.subject.provider.kinds);
    claim(
      came.length <= lacks,
      () => `--only ${only.join(' ')} brings ${came.join(', ')} along, and the floors lack ${lacks}`,
    );
    const before = rig.held();
    const applied = await rig.apply(version, { only });
    const touched = announced([part, ...applied.plans]);
    claimNone(
      movedBeside(touched, before, rig.held(), rig.subject.provider.kinds),
      'it moved, and the restricted plan does not name it',
    );
    const named = matcher(only);
    // What nothing can read may be made sure of again, as long as something that leans on it is to come.
    const left = (await rig.plan(version, { only })).plan.changes.filter(
      ({ address, certainty }) => named(address) && certainty !== 'unknowable',
    );
    const waits = applied.result.manual.length > 0 || part.plan.problems.length > 0;
    claim(left.length === 0 || waits, () => `named and not done: ${left.map(({ key }) => key).join(', ')}`);
  },
};

/** Keys of the whole plan that a pattern names, with whatever they wait for, and whoever may fill a gap that they leave. */
function needed(whole: Planned, only: readonly string[], kinds: readonly Kind[]): ReadonlySet<string> {
  const named = matcher(only);
  const { changes } = whole.plan;
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const found = new Set<string>();
  const stack = changes.filter(({ address }) => named(address)).map(({ key }) => key);
  const poolsOf = floorsUnder(whole, kinds);
  for (let key = stack.pop(); key !== undefined; key = stack.pop()) {
    const change = byKey.get(key);
    if (found.has(key) || change === undefined) continue;
    found.add(key);
    stack.push(...change.waitsFor);
    if (change.action === 'create') continue;
    const left = new Set(poolsOf(change.address));
    const fills = changes.filter(
      ({ action, address }) => action !== 'delete' && poolsOf(address).some((pool) => left.has(pool)),
    );
    stack.push(...fills.map((filling) => filling.key));
  }
  return found;
}

/** Members who came to fill a gap, neither named nor needed by what is, and how many the floors lack in all. */
function fillersOf(
  part: Planned,
  only: readonly string[],
  kinds: readonly Kind[],
): { readonly came: readonly string[]; readonly lacks: number } {
  const named = matcher(only);
  const { changes, staffing = [] } = part.plan;
  const poolsOf = floorsUnder(part, kinds);
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const isFilling = (change: Change, gap: Change): boolean =>
    change.action !== 'delete' &&
    gap.action !== 'create' &&
    poolsOf(change.address).some((pool) => poolsOf(gap.address).includes(pool));
  const asked = new Set(changes.filter(({ address }) => named(address)));
  for (const change of asked) {
    for (const key of change.waitsFor) {
      const other = byKey.get(key);
      if (other && !isFilling(other, change)) asked.add(other);
    }
  }
  const memberOf = ({ kind, address }: Change): Address => {
    const resource = part.context.after(address);
    return (resource && kinds.find(({ name }) => name === kind)?.staffs?.(resource)?.member) ?? address;
  };
  const came = changes.filter(
    (change) => !asked.has(change) && change.action !== 'delete' && poolsOf(change.address).length > 0,
  );
  const short = staffing.map(({ pool, before, leave }) =>
    Math.max(0, leave - before + Math.min(before, floorOf(part.context, pool))),
  );
  return { came: [...new Set(came.map(memberOf))], lacks: short.reduce((sum, count) => sum + count, 0) };
}

/** What has a floor and is staffed by this membership, or by this member in some membership, before or after. */
function floorsUnder({ context }: Planned, kinds: readonly Kind[]): (address: Address) => readonly Address[] {
  const pools = new Map<Address, Address[]>();
  for (const resource of [...context.live.resources.values(), ...context.desired.resources.values()]) {
    const staffs = kinds.find(({ name }) => name === resource.kind)?.staffs?.(resource);
    if (staffs === undefined || floorOf(context, staffs.pool) === 0) continue;
    for (const address of [resource.address, staffs.member]) collect(pools, address, staffs.pool);
  }
  return (address) => pools.get(address) ?? [];
}
