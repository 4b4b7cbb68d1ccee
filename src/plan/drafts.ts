// A change before it is ordered: what a step of the planner adds, drops or splits, and how each kind of it is made.

import type { Action, Address, ChangeKey, FieldChange, Kind, Resource, Value } from '../contract/index.js';
import { compareText } from './compare.js';
import { changeKey } from './words.js';
import type { World } from './world.js';

export interface Draft {
  readonly key: ChangeKey;
  readonly action: Action;
  readonly kind: Kind;
  readonly address: Address;
  readonly before?: Resource;
  /** The whole value after the change; absent for a delete. */
  readonly after?: Resource;
  readonly fields: readonly FieldChange[];
  /** Fields that are left to a later update, to break a cycle. */
  readonly without?: ReadonlySet<string>;
  /** Set on that later update: it sets these alone. */
  readonly late?: ReadonlySet<string>;
  /** How many of its fields nothing can read. */
  readonly unread?: 'some' | 'all';
}

/** The create of a declared resource; an `update` where the ledger knows that something stands there, unseen. */
export function createOf(world: World, wanted: Resource, action: 'create' | 'update' = 'create'): Draft {
  return {
    key: changeKey(action, wanted.address),
    action,
    kind: world.kind(wanted),
    address: wanted.address,
    // With its origin, which nothing reads here: a copy of each to leave it out is not worth making.
    after: wanted,
    fields: fieldsOf(wanted, (path, after) => ({ path, before: null, after })),
  };
}

/** The delete of a live resource. */
export function deleteOf(world: World, found: Resource): Draft {
  return {
    key: changeKey('delete', found.address),
    action: 'delete',
    kind: world.kind(found),
    address: found.address,
    before: found,
    fields: fieldsOf(found, (path, before) => ({ path, before, after: null })),
  };
}

/** Fields that say something, sorted, each as a change. */
function fieldsOf(
  { fields }: Resource,
  change: (path: string, value: Value) => FieldChange,
): readonly FieldChange[] {
  const found: FieldChange[] = [];
  for (const path of Object.keys(fields).sort(compareText)) {
    const value = fields[path] ?? null;
    if (value !== null) found.push(change(path, value));
  }
  return found;
}

/** An object with what is declared of it; what is not declared stays as it is live. */
export function declaredOver(
  found: Resource | undefined,
  wanted: Resource | undefined,
  kind: Kind,
  address: Address,
): Resource {
  const label = wanted?.label ?? found?.label;
  const list = wanted?.list ?? found?.list;
  return {
    kind: kind.name,
    address,
    fields: { ...found?.fields, ...wanted?.fields },
    ...(label === undefined ? {} : { label }),
    ...(list === undefined ? {} : { list }),
  };
}

/** Sorts drafts as plans show them: by kind, creates and updates by address, then deletes. */
export function inPlanOrder(world: World, drafts: readonly Draft[]): Draft[] {
  const shelves: Draft[][] = world.provider.kinds.flatMap(() => [[], []]);
  for (const draft of drafts) {
    shelves[2 * world.rank(draft.kind) + (draft.action === 'delete' ? 1 : 0)]?.push(draft);
  }
  return shelves.flatMap((shelf) =>
    shelf.sort((a, b) => compareText(a.address, b.address) || compareText(a.key, b.key)),
  );
}
