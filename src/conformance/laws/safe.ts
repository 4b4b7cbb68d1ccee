// safe at every step: by the simulator's own record, whatever the order in which the calls of a plan happen to run.

import fc from 'fast-check';
import { createRandom } from '../../contract/random.js';
import type { LogEntry } from '../../simulator/log.js';
import { turnstile } from '../border.js';
import { claimNone } from '../broken.js';
import { pathMatcher, refusals, text, unlessRefused } from '../facts.js';
import type { LawMaker } from '../law.js';
import type { PlannedHere, Rig } from '../rig.js';

export const safe: LawMaker<{ readonly order: number }> = {
  name: 'safe',
  says: 'at every intermediate state, in any order: no call refused, no rule broken, no dangling reference, floors kept',
  more: () => fc.record({ order: fc.integer() }),
  async check(rig, { order }) {
    for (const version of rig.story.versions) {
      const planned = await rig.plan(version);
      unlessRefused(planned);
      rig.simulator.change({ reset: ['staffing', 'log'] });
      const floors = floorsOf(rig, planned);
      await rig.apply(version, { border: turnstile(createRandom(order)), concurrency: 16 });
      if (rig.mode.mayRefuse === undefined) claimNone(unforeseen(rig, planned), 'the vendor refused a call');
      claimNone(rig.tap.broken, 'a rule was broken on the way');
      claimNone(belowFloor(rig, floors), 'a queue fell below its floor');
    }
  },
};

/**
 * A plan is made for the usual reading of the vendor's document. In another one, something may come about by itself (a
 * bind that replaces), and the call for it is told so.
 */
function isAlreadySo({ mode }: Rig, { open }: PlannedHere): (entry: LogEntry) => boolean {
  if (mode.options === undefined) return () => false;
  return ({ method, path, status, because }) =>
    isMethod(method) &&
    open.connection.judge({ status, headers: {}, body: because, text: text(because) }, { method, path })
      .outcome === 'already';
}

function isMethod(method: string): method is 'GET' | 'POST' | 'PUT' | 'DELETE' {
  return ['GET', 'POST', 'PUT', 'DELETE'].includes(method);
}

/**
 * A call that serves a change of what cannot be seen may be found to be so already (it makes sure); everything else
 * must be accepted.
 */
function unforeseen(rig: Rig, planned: PlannedHere): string[] {
  const { plan } = planned;
  const guesses = new Set(
    plan.changes.filter(({ certainty }) => certainty !== 'verified').map(({ key }) => key),
  );
  const isGuess = pathMatcher(plan.calls.filter(({ changes }) => changes.some((key) => guesses.has(key))));
  const isSo = isAlreadySo(rig, planned);
  return refusals(rig, (entry) => !isGuess(entry) && !isSo(entry));
}

/** Members that each pool must keep: its floor, or what it has if that is less. */
function floorsOf({ simulator }: Rig, { plan, context }: PlannedHere): ReadonlyMap<string, number> {
  const { staffing } = context.desired.policy;
  const gone = new Set(
    plan.changes.filter(({ action }) => action === 'delete').map(({ address }) => address),
  );
  return new Map(
    Object.entries(simulator.state().staffing)
      .filter(([pool]) => !gone.has(pool))
      .map(([pool, { now }]) => {
        const id = pool.slice(pool.indexOf('/') + 1);
        return [pool, Math.min(now, staffing.of[id] ?? staffing.default)];
      }),
  );
}

function belowFloor({ simulator }: Rig, floors: ReadonlyMap<string, number>): string[] {
  return Object.entries(simulator.state().staffing)
    .filter(([pool, { min }]) => min < (floors.get(pool) ?? 0))
    .map(([pool, { min }]) => `${pool} had ${min} of ${floors.get(pool)}`);
}
