// order-free: neither the order of the file nor that of the vendor's answers shows in a plan.

import fc from 'fast-check';
import { createRandom } from '../../contract/random.js';
import { claim } from '../broken.js';
import type { LawMaker } from '../law.js';
import type { PlannedHere } from '../rig.js';
import { shuffled, shuffling } from '../shuffle.js';
import type { Sections } from '../subject.js';

export const orderFree: LawMaker<{ readonly order: number }> = {
  name: 'order-free',
  says: 'a shuffled file and shuffled answers give the same bytes, places in files aside',
  more: () => fc.record({ order: fc.integer() }),
  async check(rig, { order }) {
    const ordered = new Set(rig.subject.ordered);
    for (const version of rig.story.versions) {
      const random = createRandom(order);
      const plain = await rig.plan(version);
      const mixed = await rig.plan(
        { ...version, sections: shuffled(version.sections, ordered, random) as Sections },
        { around: shuffling(ordered, random) },
      );
      const [one, other] = [bytes(plain), bytes(mixed)];
      claim(one === other, () => `the plans differ at ${firstDifference(one, other)}`);
      await rig.apply(version);
    }
  },
};

const PLACES: ReadonlySet<string> = new Set(['source', 'file', 'line', 'column']);

function bytes({ plan }: PlannedHere): string {
  return JSON.stringify(plan, (key, value: unknown) => (PLACES.has(key) ? undefined : value));
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  return `${around(one)} / ${around(other)}`;
}
