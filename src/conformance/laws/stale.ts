// stale: between plan and apply others write; exactly the changes that this concerns are refused.

import fc from 'fast-check';
import { isWhole } from '../../apply/job.js';
import { refuseDependants, selectStillValid } from '../../apply/saved/still-valid.js';
import { type Change, type ChangeKey, kindsOf, type Live } from '../../contract/index.js';
import { createRandom } from '../../contract/random.js';
import { preconditionsOf } from '../../plan/fingerprint.js';
import { publicPlan } from '../../render/redact-plan.js';
import type { Planned } from '../assembly.js';
import { claim, claimNone, suppose } from '../broken.js';
import { moved, movedBeside, text, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import type { Rig } from '../rig.js';

export const stale: LawMaker<{ readonly writes: readonly number[] }> = {
  name: 'stale',
  says: 'k objects changed between plan and apply: exactly the changes that rely on them are refused',
  more: () => fc.record({ writes: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }),
  async check(rig, { writes }) {
    const version = await lastVersion(rig);
    const reviewed = await rig.plan(version);
    unlessRefused(reviewed);
    suppose(reviewed.plan.changes.length > 0, 'nothing to do');
    for (const write of writes) elsewhere(rig, write);
    const fresh = await rig.plan(version);
    unlessRefused(fresh);
    const before = rig.held();
    const refused = refusedOf(rig, reviewed, fresh);
    const applied = await rig.apply(version, {
      permit: ({ plan }) =>
        new Map(
          plan.changes.flatMap(({ key }): [ChangeKey, string][] => {
            const why =
              refused.get(key) ?? (reviewed.plan.changes.some((one) => one.key === key) ? undefined : 'new');
            return why === undefined ? [] : [[key, why]];
          }),
        ),
    });
    const others = movedLive(reviewed.read.live, fresh.read.live);
    const concerned = concernedBy(rig, fresh, reviewed, others);
    const now = new Set(movedBeside(new Set(), before, rig.held(), rig.subject.provider.kinds));
    claimNone(
      fresh.plan.changes
        .filter(({ key, address }) => others.has(address) && refused.get(key) === undefined)
        .map(({ key }) => key),
      'its object moved and it is not refused',
    );
    claimNone(
      fresh.plan.changes
        .filter(({ key, address }) => refused.has(key) && now.has(address))
        .map(({ key }) => key),
      'it is refused and was made all the same',
    );
    claimNone(
      [...refused].filter(([key]) => !concerned.has(key)).map(([key, why]) => `${key}: ${why}`),
      'refused, though nothing that it relies on moved',
    );
    const skipped = skippedWith(rig, fresh, refused);
    const made = new Set(fresh.plan.changes.map(({ key }) => key).filter((key) => !skipped.has(key)));
    const undone = applied.result.outcomes.filter(({ key, status }) => made.has(key) && status !== 'done');
    claim(undone.length === 0, () => `not refused, and not done: ${text(undone)}`);
  },
};

/** Another writer acts, past our back: something goes, takes over what another has, or the vendor's own kinds of drift. */
function elsewhere({ simulator, subject }: Rig, write: number): void {
  const random = createRandom(write);
  const { resources } = simulator.state();
  const draw = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const one = draw(resources);
  const act = random();
  const drifts = Object.keys(subject.simulator.drifts);
  const drift = draw(drifts);
  if (act < 0.3 && drift !== undefined) simulator.change({ drift });
  else if (act < 0.6 && one) simulator.change({ drop: [one.address] });
  else if (one) {
    const other = draw(resources.filter(({ kind }) => kind === one.kind));
    const fields = { ...one.fields, ...other?.fields };
    simulator.change(JSON.parse(JSON.stringify({ put: [{ kind: one.kind, address: one.address, fields }] })));
  }
}

function refusedOf({ subject }: Rig, reviewed: Planned, fresh: Planned): ReadonlyMap<ChangeKey, string> {
  const { provider } = subject;
  const reviewable = ({ plan, context }: Planned) => ({
    // What a person reviewed came out of a file.
    plan: JSON.parse(JSON.stringify(publicPlan(plan))) as Planned['plan'],
    preconditions: preconditionsOf(plan, context, provider),
  });
  return selectStillValid(reviewable(reviewed), reviewable(fresh)).refused;
}

/** With what is refused: a call that overwrites a whole list goes with all of its changes or not at all, and so on. */
function skippedWith(
  { subject }: Rig,
  { plan }: Planned,
  refused: ReadonlyMap<ChangeKey, string>,
): ReadonlyMap<ChangeKey, string> {
  const { operations } = subject.provider;
  const whole = plan.calls.filter((call) => {
    const operation = operations[call.operation];
    return operation && isWhole({ call, operation });
  });
  const skipped = new Map(refused);
  for (let size = -1; size < skipped.size; ) {
    size = skipped.size;
    for (const { changes } of whole.filter(({ changes }) => changes.some((key) => skipped.has(key))))
      for (const key of changes) skipped.set(key, 'goes together with it');
    refuseDependants(plan.changes, skipped);
  }
  return skipped;
}

function movedLive(before: Live, after: Live): ReadonlySet<string> {
  return new Set(moved(before.resources, after.resources));
}

/** By the widest reading: whatever touches what moved, by reference or by list, and whatever waits for that. */
function concernedBy(
  { subject }: Rig,
  fresh: Planned,
  reviewed: Planned,
  others: ReadonlySet<string>,
): ReadonlySet<ChangeKey> {
  const known = new Map(reviewed.plan.changes.map((change) => [change.key, change]));
  const kinds = kindsOf(subject.provider);
  const resources = (address: string) =>
    [fresh, reviewed]
      .flatMap(({ context }) => [context.before(address) ?? [], context.after(address) ?? []])
      .flat();
  const lists = new Set([...others].flatMap((address) => resources(address).map(({ list }) => list)));
  const refs = (address: string): string[] =>
    resources(address).flatMap((one) => (kinds.get(one.kind)?.refs(one) ?? []).map(({ to }) => to));
  const held = new Set([...others].flatMap(refs));
  const touches = ({ address }: Change): boolean =>
    others.has(address) ||
    held.has(address) ||
    refs(address).some((to) => others.has(to)) ||
    resources(address).some(({ list }) => list !== undefined && lists.has(list));
  const concerned = new Set<ChangeKey>();
  for (const change of fresh.plan.changes) {
    const before = known.get(change.key);
    if (!before || text(before.fields) !== text(change.fields) || touches(change)) concerned.add(change.key);
  }
  for (let size = -1; size < concerned.size; ) {
    size = concerned.size;
    for (const { key, waitsFor } of fresh.plan.changes) {
      if (waitsFor.some((before) => concerned.has(before))) concerned.add(key);
    }
  }
  return concerned;
}
