// scope: `--only` touches what it names and what that needs, and nothing else.

import fc from 'fast-check';
import { type Address, collect, type Kind } from '../../contract/index.js';
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
