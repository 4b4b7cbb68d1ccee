// Writes to users (portsip.md 4.1): role and both passwords have calls of their own, the PIN goes with an update.

import type {
  Body,
  Change,
  Operation,
  PlanContext,
  Request,
  Value,
  Verdict,
} from '../../../contract/index.js';
import { fieldsAfter, fieldsSet, idOf, only } from '../../kit/index.js';
import { AGENT_KEEP, AGENT_SECRETS, agentBody, callOf, DEFAULT_ROLE } from '../agent-fields.js';
import { needsLicence } from '../licences.js';
import { roleKey } from '../names.js';
import { learnId } from './learn-id.js';

const create: Operation = {
  request(changes, _about, context) {
    const change = only(changes);
    const fields = fieldsAfter(change, context);
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    return {
      method: 'POST',
      path: 'users',
      body: {
        name: fields.username ?? '',
        extension_number: idOf(change.address),
        ...agentBody({ enabled: true, ...given }),
        role: fields.role ?? DEFAULT_ROLE,
        ...secretsOf(change.address, fields),
        ...licence(change.address, context),
      },
    };
  },
  afterUnknown: { rule: 'look' },
  learn: learnId,
  fallback: roleById,
};

/** All three are required; what the file does not give is made (`generate`). */
function secretsOf(
  address: string,
  fields: Readonly<Record<string, Value>>,
): { readonly [key: string]: Body } {
  return Object.fromEntries(
    Object.entries(AGENT_SECRETS).map(([field, vendor]): [string, Body] => [
      vendor,
      fields[field] ?? { $secret: `new:${address}#${field}` },
    ]),
  );
}

const licence = (agent: string, context: PlanContext): { readonly enable_cc?: true } =>
  needsLicence(agent, context) ? { enable_cc: true } : {};

function overlaid(address: string, body: { readonly [key: string]: Body }): Request {
  const path = `users/{${address}}`;
  return { method: 'POST', path, body, over: { path, keep: AGENT_KEEP } };
}

const update: Operation = {
  request(changes, _about, context) {
    const change = only(changes);
    const fields = Object.entries(fieldsSet(change)).filter(([name]) => callOf(name) === 'update');
    const pin = fields.find(([name]) => name === 'voicemailPin')?.[1];
    return overlaid(change.address, {
      ...displayName(change.address, context),
      ...agentBody(Object.fromEntries(fields)),
      ...(pin === undefined ? {} : { voicemail_pin: pin }),
      ...licence(change.address, context),
    });
  },
  afterUnknown: { rule: 'repeat' },
};

/** 22.6 demands it on every update (portsip.md 0.1). */
function displayName(agent: string, context: PlanContext): { readonly display_name?: Value } {
  const name = context.after(agent)?.fields.name;
  return { display_name: typeof name === 'string' && name !== '' ? name : idOf(agent) };
}

/** 22.8: a user that joins a queue and is not written for another reason. Any of its memberships will do. */
const giveLicence: Operation = {
  request: (_changes, about, context) =>
    overlaid(about ?? '', { ...displayName(about ?? '', context), enable_cc: true }),
  afterUnknown: { rule: 'repeat' },
};

/** portsip.md 9.12: the name first; where that is refused, the id that 22.3 and later have. */
const role: Operation = {
  request: (changes) => ({
    method: 'POST',
    path: `users/{${only(changes).address}}/role`,
    body: { role: fieldsSet(only(changes)).role ?? DEFAULT_ROLE },
  }),
  afterUnknown: { rule: 'repeat' },
  fallback: roleById,
};

/** A field is not accepted; of a refusal that arrived in half only the status is left. */
const REFUSED: ReadonlySet<string> = new Set(['VALIDATE_FAILED', 'http-400']);

/** portsip.md 9.12: the name was tried; 22.3 and later may want the id, which is known only there. */
function roleById(request: Request, verdict: Verdict): Request | undefined {
  const body = request.body as { readonly [key: string]: Body; readonly role?: Body } | undefined;
  if (verdict.outcome !== 'failed' || !REFUSED.has(verdict.code) || typeof body?.role !== 'string')
    return undefined;
  return { ...request, body: { ...body, role: { $id: roleKey(body.role) } } };
}

function setPassword(field: 'password' | 'extensionPassword'): Operation {
  return {
    request: (changes) => ({
      method: 'POST',
      path: `users/{${only(changes).address}}/${AGENT_SECRETS[field]}`,
      body: { password: secretOf(only(changes), field) },
    }),
    afterUnknown: { rule: 'repeat' },
  };
}

function secretOf(change: Change, field: string): Body {
  const value = fieldsSet(change)[field];
  if (value === undefined) throw new Error(`${change.key} sets no ${field}`);
  return value;
}

const remove: Operation = {
  request: (changes) => ({ method: 'POST', path: `users/{${only(changes).address}}/destroy` }),
  afterUnknown: { rule: 'look' },
};

export const agentOperations = {
  'agent.create': create,
  'agent.update': update,
  'agent.licence': giveLicence,
  'agent.role': role,
  'agent.password': setPassword('password'),
  'agent.extensionPassword': setPassword('extensionPassword'),
  'agent.delete': remove,
} as const;
