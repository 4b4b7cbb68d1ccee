// The faults table: one medium plan, every write of it, everything that may go wrong with that one write.

import type { Planned } from '../../../src/conformance/assembly.js';
import { text, unannounced, unlikeDesired, writesAt } from '../../../src/conformance/facts.js';
import { lastVersion } from '../../../src/conformance/history.js';
import type { Story, Version } from '../../../src/conformance/index.js';
import { type Rig, withRig } from '../../../src/conformance/rig.js';
import { lostSecrets, secretsOf } from '../../../src/conformance/secrets.js';
import type { CenterResult } from '../../../src/contract/index.js';
import { udesk } from '../../conformance/udesk/subject.js';
import { endOf, madeTwice, sentBlind, unlikeUndisturbed } from './claims.js';
import { disturb, type FaultName, isDeadly } from './faults.js';
import { mediumCenter } from './medium-center.js';

export { FAULTS, type FaultName } from './faults.js';

/** One write of the plan, when nothing goes wrong. */
export interface Write {
  /** `POST queues`. */
  readonly call: string;
  /** Keys of the changes that it makes. */
  readonly changes: readonly string[];
  readonly operation: string;
  /** What the operation says is to be done when its answer is lost. */
  readonly rule: string;
}

/** The beginning of its row: number, call, what for, and the rule for a lost answer. */
export function rowOf({ call, changes, rule }: Write, index: number): readonly string[] {
  const [first = '', ...more] = changes;
  return [String(index), call, more.length === 0 ? first : `${first} and ${more.length} more`, rule];
}

export interface Undisturbed {
  /** In the order in which they are sent, one at a time. */
  readonly writes: readonly Write[];
  readonly end: ReadonlyMap<string, string>;
}

export interface Cell {
  readonly index: number;
  readonly fault: FaultName;
  /** Empty: every claim of the table holds. */
  readonly wrong: readonly string[];
  /** Runs until the account was as the file says. */
  readonly runs: number;
  /** Secrets that were reported lost by name. */
  readonly lost: readonly string[];
  /** What was left to a person, by address. */
  readonly manual: readonly string[];
}

const LIMIT_MS = 60_000;

async function onRig<Out>(story: Story, work: (rig: Rig, version: Version) => Promise<Out>): Promise<Out> {
  let out: { readonly is: Out } | undefined;
  const whole = async (rig: Rig): Promise<void> => {
    out = { is: await work(rig, await lastVersion(rig)) };
  };
  await withRig(udesk, { name: 'usual' }, story, whole, LIMIT_MS);
  if (!out) throw new Error('the rig did not run');
  return out.is;
}

/** The plan carried out, one call at a time, with nothing going wrong. */
export function undisturbed(story: Story = mediumCenter): Promise<Undisturbed> {
  return onRig(story, async (rig, version) => {
    const writes: Write[] = [];
    const plans: Planned[] = [];
    let call = '';
    await rig.apply(version, {
      concurrency: 1,
      plans,
      onEvent: (event) => {
        if (event.event === 'call-start') call = event.call;
      },
      around: (client) => ({
        ...client,
        send: (request) => {
          const planned = plans.flatMap(({ plan }) => plan.calls).find(({ id }) => id === call);
          const operation = planned?.operation ?? '';
          writes.push({
            call: `${request.method} ${request.path}`,
            changes: planned?.changes ?? [],
            operation,
            rule: udesk.provider.operations[operation]?.afterUnknown.rule ?? '',
          });
          return client.send(request);
        },
      }),
    });
    return { writes, end: endOf(rig.held()) };
  });
}

export interface Trial {
  /** From 1. */
  readonly index: number;
  readonly fault: FaultName;
  /** Calls in flight. With one, the write of an index is always the same. */
  readonly concurrency: number;
  /** What it is without the fault. */
  readonly usual: Undisturbed;
  readonly story?: Story;
  /** Addresses that may be left to a person. */
  readonly leave?: readonly string[];
}

/** Breaks one write, runs until the account is as the file says, and asks whether every claim of the table holds. */
export function tryFault(trial: Trial): Promise<Cell> {
  return onRig(trial.story ?? mediumCenter, (rig, version) => tryOn(rig, version, trial));
}

async function tryOn(rig: Rig, version: Version, trial: Trial): Promise<Cell> {
  const { index, fault, concurrency, usual, leave = [] } = trial;
  const before = rig.held();
  const secrets = secretsOf(rig);
  rig.simulator.change({ reset: ['log'] });
  const { met, plans: firstPlans, result } = await disturb(fault, { rig, version, index, concurrency });
  const plans: Planned[] = [...firstPlans];
  const results: CenterResult[] = result ? [result] : [];
  // A run that was killed needs another one, and no more; all else is mended in the run that it happens in.
  const runs = isDeadly(fault) ? 2 : 1;
  if (isDeadly(fault)) {
    const second = await rig.apply(version, { concurrency });
    plans.push(...second.plans);
    results.push(second.result);
  }
  const writes = writesAt(rig);
  const held = rig.held();
  const again = await rig.apply(version, { concurrency });
  const last = results.at(-1);
  const manual = (last?.manual ?? []).map(({ address }) => address);
  const ended = last?.remaining.length === 0 && last.status === (manual.length > 0 ? 'partial' : 'converged');
  const one = usual.writes[index - 1]?.call;
  const wrong = [
    ...(met === undefined ? ['the fault met no write'] : []),
    ...(met !== undefined && concurrency === 1 && met !== one ? [`it met ${met} and not ${one}`] : []),
    ...(ended ? [] : [`it did not come to its end: ${text(last)}`]),
    ...manual.filter((address) => !leave.includes(address)).map((address) => `left to a person: ${address}`),
    ...unlikeUndisturbed(usual.end, held).filter((line) => !leave.some((one) => line.startsWith(`${one} `))),
    ...again.plans.slice(0, 1).flatMap((next) => unlikeDesired(held, next, udesk.provider)),
    ...unannounced(before, held, plans, udesk.provider.kinds),
    ...rig.tap.broken,
    ...madeTwice(rig),
    ...sentBlind(rig, plans),
    ...(await lostSecrets(rig, secrets, results)).map(
      (address) => `${address}: its password is lost, untold`,
    ),
    ...(again.plans[0]?.plan.changes.length === 0 ? [] : ['the next plan is not empty']),
    ...(writesAt(rig) === writes ? [] : [`a further run writes: ${text(again.result)}`]),
  ];
  const lost = results.flatMap(({ problems }) =>
    problems.filter(({ code }) => code === 'secret-lost').map(({ address }) => address ?? ''),
  );
  return { index, fault, wrong, runs, lost, manual };
}
