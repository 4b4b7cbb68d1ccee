// The changes of a plan as numbers, with the look-ups that the ordering rules share.

import type { Address, Change, ChangeKey, PlanContext, Resource } from '../../contract/index.js';
import type { Draft } from '../drafts.js';
import type { World } from '../world.js';
import { refsOf } from '../world.js';

export interface View {
  readonly world: World;
  readonly drafts: readonly Draft[];
  /** The same, as the provider sees them; `waitsFor` is still empty. */
  readonly changes: readonly Change[];
  readonly context: PlanContext;
  readonly byKey: ReadonlyMap<ChangeKey, number>;
  /** Creates by address. */
  readonly creates: ReadonlyMap<Address, number>;
  /** Deletes by address. */
  readonly deletes: ReadonlyMap<Address, number>;
  /** What each change's old value refers to. */
  readonly refsBefore: readonly (readonly ViewRef[])[];
  /** What each change's new value refers to, as far as this change sets it. */
  readonly refsAfter: readonly (readonly ViewRef[])[];
}

export interface ViewRef {
  readonly to: Address;
  readonly field?: string;
}

export function createView(
  world: World,
  drafts: readonly Draft[],
  changes: readonly Change[],
  context: PlanContext,
): View {
  const creates = new Map<Address, number>();
  const deletes = new Map<Address, number>();
  const refsBefore: (readonly ViewRef[])[] = [];
  const refsAfter: (readonly ViewRef[])[] = [];
  const byKey = new Map<ChangeKey, number>();
  drafts.forEach((draft, index) => {
    byKey.set(draft.key, index);
    if (draft.action === 'create') creates.set(draft.address, index);
    if (draft.action === 'delete') deletes.set(draft.address, index);
    refsBefore.push(draft.before ? refsOf(world, draft.before) : NO_REFS);
    refsAfter.push(draft.after ? refsSet(world, draft, draft.after) : NO_REFS);
  });
  return { world, drafts, changes, context, byKey, creates, deletes, refsBefore, refsAfter };
}

const NO_REFS: readonly ViewRef[] = [];

function refsSet(world: World, draft: Draft, after: Resource): readonly ViewRef[] {
  const refs = refsOf(world, after);
  return draft.without || draft.late ? refs.filter((ref) => sets(draft, ref)) : refs;
}

/** A create that was split leaves some fields to a later update, which sets those alone. */
function sets(draft: Draft, ref: ViewRef): boolean {
  if (draft.without && ref.field !== undefined && draft.without.has(ref.field)) return false;
  return !draft.late || (ref.field !== undefined && draft.late.has(ref.field));
}
