// What a read proves about each kind: without a proof nothing of the kind is deleted (portsip.md 1.1).

import type { Certificate } from '../../contract/index.js';
import { SLOTS } from './decode/tenant.js';
import type { Rows } from './live.js';

const NOT_READ: Certificate = { complete: false, arrived: 0, reason: 'it was not read' };

export function certificates(rows: Rows): Record<string, Certificate> {
  const { queues, members, users, rules, trunks, tenant } = rows;
  const arrived = [...(members?.values() ?? [])].reduce((sum, list) => sum + list.length, 0);
  return {
    queue: queues?.certificate ?? NOT_READ,
    agent: users?.certificate ?? NOT_READ,
    // Documented without pages (portsip.md 1.1); which lists there are, the list of queues says.
    membership:
      members === undefined
        ? NOT_READ
        : queues?.certificate.complete
          ? { complete: true, arrived }
          : { complete: false, arrived, reason: 'the list of queues is not complete' },
    'relay-number':
      rules?.certificate.complete && trunks?.certificate.complete === false
        ? { ...rules.certificate, complete: false, reason: 'the list of trunks is not complete' }
        : (rules?.certificate ?? NOT_READ),
    subscription: tenant === undefined ? NOT_READ : { complete: true, arrived: SLOTS.length },
  };
}
