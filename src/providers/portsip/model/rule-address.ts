// Takes the address of an inbound rule apart: `relay-number/<did>@<trunk>` or `…@<trunk>~<callerMask>`.

export interface RuleName {
  readonly did: string;
  readonly trunk: string;
  /** '' for every caller. */
  readonly mask: string;
}

/** A trunk's name may hold `~` and `@` itself: known names are tried first, the longest before shorter ones. */
export function readRuleAddress(address: string, trunks: readonly string[]): RuleName {
  const text = address.slice(address.indexOf('/') + 1);
  const at = text.indexOf('@');
  if (at < 0) throw new Error(`${address} names no trunk: expected <number>@<trunk>.`);
  const did = text.slice(0, at);
  const rest = text.slice(at + 1);
  const known = trunks
    .filter((name) => rest === name || rest.startsWith(`${name}~`))
    .sort((left, right) => right.length - left.length)[0];
  if (known !== undefined) return { did, trunk: known, mask: rest.slice(known.length + 1) };
  const mask = /^(.+)~([0-9*;-]+)$/.exec(rest);
  return { did, trunk: mask?.[1] ?? rest, mask: mask?.[2] ?? '' };
}
