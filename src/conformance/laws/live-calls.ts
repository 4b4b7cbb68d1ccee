// live calls: agents take and end calls while a plan is applied; no call is cut.

import fc from 'fast-check';
import { type Address, kindsOf } from '../../contract/index.js';
import { createRandom } from '../../contract/random.js';
import type { Planned } from '../assembly.js';
import { claim, suppose } from '../broken.js';
import { text, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import type { Rig } from '../rig.js';
import { claimAsDesired } from './converge.js';

interface Traffic {
  readonly rhythm: number;
  readonly chance: number;
  /** Calls in flight. */
  readonly concurrency: number;
}

export const liveCalls: LawMaker<Traffic> = {
  name: 'live calls',
  says: 'agents taking calls at random during an apply: calls cut = 0, and what had to wait is done in the end',
  more: () =>
    fc.record({
      rhythm: fc.integer(),
      chance: fc.constantFrom(0.3, 0.6, 0.9),
      concurrency: fc.constantFrom(1, 2, 8),
    }),
  async check(rig, { rhythm, chance, concurrency }) {
    const { provider } = rig.subject;
    const { presence } = provider;
    suppose(presence !== undefined, 'the vendor shows no presence');
    const version = await lastVersion(rig);
    unlessRefused(await rig.plan(version));
    rig.simulator.change({ reset: ['staffing'] });
    const random = createRandom(rhythm);
    const plans: Planned[] = [];
    const cleared = clearance(rig, plans);
    const live = (): void => takeAndEnd(rig, random, chance, cleared.holds);
    const busy = {
      ...provider,
      presence: async (...asked: Parameters<typeof presence>) => {
        live();
        // From here to the answer nobody's state may change, nor of whoever is found free.
        cleared.asked(asked[2]);
        const talking = await presence(...asked);
        cleared.found(talking);
        return talking;
      },
    };
    live();
    const { result } = await rig.apply(version, {
      subject: { ...rig.subject, provider: busy },
      concurrency,
      drainTimeoutMs: DRAIN_MS,
      plans,
      onEvent(event) {
        if (event.event === 'round') cleared.begin();
        if (event.event === 'call-end') cleared.ended(event.call);
      },
    });
    const { callsCut, cuts } = rig.simulator.state();
    claim(callsCut === 0, () => `calls were cut: ${text(cuts)}`);
    claim(result.status !== 'error', () => `the apply failed: ${text(result.problems)}`);
    await claimAsDesired(rig, version);
  },
};

/** Longer than anybody talks here. */
const DRAIN_MS = 4 * 3_600_000;

interface Clearance {
  begin(): void;
  asked(members: readonly Address[]): void;
  found(talking: ReadonlySet<Address>): void;
  ended(call: string): void;
  holds(member: Address): boolean;
}

/**
 * Between a look and the write that it allows nobody can be asked, and a call that begins there is cut by any client.
 * So who was found free takes no call until every call of the plan that would cut it has ended.
 */
function clearance({ subject }: Rig, plans: readonly Planned[]): Clearance {
  const kinds = kindsOf(subject.provider);
  const free = new Set<Address>();
  let cutBy = new Map<Address, Set<string>>();
  return {
    begin() {
      free.clear();
      cutBy = new Map();
      const planned = plans.at(-1);
      if (!planned) return;
      const changes = new Map(planned.plan.changes.map((change) => [change.key, change]));
      for (const call of planned.plan.calls) {
        for (const key of call.changes) {
          const change = changes.get(key);
          const members = (change && kinds.get(change.kind)?.cuts?.(change, planned.context)) ?? [];
          for (const member of members) cutBy.set(member, (cutBy.get(member) ?? new Set()).add(call.id));
        }
      }
    },
    asked(members) {
      for (const member of members) free.add(member);
    },
    found(talking) {
      for (const member of talking) free.delete(member);
    },
    ended(call) {
      for (const [member, calls] of cutBy) {
        calls.delete(call);
        if (calls.size === 0) free.delete(member);
      }
    },
    holds: (member) => free.has(member),
  };
}

function takeAndEnd(
  { simulator }: Rig,
  random: () => number,
  chance: number,
  isCleared: (member: Address) => boolean,
): void {
  const { resources, inCall } = simulator.state();
  const talking = new Set(inCall);
  for (const { address } of resources) {
    // Only members can; the simulator knows which these are.
    const begins = !talking.has(address) && random() < chance / 4 && !isCleared(address);
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
