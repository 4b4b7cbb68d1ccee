// The vault holds the literal behind every secret's stand-in; nothing else in the program does.

import { isSecretRef, type SecretRef, type Value } from '../contract/index.js';

export interface Vault {
  /** The literal text of a setting: a secret's own, or the value as text. Throws if the secret is not known. */
  reveal(value: Value | SecretRef): string;
  /** Whether the literal of `ref` (`env:NAME`, `new:ADDRESS#FIELD`) is known. */
  has(ref: string): boolean;
  set(ref: string, literal: string): void;
  /** Every literal, for redaction. */
  literals(): string[];
}

/** A vault that starts with the secrets of the loaded files. `learn` hears of every literal, now and later. */
export function createVault(
  secrets: Iterable<readonly [string, string]> = [],
  learn: (literal: string) => void = () => {},
): Vault {
  const held = new Map<string, string>();
  const set = (ref: string, literal: string): void => {
    held.set(ref, literal);
    learn(literal);
  };
  for (const [ref, literal] of secrets) set(ref, literal);
  return {
    reveal(value) {
      if (!isSecretRef(value)) return plainText(value);
      const ref: unknown = value.$secret;
      const literal = typeof ref === 'string' ? held.get(ref) : undefined;
      if (literal === undefined) {
        throw new Error(
          `The secret ${JSON.stringify(ref)} is not known. Set its environment variable and run again.`,
        );
      }
      return literal;
    },
    has: (ref) => held.has(ref),
    set,
    literals: () => [...held.values()],
  };
}

function plainText(value: Value | SecretRef): string {
  if (value === null) return '';
  if (typeof value === 'object')
    throw new TypeError('Only a single value can be revealed, not a list or an object.');
  return String(value);
}
