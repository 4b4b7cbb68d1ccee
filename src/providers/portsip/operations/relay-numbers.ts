// Writes to inbound rules (portsip.md 5.3). "Always to queue Q" sets the rule of office hours and the other one, and
// that of holidays where there are some, since what an omitted one does is not documented.

import type { Body, Operation, Value } from '../../../contract/index.js';
import { fieldsAfter, fieldsSet, only } from '../../kit/index.js';
import { factsOf } from '../facts.js';
import { forwardBody, toNumber } from '../forward.js';
import { ruleName, trunkKey } from '../names.js';
import { learnId } from './learn-id.js';

type Fields = { readonly [key: string]: Body };

function destination({ queue, forward }: Readonly<Record<string, Value>>, withHolidays: boolean): Fields {
  const rule = typeof queue === 'string' ? toNumber(queue) : forwardBody(forward);
  if (rule === undefined) return {};
  return {
    office_hours_forward_rule: rule,
    non_office_hours_forward_rule: rule,
    ...(withHolidays ? { holiday_forward_rule: rule } : {}),
  };
}

const create: Operation = {
  request(changes, _about, context) {
    const { address } = only(changes);
    const fields = fieldsAfter(only(changes), context);
    const { number, trunk, callerMask } = ruleName(address);
    return {
      method: 'POST',
      path: 'inbound_rules',
      body: {
        name: fields.name ?? number.slice(0, 64),
        enabled: true,
        // There is exactly one of this name: `preconditions` saw to it.
        provider_id: { $id: trunkKey(trunk) },
        did_numbers: number,
        ...(callerMask === null ? {} : { cid_number_mask: callerMask }),
        ...destination(fields, false),
      },
    };
  },
  afterUnknown: { rule: 'look' },
  learn: learnId,
};

/** Everything writable but `holidays`, which are read as objects and written as ids. */
const KEEP = [
  'name',
  'enabled',
  'provider_id',
  'did_numbers',
  'cid_number_mask',
  'office_hours_forward_rule',
  'non_office_hours_forward_rule',
  'holiday_forward_rule',
  'office_hours',
  'enable_advanced_routing',
  'advanced_routing',
  'play_recording_disclaimer',
  'usage',
  'enable_audio_recording',
] as const;

const update: Operation = {
  request(changes, _about, context) {
    const change = only(changes);
    const { address } = change;
    const path = `inbound_rules/{${address}}`;
    const set = fieldsSet(change);
    const holidays = factsOf(context.live).holidays[address] ?? [];
    const moves = set.queue !== undefined || set.forward !== undefined;
    return {
      method: 'POST',
      path,
      body: {
        ...(set.name === undefined ? {} : { name: set.name }),
        ...(moves ? destination(fieldsAfter(change, context), holidays.length > 0) : {}),
        ...(holidays.length === 0 ? {} : { holidays }),
      },
      over: { path, keep: KEEP },
    };
  },
  afterUnknown: { rule: 'repeat' },
};

const remove: Operation = {
  request: (changes) => ({ method: 'POST', path: `inbound_rules/{${only(changes).address}}/destroy` }),
  afterUnknown: { rule: 'look' },
};

export const relayNumberOperations = {
  'rule.create': create,
  'rule.update': update,
  'rule.delete': remove,
} as const;
