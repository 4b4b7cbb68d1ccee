// What `check` finds over a whole center.

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
