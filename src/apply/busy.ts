// The live-call guard: nothing is sent that would cut a call which somebody is in right now.

import { type Address, type Change, kindsOf, type Live, type PlanContext } from '../contract/index.js';
import type { Run } from './run.js';

const POLL_MS = 5_000;
/** How long a read waits for others who are about to ask: calls that went together come back together, or nearly. */
const GATHER_MS = 5;

export interface BusyGate {
  /** Splits changes by whether they may go now; reads presence only when a change could cut a call. */
  sort(
    changes: readonly Change[],
  ): Promise<{ readonly free: readonly Change[]; readonly busy: readonly Change[] }>;
  /** Whose calls these changes would cut. */
  members(changes: readonly Change[]): readonly Address[];
}

/** The gate of one round. */
export function createBusyGate(run: Run, context: PlanContext): BusyGate {
  const { provider, client, desired } = run.input;
  const presence = provider.presence?.bind(provider);
  const kinds = kindsOf(provider);
  const cutBy = (change: Change): readonly Address[] => kinds.get(change.kind)?.cuts?.(change, context) ?? [];
  // Who asks adds whom it asks about before the read that answers it begins.
  const asked = new Set<Address>();
  const read =
    presence &&
    shareReads(
      () => {
        const members = [...asked].sort();
        asked.clear();
        return presence(client, context.live, members);
      },
      () => run.input.sleep(GATHER_MS, run.input.signal),
    );
  return {
    members: (changes) => [...new Set(changes.flatMap(cutBy))].sort(),
    async sort(changes) {
      const cutting =
        desired.policy.busyAgents === 'ignore' ? [] : changes.filter((one) => cutBy(one).length > 0);
      if (!read || cutting.length === 0) return { free: changes, busy: [] };
      for (const member of cutting.flatMap(cutBy)) asked.add(member);
      const inCall = await read();
      const isBusy = (change: Change): boolean => cutBy(change).some((member) => inCall.has(member));
      return { free: changes.filter((one) => !isBusy(one)), busy: changes.filter(isBusy) };
    },
  };
}

/** `policy.busyAgents: refuse` refuses the whole apply; where live already shows it, before the first write. */
export function refuseIfBusy(run: Run, gate: BusyGate, changes: readonly Change[], { inCall }: Live): void {
  if (run.input.desired.policy.busyAgents !== 'refuse' || !run.input.provider.presence) return;
  const busy = gate.members(changes).filter((member) => inCall.has(member));
  if (busy.length > 0) refuseFor(run, named(busy));
}

/**
 * Askers that come before a read begins share it, and those that come while it is under way share the next one: an
 * answer is never older than its question, and many calls at once cost one read or two, not many. `gather` is what a
 * read waits for before it begins.
 */
export function shareReads<T>(read: () => Promise<T>, gather: () => Promise<void>): () => Promise<T> {
  let gathering: Promise<T> | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  const begin = async (): Promise<T> => {
    await reading;
    await gather();
    gathering = undefined;
    const answer = read();
    reading = answer.catch(() => undefined);
    return answer;
  };
  return () => {
    gathering ??= begin();
    return gathering;
  };
}

/** Waits a while for agents in a call: undefined, try again; or why it is given up. */
export async function waitForAgents(
  run: Run,
  call: string,
  members: readonly Address[],
  waitingSince: number,
): Promise<string | undefined> {
  const { desired, drainTimeoutMs, now, sleep, signal } = run.input;
  const who = named(members);
  const policy = desired.policy.busyAgents;
  if (policy === 'skip') return `${who} in a call (policy.busyAgents: skip)`;
  if (policy === 'refuse') return refuseFor(run, who);
  const left = drainTimeoutMs - (now() - waitingSince);
  if (left <= 0)
    return `${who} in a call for all of ${Math.round(drainTimeoutMs / 1000)} s (--drain-timeout)`;
  run.emit({ event: 'wait', call, because: 'agents are in a call', addresses: members });
  await sleep(Math.min(POLL_MS, left), signal);
  return undefined;
}

/** `policy.busyAgents: refuse`: no new call starts. */
function refuseFor(run: Run, who: string): string {
  run.stopped ??= { because: `${who} in a call (policy.busyAgents: refuse)`, kind: 'refused' };
  return run.stopped.because;
}

function named(members: readonly Address[]): string {
  const more = members.length > 3 ? ` and ${members.length - 3} more` : '';
  return members.slice(0, 3).join(', ') + more;
}
