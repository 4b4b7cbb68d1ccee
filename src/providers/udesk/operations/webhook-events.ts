// The webhook events are one set that nothing can read: PUT replaces it, and clearing it is the vendor's DELETE (C9).

import type { Operation, Request, Value } from '../../../contract/index.js';
import { record } from '../../decoding.js';
import { fieldsAfter, only } from '../../kit/index.js';
import { emptyBodyOnce } from './fallbacks.js';

function eventsOf(value: Value | undefined): { category: string; all_type: Value }[] {
  return Object.entries(record(value) ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, names]) => ({ category, all_type: names as Value }));
}

export const webhookOperations = {
  'webhookEvents.set': {
    request: (changes, _about, context): Request => {
      const change = only(changes);
      const events = change.action === 'delete' ? [] : eventsOf(fieldsAfter(change, context).events);
      return events.length === 0
        ? { method: 'DELETE', path: 'webhooks/events' }
        : { method: 'PUT', path: 'webhooks/events', body: { Events: events } };
    },
    afterUnknown: { rule: 'repeat' },
    fallback: emptyBodyOnce,
  },
} as const satisfies Record<string, Operation>;
