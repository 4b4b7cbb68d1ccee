// A law that does not hold, and an example that says nothing about it.

/** Thrown by a law's check: what was promised and did not happen. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** Thrown by a check for an example that the law does not speak of (a guard refuses the plan). */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** Breaks the law unless `holds`. */
export function claim(holds: boolean, message: string | (() => string)): asserts holds {
  if (!holds) throw new Broken(typeof message === 'string' ? message : message());
}

/** Breaks the law unless the list is empty. */
export function claimNone(items: readonly string[], what: string): void {
  claim(items.length === 0, () => `${what}: ${items.slice(0, 5).join('; ')}${items.length > 5 ? '; …' : ''}`);
}

/** Puts the example aside unless `fits`. */
export function suppose(fits: boolean, why: string): asserts fits {
  if (!fits) throw new Unfit(why);
}
