// Lets members take calls: one at a time by name, or at random while the clock runs, always from the seeded generator.

import type { Address } from '../contract/index.js';
import { draw } from './draw.js';

export interface Calls {
  /** Members in a call now, sorted. */
  inCall(): readonly Address[];
  isInCall(member: Address): boolean;
  /** Puts a member in a call, until `end` or for `ms`; without a name, one is drawn. */
  begin(member?: Address, ms?: number): void;
  /** Ends a member's call; without a name, the first one's. */
  end(member?: Address): void;
  /** Before a request: ends calls that are over and, with the chance that `fault` names, begins one. */
  tick(fault: string | undefined): void;
}

export interface CallsContext {
  now(): number;
  random(): number;
  /** Members that can take calls. */
  candidates(): readonly Address[];
  show(member: Address, inCall: boolean): void;
}

const USUAL_MS = 200;

export function createCalls(context: CallsContext): Calls {
  const until = new Map<Address, number>();
  const end = (member = until.keys().next().value): void => {
    if (member !== undefined && until.delete(member)) context.show(member, false);
  };
  const anyIdle = (): Address | undefined => {
    const idle = context.candidates().filter((member) => !until.has(member));
    return draw(idle, context.random);
  };
  const begin = (member = anyIdle(), ms = Number.POSITIVE_INFINITY): void => {
    if (member === undefined) return;
    until.set(member, context.now() + ms);
    context.show(member, true);
  };
  return {
    inCall: () => [...until.keys()].sort(),
    isInCall: (member) => until.has(member),
    begin,
    end,
    tick(fault) {
      const now = context.now();
      for (const [member, over] of until) if (over <= now) end(member);
      if (fault === undefined) return;
      const [chance, ms] = fault.split(':');
      if (context.random() >= Number(chance)) return;
      begin(undefined, ms === undefined ? USUAL_MS : Number(ms));
    },
  };
}
