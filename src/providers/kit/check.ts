// What `check` finds over a whole center, and what `preconditions` compares.

import type { Finding, Resource } from '../../contract/index.js';

export function finding(
  severity: Finding['severity'],
  code: string,
  resource: Resource,
  message: string,
): Finding {
  const { address, origin } = resource;
  return { severity, code, address, message, ...(origin === undefined ? {} : { origin }) };
}

/** Names of the declared fields that live shows otherwise; what live does not show counts as `null`. */
export function differing(wanted: Resource, found: Resource): string[] {
  return Object.entries(wanted.fields)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(found.fields[name] ?? null))
    .map(([name]) => name);
}
