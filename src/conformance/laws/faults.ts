// faults: one thing goes wrong between client and vendor, at any call; nothing is lost, nothing is done twice.

import fc from 'fast-check';
import type { CenterResult } from '../../contract/index.js';
import type { LogEntry } from '../../simulator/log.js';
import type { Planned } from '../assembly.js';
import { blindRepeats, CALL_FAULTS } from '../blind.js';
import { claim, claimNone, suppose } from '../broken.js';
import { pathMatcher, text, unannounced, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import type { Rig } from '../rig.js';
import { lostSecrets, secretsOf } from '../secrets.js';
import type { ConformanceSubject } from '../subject.js';
import { claimAsDesired, claimConverged } from './converge.js';

export interface Fault {
  readonly name: string;
  /** Which call, as a part of all calls. */
  readonly at: number;
  /** Of reads and writes, or of writes alone. */
  readonly of: 'any' | 'write';
}

const ALL = 1_000;
const READS = ['duplicate-rows'];
const LAGGING = 'stale';

export const faults: LawMaker<Fault> = {
  name: 'faults',
  says: 'a lost answer, a 500 before or after, a 429, a reset, half an answer, a page, lists that lag, at any call: converges, nothing lost, nothing twice',
  more: faultOf,
  async check(rig, fault) {
    const version = await lastVersion(rig);
    const first = await rig.plan(version);
    unlessRefused(first);
    suppose(first.plan.calls.length > 0, 'nothing to do');
    const before = rig.held();
    const secrets = secretsOf(rig);
    rig.simulator.change({
      faults: setting(fault, first.plan.callCount, first.read.live.reads),
      reset: ['log'],
    });
    const applied = await rig.apply(version);
    rig.simulator.change({ reset: ['faults'] });
    const log = rig.simulator.log();
    claimNone(blindRepeats(rig, applied.plans), 'a write was repeated blind');
    const { result, plans } = applied;
    if (!isConverged(result)) {
      claim(mayNeedAnother(rig, fault, log, plans), () => `one run should have been enough: ${text(result)}`);
      claim(saysWhy(result), () => `the apply did not come to its end and does not say why: ${text(result)}`);
      const second = await rig.apply(version);
      claimConverged(second);
      plans.push(...second.plans);
    }
    await claimAsDesired(rig, version);
    claimNone(
      unannounced(before, rig.held(), plans, rig.subject.provider.kinds),
      'no plan announced that this would move',
    );
    claimNone(await lostSecrets(rig, secrets, [result]), 'a secret was lost and nobody told');
  },
};

function isConverged({ status, manual, remaining, outcomes }: CenterResult): boolean {
  const isDone = status === 'converged' || (status === 'partial' && manual.length > 0);
  return isDone && remaining.length === 0 && outcomes.every((outcome) => outcome.status === 'done');
}

function saysWhy({ problems, outcomes }: CenterResult): boolean {
  return problems.length > 0 || outcomes.some(({ status, because }) => status !== 'done' && because !== null);
}

/** Answers that no repeat makes better: a read ends with them, and the run with the read. */
const ENDS_A_READ: ReadonlySet<string> = new Set(['truncate', 'html', 'html-before', 'duplicate-rows']);
/** Rules by which a lost answer is not followed by another try in the same run. */
const WAITS_FOR_THE_NEXT: ReadonlySet<string> = new Set(['stop', 'compare']);

/**
 * One fault costs a second run only where going on would be a guess: a read that cannot be trusted, a list that still
 * lags when patience is over, or a write that may not be sent again before a new look. Everything else is mended in
 * the run that it happens in.
 */
function mayNeedAnother(
  { subject }: Rig,
  { name }: Fault,
  log: readonly LogEntry[],
  plans: readonly Planned[],
): boolean {
  if (name === LAGGING) return true;
  const { operations } = subject.provider;
  const waits = pathMatcher(
    plans.flatMap(({ plan }) =>
      plan.calls.filter(({ operation }) =>
        WAITS_FOR_THE_NEXT.has(operations[operation]?.afterUnknown.rule ?? ''),
      ),
    ),
  );
  const hit = log.filter(({ faults: names }) => names?.includes(name));
  return hit.some((entry) => (entry.write ? waits(entry) : ENDS_A_READ.has(name)));
}

function faultOf({ withoutFaults = {} }: ConformanceSubject): fc.Arbitrary<Fault> {
  const names = [...CALL_FAULTS, ...READS, LAGGING].filter((name) => withoutFaults[name] === undefined);
  return fc.record({
    name: fc.constantFrom(...names),
    at: fc.nat(ALL - 1),
    of: fc.constantFrom('write', 'write', 'any'),
  });
}

function setting({ name, at, of }: Fault, writes: number, reads: number): Record<string, string> {
  const among = (count: number): number => 1 + Math.floor((at * Math.max(1, count)) / ALL);
  if (name === LAGGING) return { [name]: `${1 + (at % 4)}` };
  if (READS.includes(name)) return { [name]: `read:${among(3 * reads)}` };
  return { [name]: `${of}:${among(of === 'write' ? writes : writes + 3 * reads)}` };
}
