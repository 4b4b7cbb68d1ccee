// The tenant's rules for passwords and the voicemail PIN (portsip.md 4.2).

import type { Item } from './fields.js';

/** What is wrong with a password; undefined when it passes. Never quotes the password. */
export function wrongPassword(
  password: string,
  policy: Item,
  account: readonly string[],
): string | undefined {
  const length = [...password].length;
  const [min, max] = [Number(policy.min_length), Number(policy.max_length)];
  if (length < min || length > max) return `must have ${min} to ${max} characters`;
  if (policy.contains_letters && !/[A-Za-z]/.test(password)) return 'must contain a letter';
  if (policy.contains_numbers && !/[0-9]/.test(password)) return 'must contain a digit';
  if (policy.contains_special_letters && !/[^a-z0-9]/.test(password))
    return 'must contain an upper-case letter or a special character';
  if (policy.disable_sequential_characters && hasSequence(password.toLowerCase()))
    return 'must not contain sequential characters';
  if (policy.disable_repeating_characters && /(.)\1\1/u.test(password))
    return 'must not contain repeating characters';
  if (policy.disable_account_information && resembles(password, account))
    return 'must not be similar to the account data';
  return undefined;
}

/** 22.2: 6 to 10 digits; 22.3 and later: the length follows the password policy. No `111`, no `012`. */
export function wrongPin(pin: string, policy: Item, rules: '22.2' | '22.8'): string | undefined {
  const [min, max] = rules === '22.8' ? [Number(policy.min_length), Number(policy.max_length)] : [6, 10];
  if (!/^[0-9]+$/.test(pin) || pin.length < min || pin.length > max)
    return `must have ${min} to ${max} digits`;
  if (/(.)\1\1/.test(pin)) return 'must not repeat a digit three times';
  return hasSequence(pin) ? 'must not contain sequential digits' : undefined;
}

/** Three neighbours of the alphabet or of the digits, up or down. */
function hasSequence(text: string): boolean {
  for (let at = 2; at < text.length; at += 1) {
    const three = text.slice(at - 2, at + 1);
    if (!/^(?:[a-z]{3}|[0-9]{3})$/.test(three)) continue;
    const step = three.charCodeAt(1) - three.charCodeAt(0);
    if (Math.abs(step) === 1 && three.charCodeAt(2) - three.charCodeAt(1) === step) return true;
  }
  return false;
}

/** Parts shorter than three characters say nothing about an account. */
function resembles(password: string, account: readonly string[]): boolean {
  const low = password.toLowerCase();
  return account.some((part) => part.length >= 3 && low.includes(part.toLowerCase()));
}
