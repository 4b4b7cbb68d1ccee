// Makes passwords and PINs within PortSIP's rules (portsip.md 4.2): every sort of character, nothing repeated, nothing in
// sequence, nothing that could be the number or the name of the user.

import type { Address, PlanContext } from '../../contract/index.js';
import { factsOf } from './facts.js';
import { hasRoleIds } from './version.js';

type Pick = (below: number) => number;

/** Without signs that people confuse (0 O, 1 l I) or that SIP, XML or a shell reads as its own. */
const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const SIGNS = '-_.';
const LENGTH = 20;
const PIN_LENGTH = 8;

export function generate(address: Address, field: string, context: PlanContext, pick: Pick): string {
  const { version, passwordPolicy: policy } = factsOf(context.live);
  const within = (length: number): number => Math.min(Math.max(length, policy?.min ?? 6), policy?.max ?? 32);
  if (field === 'voicemailPin') return makePin(hasRoleIds(version) ? within(PIN_LENGTH) : PIN_LENGTH, pick);
  // Credentials of a webhook slot: `[a-z0-9]{6,64}` (portsip.md 6.1).
  if (!address.startsWith('agent/')) return makeText([LOWER, DIGITS], LENGTH, pick);
  return makeText([LOWER, DIGITS, UPPER, SIGNS], within(LENGTH), pick);
}

/**
 * Each sort in turn, then at random; never two digits or two signs together, and letters never beside their neighbours
 * in the alphabet: so no sequence, no repetition and no number of three digits can come about.
 */
function makeText(sorts: readonly string[], length: number, pick: Pick): string {
  let text = '';
  while (text.length < length) {
    const last = text.at(-1);
    const first = text.length < sorts.length ? sorts.slice(text.length, text.length + 1) : sorts;
    const open = first.map((sort) => allowed(sort, last)).filter((signs) => signs.length > 0);
    const signs = open[pick(open.length)] ?? [];
    text += signs[pick(signs.length)] ?? LOWER.charAt(0);
  }
  return text;
}

const allowed = (sort: string, last: string | undefined): readonly string[] =>
  [...sort].filter((sign) => mayFollow(last, sign));

function mayFollow(last: string | undefined, next: string): boolean {
  if (last === undefined) return true;
  const isLetter = (sign: string): boolean => /[a-z]/i.test(sign);
  if (!isLetter(last) && !isLetter(next)) return false;
  return Math.abs(last.toLowerCase().charCodeAt(0) - next.toLowerCase().charCodeAt(0)) > 1;
}

/** 9 and 0 count as neighbours too. */
function makePin(length: number, pick: Pick): string {
  let pin = '';
  while (pin.length < length) {
    const last = pin === '' ? undefined : Number(pin.at(-1));
    const digits = [...'0123456789'].filter(
      (digit) => last === undefined || ![0, 1, 9].includes(Math.abs(last - Number(digit))),
    );
    pin += digits[pick(digits.length)] ?? '';
  }
  return pin;
}
