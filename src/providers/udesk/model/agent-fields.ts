// The fields of one agent in POST `agents` and PUT `agents/{AgentId}` (udesk.md §2.3).

import { booleanField, type Fields, idField, integerField, PATTERN, textField } from './fields.js';
import { parameterError } from './refusal.js';
import type { Agent } from './state.js';

export interface AgentFields {
  readonly workId: string;
  readonly name: string | undefined;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
  readonly role: string | undefined;
  readonly enabled: boolean | undefined;
}

export function agentFields(fields: Fields): AgentFields {
  const role = textField(fields, 'Role');
  if (role !== undefined && role !== 'agent' && role !== 'leader') throw parameterError();
  return {
    workId: idField(fields, 'WorkId', PATTERN.workId),
    name: textField(fields, 'Name'),
    mobile: textField(fields, 'Mobile', PATTERN.phone),
    email: textField(fields, 'Email', PATTERN.email),
    role,
    enabled: booleanField(fields, 'Enable'),
  };
}

/** udesk.md G17: undocumented; read only when the switch says that it is writable. */
export function wrapUpTime(fields: Fields, writable: boolean): number | undefined {
  return writable ? integerField(fields, 'WrapUpTime', 0, Number.MAX_SAFE_INTEGER) : undefined;
}

/** Documented defaults of what was not given (udesk.md G18). */
export function withDefaults(fields: AgentFields): Omit<Agent, 'id' | 'row' | 'queues' | 'extensions'> {
  return {
    workId: fields.workId,
    name: fields.name ?? '',
    mobile: fields.mobile ?? '',
    email: fields.email ?? '',
    role: fields.role ?? 'agent',
    enabled: fields.enabled ?? true,
    wrapUpTime: 0,
    relay: '',
    // udesk.md G34: an agent that is not logged in is not available, its extension offline.
    state: 4,
    extState: 3,
    beforeCall: undefined,
  };
}
