// Writes to subscriptions. Ids are made by the vendor and told only by the POST (C10), which must never be repeated
// blind (C14) and may fail in part inside a success (G52).

import type {
  Address,
  Answer,
  Change,
  Learned,
  Operation,
  PlanContext,
  Request,
  Value,
} from '../../../contract/index.js';
import { fieldsAfter, idOf, only } from '../../kit/index.js';
import { textOf } from '../bodies.js';
import { decodeCreated, decodeSubscription, type SubscriptionRow } from '../decode/subscriptions.js';
import { emptyBodyOnce, wrappedOnce } from './fallbacks.js';
import { findCreated } from './find-subscriptions.js';

/** The three fields of a POST; a fourth, `enable`, only a PUT takes. */
function subscriptionBody(change: Change, context: PlanContext): { [key: string]: Value } {
  const { callback, events } = fieldsAfter(change, context);
  return { callback: textOf(callback), name: idOf(change.address), events: events ?? [] };
}

/** Under which address the vendor's id is known: after a rename it is the old one's. */
function knownAs(address: Address, context: PlanContext): Address {
  if (context.live.ids[address] !== undefined) return address;
  for (const [before, after] of context.desired.renames) {
    if (after === address && context.live.ids[before] !== undefined) return before;
  }
  return address;
}

const pathOf = (changes: readonly Change[]): string => `subscriptions/{${only(changes).address}}`;

const create: Operation = {
  request: (changes, _about, context) => ({
    method: 'POST',
    path: 'subscriptions',
    body: { subscriptions: changes.map((change) => subscriptionBody(change, context)) },
  }),
  afterUnknown: { rule: 'compare', find: findCreated },
  advice:
    'Open the list of subscriptions at Udesk: if these stand there once, apply again; if one stands there twice, delete one of the two first.',
  learn: learnCreated,
};

function learnCreated(answer: Answer, changes: readonly Change[]): Learned {
  const { ids, failed, listed } = decodeCreated(answer);
  const learned = changes.flatMap((change): [Address, string][] => {
    const id = ids.get(idOf(change.address));
    return id === undefined ? [] : [[change.address, id]];
  });
  const missing = changes.filter((change) => !ids.has(idOf(change.address)));
  const isFailed = (change: Change): boolean => failed.includes(idOf(change.address));
  return {
    ids: Object.fromEntries(learned),
    facts: Object.fromEntries(learned.map(([address, id]) => [address, { id }])),
    failed: missing
      .filter((change) => isFailed(change) || listed)
      .map((change) => ({
        change: change.key,
        message: isFailed(change)
          ? 'Udesk refused this subscription (sub_fail) and gave no reason; check its callback and events'
          : "Udesk's answer names it neither under sub_succ nor under sub_fail; plan again to see whether it exists",
      })),
    notes: missing
      .filter((change) => !isFailed(change) && !listed)
      .map((change) => ({
        change: change.key,
        message: 'Udesk answered without an id, so this subscription cannot be changed or deleted from here',
      })),
  };
}

/** `enable`, `callback`, `name` and `events` are all required (§2.9): the live value fills what the file leaves out. */
function replace(changes: readonly Change[], _about: Address | undefined, context: PlanContext): Request {
  const change = only(changes);
  const { enabled } = fieldsAfter(change, context);
  return {
    method: 'PUT',
    path: `subscriptions/{${knownAs(change.address, context)}}`,
    // G54: flat, with `enable`; checked by reading, and wrapped once if that did not take.
    body: { ...subscriptionBody(change, context), enable: enabled ?? true },
  };
}

/** G54: a body that the vendor reads another way is accepted and does nothing; only reading it back tells. */
const confirm: NonNullable<Operation['confirm']> = {
  path: pathOf,
  holds(answer, changes, context) {
    const row = rowOf(answer);
    const { callback, events, enabled } = fieldsAfter(only(changes), context);
    return (
      row !== undefined &&
      (enabled === undefined || row.enabled === enabled) &&
      (callback === undefined || row.callback === callback) &&
      (events === undefined || JSON.stringify(row.events) === JSON.stringify(events))
    );
  },
};

/**
 * C10: an id that comes from an old ledger may be another subscription's by now (names went round), and a write to it
 * would take that one's place.
 */
const aim: NonNullable<Operation['aim']> = {
  path: (changes, context) => `subscriptions/{${knownAs(only(changes).address, context)}}`,
  mistaken(answer, changes, context) {
    const { address } = only(changes);
    const known = knownAs(address, context);
    const row = rowOf(answer);
    if (row === undefined || [address, known].some((one) => row.name === idOf(one))) return undefined;
    return {
      because: `the id that the ledger knows of ${known} belongs to ${JSON.stringify(row.name)} now; nothing was sent to it, and the ledger forgets it`,
      facts: { [known]: null },
    };
  },
};

const enable: Operation = {
  request: replace,
  sets: ['enabled'],
  afterUnknown: { rule: 'repeat' },
  probe: {
    path: pathOf,
    needed: (answer, changes, context) =>
      rowOf(answer)?.enabled !== fieldsAfter(only(changes), context).enabled,
  },
  fallback: wrappedOnce,
  confirm,
};

const update: Operation = {
  request: replace,
  aim,
  afterUnknown: { rule: 'repeat' },
  fallback: wrappedOnce,
  confirm,
  // After a rename the id belongs to the new name.
  learn(_answer, changes, context) {
    const { address } = only(changes);
    const known = knownAs(address, context);
    const id = context.live.ids[known];
    if (known === address || id === undefined) return {};
    return { ids: { [address]: id }, facts: { [address]: { id }, [known]: null } };
  },
};

const remove: Operation = {
  request: (changes) => ({ method: 'DELETE', path: pathOf(changes) }),
  aim,
  // An id is never given twice, so a repeat meets nothing else: absent is done.
  afterUnknown: { rule: 'repeat' },
  fallback: emptyBodyOnce,
  learn: (_answer, changes) => forget(changes),
  learnAlready: forget,
};

function forget(changes: readonly Change[]): Learned {
  return { facts: Object.fromEntries(changes.map((change) => [change.address, null])) };
}

function rowOf(answer: Answer): SubscriptionRow | undefined {
  try {
    return decodeSubscription('GET subscriptions/{id}', answer);
  } catch {
    return undefined;
  }
}

export const subscriptionOperations = {
  'subscription.create': create,
  'subscription.enable': enable,
  'subscription.update': update,
  'subscription.delete': remove,
} as const;
