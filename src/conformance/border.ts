// Everything that the engine does to the outside crosses one border, where a law may decide its order or end the run.

import { never, nextTurn } from './clock.js';

/** `call` reaches the vendor; `disk` does not. */
export type Crossing = 'call' | 'disk';

export interface Border {
  pass<Out>(crossing: Crossing, act: () => Promise<Out>): Promise<Out>;
}

/** Lets everything through at once. */
export const openBorder: Border = { pass: (_crossing, act) => act() };

/**
 * Lets one call through at a time, drawn from all that wait once nothing else is under way: with a seeded `random`, a
 * run in an order that can be repeated, however odd.
 */
export function turnstile(random: () => number): Border {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let drawing = false;
  const draw = async (): Promise<void> => {
    if (drawing) return;
    drawing = true;
    // Whatever an end has set free arrives before the next one is drawn.
    await nextTurn();
    await nextTurn();
    drawing = false;
    if (busy > 0) return;
    const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
    next?.();
  };
  const run = async <Out>(act: () => Promise<Out>): Promise<Out> => {
    busy += 1;
    try {
      return await act();
    } finally {
      busy -= 1;
      void draw();
    }
  };
  return {
    pass(crossing, act) {
      if (crossing === 'disk') return run(act);
      return new Promise((resolve, reject) => {
        waiting.push(() => void run(act).then(resolve, reject));
        void draw();
      });
    },
  };
}

export interface Guillotine extends Border {
  /** Resolves when the run is dead. */
  readonly fallen: Promise<void>;
  /** Resolves when what was already under way has ended outside; the run never hears of it. */
  quiet(): Promise<void>;
  crossings(): number;
}

/**
 * Ends the run as `kill -9` does, at the n-th crossing: just before it, or when it was done and nobody has heard of it.
 * From then on nothing crosses and nothing comes back: no clean-up, no last word.
 */
export function guillotine(at: number, when: 'before' | 'after'): Guillotine {
  let crossings = 0;
  let dead = false;
  const underway = new Set<Promise<unknown>>();
  let fall = (): void => {};
  const fallen = new Promise<void>((resolve) => {
    fall = resolve;
  });
  return {
    fallen,
    crossings: () => crossings,
    async quiet() {
      await Promise.all(underway);
    },
    async pass<Out>(_crossing: Crossing, act: () => Promise<Out>): Promise<Out> {
      if (dead) return never();
      crossings += 1;
      const last = crossings === at;
      if (last && when === 'before') {
        dead = true;
        fall();
        return never();
      }
      const acting = act().then(
        (out) => ({ out }),
        (error: unknown) => ({ error }),
      );
      underway.add(acting);
      const end = await acting;
      underway.delete(acting);
      if (last) {
        dead = true;
        fall();
      }
      if (dead) return never();
      if ('error' in end) throw end.error;
      return end.out;
    },
  };
}
