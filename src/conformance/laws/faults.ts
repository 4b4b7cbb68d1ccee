// faults: one thing goes wrong between client and vendor, at any call; nothing is lost, nothing is done twice.

import fc from 'fast-check';
import { blindRepeats } from '../blind.js';
import { claim, claimNone, suppose } from '../broken.js';
import { text, unannounced, unlessRefused } from '../facts.js';
import { lastVersion } from '../history.js';
import type { LawMaker } from '../law.js';
import { lostSecrets, secretsOf } from '../secrets.js';
import type { ConformanceSubject } from '../subject.js';
import { claimAsDesired } from './converge.js';

export interface Fault {
  readonly name: string;
  /** Which call, as a part of all calls. */
  readonly at: number;
  /** Of reads and writes, or of writes alone. */
  readonly of: 'any' | 'write';
}

const ALL = 1_000;
const NAMES = [
  'lost-after',
  'lost-before',
  'error-before',
  'error-after',
  'reset',
  'reset-after',
  'throttle',
  'truncate',
  'cut',
  'html',
  'html-before',
];
const READS = ['duplicate-rows'];
const LAGGING = 'stale';

export const faults: LawMaker<Fault> = {
  name: 'faults',
  says: 'a lost answer, a 500 before or after, a 429, a reset, half an answer, a page, lists that lag, at any call: converges, nothing lost, nothing twice',
  more: faultOf,
  async check(bench, fault) {
    const version = await lastVersion(bench);
    const first = await bench.plan(version);
    unlessRefused(first);
    suppose(first.plan.calls.length > 0, 'nothing to do');
    const before = bench.held();
    const secrets = secretsOf(bench);
    bench.simulator.change({
      faults: setting(fault, first.plan.callCount, first.read.live.reads),
      reset: ['log'],
    });
    const applied = await bench.apply(version);
    bench.simulator.change({ reset: ['faults'] });
    claimNone(blindRepeats(bench, applied.plans), 'a write was repeated blind');
    const { result, plans } = applied;
    claim(
      result.status !== 'error' || result.problems.length > 0,
      () => `the apply failed and does not say why: ${text(result)}`,
    );
    if (result.status !== 'converged') plans.push(...(await bench.apply(version)).plans);
    await claimAsDesired(bench, version);
    claimNone(unannounced(before, bench.held(), plans), 'no plan announced that this would move');
    claimNone(await lostSecrets(bench, secrets, [result]), 'a secret was lost and nobody told');
  },
};

function faultOf({ withoutFaults = {} }: ConformanceSubject): fc.Arbitrary<Fault> {
  const names = [...NAMES, ...READS, LAGGING].filter((name) => withoutFaults[name] === undefined);
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
