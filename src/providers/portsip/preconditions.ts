// What only a person can put right before a plan can go through.

import {
  type Desired,
  isSecretRef,
  type Live,
  type Precondition,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { differing } from '../kit/index.js';
import { isInPool } from './did.js';
import { factsOf } from './facts.js';
import { numberOf } from './forward.js';
import { OWN_ACCOUNT } from './live.js';
import { queueAddress, ruleName } from './names.js';

export function preconditions(desired: Desired, live: Live): readonly Precondition[] {
  return [...desired.resources.values()].flatMap((wanted): Precondition[] => {
    const found = live.resources.get(wanted.address);
    const reason = reasonOf(wanted, found, live);
    return reason === undefined ? [] : [{ address: wanted.address, reason }];
  });
}

function reasonOf(wanted: Resource, found: Resource | undefined, live: Live): string | undefined {
  switch (wanted.kind) {
    case 'queue':
      return found === undefined ? queueNeeds(wanted) : undefined;
    case 'agent':
      return (
        (found === undefined ? newUserNeeds(wanted) : userNeeds(wanted, found, live)) ??
        roleNeeds(wanted, found, live)
      );
    case 'relay-number':
      return found === undefined ? ruleNeeds(wanted, live) : queueNeeded(wanted, found, live);
    case 'subscription':
      return slotNeeds(wanted, found);
    default:
      return undefined;
  }
}

const isText = (value: Value | undefined): boolean => typeof value === 'string' && value !== '';

function queueNeeds({ fields }: Resource): string | undefined {
  return isText(fields.name)
    ? undefined
    : 'PortSIP makes no queue without a name; give it a name in the file';
}

/** portsip.md 4.2: bold fields, and logins that belong to the system. */
function newUserNeeds({ fields }: Resource): string | undefined {
  const missing = ['username', 'name', 'email'].filter((field) => !isText(fields[field]));
  if (missing.length > 0)
    return `PortSIP makes no user without ${missing.join(', ')}; write ${missing.length === 1 ? 'it' : 'them'} in the file`;
  return RESERVED_LOGINS.has(String(fields.username).toLowerCase())
    ? 'this login is reserved for the system administrator; choose another username'
    : undefined;
}

const RESERVED_LOGINS: ReadonlySet<string> = new Set(['admin', 'system', 'administrator', 'root']);

function userNeeds(wanted: Resource, found: Resource, live: Live): string | undefined {
  const why = live.untouchable[wanted.address];
  if (why === undefined) return undefined;
  const changed = differing(wanted, found).filter((name) => Object.hasOwn(found.fields, name));
  if (why === OWN_ACCOUNT) {
    const cutOff = changed.some((name) => name === 'enabled' || name === 'role');
    const locked = isGiven(wanted.fields.password);
    return cutOff || locked
      ? `${why}: its role, its password and whether it is enabled are not changed from here; do it in the portal, and leave them out of the file`
      : undefined;
  }
  // A directory would undo it (portsip.md 4.2); an Admin may be changed, though not deleted.
  const isSynced = why.includes('directory');
  return isSynced && changed.length > 0 ? why : undefined;
}

/** portsip.md 4.1: a role that the tenant has not cannot be given. */
function roleNeeds({ fields }: Resource, found: Resource | undefined, live: Live): string | undefined {
  const { roles } = factsOf(live);
  const { role } = fields;
  if (!isText(role) || role === found?.fields.role || roles.length === 0) return undefined;
  return roles.includes(String(role))
    ? undefined
    : `the tenant has no role ${JSON.stringify(role)}; make it in the portal, or name one of ${roles.slice(0, 8).join(', ')}`;
}

/** A secret that somebody gave, not one that is made for new users. */
function isGiven(value: Value | undefined): boolean {
  return isSecretRef(value) && !value.$secret.startsWith('new:');
}

/** A rule may go to a number that nothing has (portsip.md 3.4); to a queue it cannot go before there is one. */
function queueNeeded({ fields }: Resource, found: Resource, live: Live): string | undefined {
  const { queue } = fields;
  if (typeof queue !== 'string' || numberOf(found.fields.forward) !== queue) return undefined;
  const isQueue = live.resources.has(queueAddress(queue)) || factsOf(live).declaredQueues.includes(queue);
  return isQueue ? undefined : `queue/${queue} is neither declared nor live; create it or declare it`;
}

/** portsip.md 5.1, 5.3: exactly one trunk, the number inside its pool, and somewhere to go. */
function ruleNeeds({ address, fields }: Resource, live: Live): string | undefined {
  const { number, trunk } = ruleName(address);
  const trunks = factsOf(live).trunks.filter((one) => one.name === trunk);
  const [one] = trunks;
  if (one === undefined)
    return `there is no trunk ${JSON.stringify(trunk)}; make it in the portal, or name another`;
  if (trunks.length > 1)
    return `${trunks.length} trunks are called ${JSON.stringify(trunk)}; give them names of their own in the portal`;
  if (one.pool !== null && !isInPool(number, one.pool))
    return `${number} is not in the number pool of trunk ${JSON.stringify(trunk)} (${one.pool.slice(0, 80)}); add it there, or name another`;
  return isText(fields.queue) || (fields.forward ?? null) !== null
    ? undefined
    : 'PortSIP makes no rule that leads nowhere; give it a queue or a forward in the file';
}

/** A slot is written as a whole, and its credentials are never read: they must be in the file to be kept. */
function slotNeeds(wanted: Resource, found: Resource | undefined): string | undefined {
  const { fields } = wanted;
  const after = { ...found?.fields, ...fields };
  const needed = CREDENTIALS_OF[String(after.auth ?? 'DISABLE')] ?? [];
  if (found !== undefined && differing(wanted, found).length === 0) return undefined;
  if (!isText(after.callback))
    return 'a slot without a callback delivers nothing; give it a callback in the file';
  const missing = needed.filter((name) => fields[name] === undefined);
  return missing.length === 0
    ? undefined
    : `PortSIP writes this slot as a whole, and ${missing.join(' and ')} cannot be read back; give ${missing.length === 1 ? 'it' : 'them'} in the file`;
}

const CREDENTIALS_OF: Readonly<Record<string, readonly string[]>> = {
  BASIC: ['username', 'password'],
  DIGEST: ['username', 'password'],
  BEARER: ['token'],
};
