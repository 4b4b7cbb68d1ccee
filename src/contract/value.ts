// The plainest types: JSON values, addresses, places in a file.

/** A JSON value in normal form. `undefined` never appears inside one. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Names one managed object within a center, such as `queue/9001`; never a vendor's own id. */
export type Address = string;

/** A place in a file that a person can open. Lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Stands where a secret would stand, so that no plan, log or error can carry one.
 * The value itself is kept by the vault (see src/secrets/vault.ts) under `$secret`.
 */
export interface SecretRef {
  /** Key into the vault: `env:NAME` for a given secret, `new:ADDRESS#FIELD` for one that apply generates. */
  readonly $secret: string;
  /** Eight hex digits, keyed to the center, that change when the secret does. Absent for generated secrets. */
  readonly fingerprint?: string;
}

/** Stands in a request where the vendor's id of an object belongs; replaced when the call is sent. */
export interface IdRef {
  readonly $id: Address;
}

/** True if `value` is a secret's stand-in. */
export function isSecretRef(value: unknown): value is SecretRef {
  return typeof value === 'object' && value !== null && '$secret' in value;
}

/** True if a secret's stand-in is `value`, or somewhere inside it. */
export function holdsSecret(value: Value | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isSecretRef(value) || Object.values(value).some((part: Value) => holdsSecret(part));
}

/** True if `value` is the stand-in of a vendor's id. */
export function isIdRef(value: unknown): value is IdRef {
  return typeof value === 'object' && value !== null && '$id' in value;
}
