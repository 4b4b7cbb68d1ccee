// Makes what the vendor makes: passwords, ids with gaps, prefixes. Remembers what it gave out, so that a write that takes
// effect later gives the same again.

import type { ModelTools } from '../../../contract/index.js';
import { randomHex } from '../../../simulator/draw.js';
import type { App } from './state.js';

export interface Mint {
  /** So many random hex digits: a password, a secret. */
  hex(digits: number): string;
  /** A company number prefix. */
  prefix(): string;
  /** The next subscription id: increasing, with gaps (udesk.md G57). */
  subscriptionId(app: App): number;
  now(): number;
  readonly minted: readonly (string | number)[];
}

export function createMint(tools: ModelTools, replay: readonly (string | number)[] = []): Mint {
  const minted: (string | number)[] = [];
  const next = <Made extends string | number>(make: () => Made): Made => {
    const made = (replay[minted.length] as Made | undefined) ?? make();
    minted.push(made);
    return made;
  };
  return {
    minted,
    now: () => tools.now(),
    hex: (digits) => next(() => randomHex(tools.random, digits)),
    prefix: () => next(() => randomPrefix(tools.random)),
    subscriptionId: (app) =>
      next(() => {
        // Like a database sequence: a number that was given out is not given again, whatever becomes of the write.
        app.lastSubscription += 1 + Math.floor(tools.random() * 4);
        return app.lastSubscription;
      }),
  };
}

/** Length of an extension's password, in hex digits. */
export const PASSWORD_DIGITS = 16;

/** Company number prefix: `9` and nine digits (udesk.md §3). */
function randomPrefix(random: () => number): string {
  return `9${String(Math.floor(random() * 1_000_000_000)).padStart(9, '0')}`;
}
