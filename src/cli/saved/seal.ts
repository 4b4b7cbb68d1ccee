// The checksum of a saved plan: keyed with the credentials of its centers, so that only who has them can make one.
import { type Desired, isSecretRef, type Value } from '../../contract/index.js';

/** The key of the checksum: every secret that is given, of the provider block and of the objects, center by center. */
export function sealOf(desired: readonly Desired[], secret: (ref: string) => string): string {
  const lines = desired
    .map((one) => [one.center, ...givenSecrets(one).map((ref) => `${ref}=${secret(ref)}`)].join('\0'))
    .sort();
  return lines.join('\0\0');
}

/** Secrets that somebody gives, sorted; not those that apply makes. */
export function givenSecrets({ settings, resources }: Desired): string[] {
  const all = [settings, ...[...resources.values()].map(({ fields }) => fields)].flatMap(secretsIn);
  return [...new Set(all)].filter((ref) => !ref.startsWith('new:')).sort();
}

function secretsIn(value: Value | Readonly<Record<string, Value>>): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isSecretRef(value)) return typeof value.$secret === 'string' ? [value.$secret] : [];
  return Object.values(value).flatMap((part: Value) => secretsIn(part));
}
