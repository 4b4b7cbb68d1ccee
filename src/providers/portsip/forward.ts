// Forward rules, `{ action, number }` (portsip.md 3.4): in the file, at the vendor, and what they refer to.

import type { Ref, Value } from '../../contract/index.js';
import { choice, id, object } from '../../schema/fields.js';
import { type Row, record, rowIn, textIn } from '../decoding.js';
import { agentAddress, queueAddress } from './names.js';

const ACTIONS = ['FORWARD_TO_NUMBER', 'FORWARD_TO_VOICEMAIL', 'HANGUP'] as const;

/** The field of a section. */
export const forwardField = (description: string) =>
  object(
    {
      action: choice(ACTIONS, { description: 'What happens to the call.', example: 'FORWARD_TO_NUMBER' }),
      number: id(/^\+?[0-9]{1,32}$/, {
        description:
          'Where it goes: the number of a queue, an agent or anything else inside, or a number outside. Left out with HANGUP.',
        example: '6001',
      }).optional(),
    },
    { description, example: { action: 'FORWARD_TO_NUMBER', number: '6001' } },
  );

/** The normal form of what a file says: both keys always, a call that ends goes nowhere. */
export function forwardOf(written: unknown): Value {
  const rule = record(written);
  if (rule === undefined) return null;
  const action = String(rule.action);
  const number = typeof rule.number === 'string' && action !== 'HANGUP' ? rule.number : null;
  return { action, number };
}

/** The same of what the vendor says; a rule without an action is none. */
export function forwardIn(row: Row, field: string): Value {
  const rule = rowIn(row, field, (rule) => ({
    action: textIn(rule, 'action'),
    number: textIn(rule, 'number'),
  }));
  return rule?.action ? forwardOf(rule) : null;
}

/** As it is written in a file: without a number where it has none. */
export function writtenForward(rule: Value | undefined): Value | undefined {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null));
}

/** As it is sent. */
export function forwardBody(rule: Value | undefined): { readonly [key: string]: Value } | undefined {
  const { action, number } = record(rule) ?? {};
  if (typeof action !== 'string') return undefined;
  return typeof number === 'string' ? { action, number } : { action };
}

/** The number that a call goes to, if it goes anywhere. */
export function numberOf(rule: Value | undefined): string | undefined {
  const number = record(rule)?.number;
  return typeof number === 'string' ? number : undefined;
}

/** A number says not what it is: perhaps a queue, perhaps an agent, perhaps none of ours (portsip.md 3.4). */
export function forwardRefs(field: string, rule: Value | undefined): readonly Ref[] {
  const number = numberOf(rule);
  if (number === undefined) return [];
  return [queueAddress(number), agentAddress(number)].map((to) => ({ to, field, loose: true }));
}

export const toNumber = (number: string): { readonly [key: string]: Value } => ({
  action: 'FORWARD_TO_NUMBER',
  number,
});
