// Lets members take calls: one at a time by name, or at random while the clock runs, always from the seeded generator.

import type { Address } from '../contract/index.js';

export interface Calls {
  /** Members in a call now, sorted. */
  inCall(): readonly Address[];
  isInCall(member: Address): boolean;
  /** Puts a member in a call, until `end` or for `ms`. */
  begin(member: Address, ms?: number): void;
  end(member: Address): void;
  /** Before a request: ends calls that are over and, with the chance that `fault` names, begins one. */
  tick(fault: string | undefined): void;
  /** Draws a member that is not in a call; undefined when there is none. */
  draw(): Address | undefined;
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
  const end = (member: Address): void => {
    if (until.delete(member)) context.show(member, false);
  };
  const begin = (member: Address, ms = Number.POSITIVE_INFINITY): void => {
    until.set(member, context.now() + ms);
    context.show(member, true);
  };
  const draw = (): Address | undefined => {
    const idle = context.candidates().filter((member) => !until.has(member));
    return idle[Math.floor(context.random() * idle.length)];
  };
  return {
    inCall: () => [...until.keys()].sort(),
    isInCall: (member) => until.has(member),
    begin,
    end,
    draw,
    tick(fault) {
      const now = context.now();
      for (const [member, over] of until) if (over <= now) end(member);
      if (fault === undefined) return;
      const [chance, ms] = fault.split(':');
      if (context.random() >= Number(chance)) return;
      const member = draw();
      if (member !== undefined) begin(member, ms === undefined ? USUAL_MS : Number(ms));
    },
  };
}
