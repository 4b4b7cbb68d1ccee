// live calls: agents take and end calls while a plan is applied; no call is cut.

import fc from 'fast-check';
import { createRandom } from '../../simulator/random.js';
import type { Bench } from '../bench.js';
import { claim, suppose } from '../broken.js';
import { text, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import { claimAsDesired } from './converge.js';

export const liveCalls: LawMaker<{ readonly rhythm: number; readonly chance: number }> = {
  name: 'live calls',
  says: 'agents taking calls at random during an apply: calls cut = 0, and what had to wait is done in the end',
  more: () => fc.record({ rhythm: fc.integer(), chance: fc.constantFrom(0.3, 0.6, 0.9) }),
  async check(bench, { rhythm, chance }) {
    const { provider } = bench.subject;
    const { presence } = provider;
    suppose(presence !== undefined, 'the vendor shows no presence');
    const version = await lastVersion(bench);
    unlessRefused(await bench.plan(version));
    bench.simulator.change({ reset: ['staffing'] });
    const random = createRandom(rhythm);
    const live = () => takeAndEnd(bench, random, chance);
    // Between a look and the write that it allows nobody can be asked: calls begin before each look.
    const busy = {
      ...provider,
      presence: async (...asked: Parameters<typeof presence>) => {
        live();
        return presence(...asked);
      },
    };
    live();
    const { result } = await bench.apply(version, {
      subject: { ...bench.subject, provider: busy },
      concurrency: 1,
      drainTimeoutMs: 24 * 3_600_000,
    });
    const { callsCut, cuts } = bench.simulator.state();
    claim(callsCut === 0, () => `calls were cut: ${text(cuts)}`);
    claim(result.status !== 'error', () => `the apply failed: ${text(result.problems)}`);
    await claimAsDesired(bench, version);
  },
};

function takeAndEnd({ simulator }: Bench, random: () => number, chance: number): void {
  const { resources, inCall } = simulator.state();
  const talking = new Set(inCall);
  for (const { address } of resources) {
    // Only members can; the simulator knows which these are.
    const begins = !talking.has(address) && random() < chance / 4;
    const ends = talking.has(address) && random() < 0.5;
    if (begins || ends) {
      try {
        simulator.change({ inCall: { [address]: begins } });
      } catch {
        // Not a member.
      }
    }
  }
}
