// What a change of a campaign asks for, taken apart once: both the calls and their number are read off it.

import {
  type Change,
  type Live,
  oncePer,
  type PlanContext,
  type Resource,
  type Value,
} from '../../contract/index.js';
import { needsUpdate, type Settings } from './campaign-settings.js';
import type { Contact } from './contacts.js';
import { campaignIdOf, contactAddress } from './names.js';

export interface Wanted {
  readonly id: string;
  readonly isNew: boolean;
  /** Fields after the change. */
  readonly fields: Resource['fields'];
  /** Of the live campaign; a new one is pending. */
  readonly stateBefore: Value;
  readonly stateAfter: Value;
  /** Whether updateTask has something to set. */
  readonly updates: boolean;
  readonly isBatch: boolean;
  /** Contacts to send, in the order of their ids. */
  readonly contacts: readonly Contact[];
  readonly deleteUndialled: boolean;
  readonly callbacks: { readonly order: string; readonly call: string };
}

/** Pure; remembered, since a campaign of very many contacts has very many calls. */
export function wantedOf(change: Change, context: PlanContext): Wanted {
  const known = wantedIn(context);
  const found = known.get(change.key) ?? workOut(change, context);
  known.set(change.key, found);
  return found;
}

const wantedIn = oncePer((_context: PlanContext) => new Map<string, Wanted>());

function workOut(change: Change, context: PlanContext): Wanted {
  const { address, action } = change;
  const declared = context.desired.resources.get(address);
  const fields = context.after(address)?.fields ?? {};
  const before = context.before(address);
  const stateBefore = before?.fields.state ?? 'pending';
  const changed = new Set(change.fields.map(({ path }) => path));
  const { mode, deleteUndialled, order, call } = declared?.aside ?? {};
  const isNew = action === 'create';
  const id = campaignIdOf(address);
  return {
    id,
    isNew,
    fields,
    stateBefore,
    stateAfter: fields.state ?? stateBefore,
    updates: isNew
      ? fields.name !== undefined || needsUpdate(settingsIn(fields))
      : ['name', 'settings', 'callbacks'].some((path) => changed.has(path)),
    isBatch: mode === 'batch',
    contacts: changed.has('contacts') || changed.has('outdated') ? toSend(id, declared, mode, context) : [],
    deleteUndialled: deleteUndialled === true,
    callbacks: { order: String(order ?? ''), call: String(call ?? '') },
  };
}

export function settingsIn(fields: Resource['fields']): Settings {
  const { settings } = fields;
  return typeof settings === 'object' && settings !== null ? (settings as Settings) : {};
}

/** Append: what is not there. Batch: all that is not dialled, since what waits is replaced (B.6.12). */
function toSend(
  id: string,
  declared: Resource | undefined,
  mode: Value | undefined,
  { desired, live }: PlanContext,
): Contact[] {
  return contactIds(declared).flatMap((order): Contact[] => {
    const address = contactAddress(id, order);
    const there = live.resources.get(address);
    const isDone = mode === 'batch' ? isDialled(there) : there !== undefined;
    const contact = desired.resources.get(address);
    return isDone || !contact ? [] : [{ id: order, fields: contact.fields }];
  });
}

/** Batch: whether every contact that the file names is dialled, so that there is no batch to send. */
export function sendsNothing(declared: Resource, live: Live): boolean {
  const id = campaignIdOf(declared.address);
  return contactIds(declared).every((order) => isDialled(live.resources.get(contactAddress(id, order))));
}

/** Sorted. */
export function contactIds(declared: Resource | undefined): readonly string[] {
  const ids = declared?.aside?.contacts;
  return Array.isArray(ids) ? ids.map(String) : [];
}

const isDialled = (contact: Resource | undefined): boolean => contact?.fields.dialled === true;
