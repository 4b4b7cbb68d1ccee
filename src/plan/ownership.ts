// Who owns a live object that the files do not declare: they themselves (absent, whole list, prune) or nobody we know.

import type { Address, Kind, Problem, Resource } from '../contract/index.js';
import type { Draft } from './drafts.js';
import { deleteOf } from './drafts.js';
import type { World } from './world.js';
import { refsOf } from './world.js';

export interface Ownership {
  /** Deletes of what the files say must not be there. */
  readonly drafts: readonly Draft[];
  /** Live, undeclared, left alone. */
  readonly unmanaged: readonly Address[];
  readonly problems: readonly Problem[];
}

export function ownership(world: World): Ownership {
  const { desired, live } = world;
  const drafts: Draft[] = [];
  const others: Resource[] = [];
  const problems: Problem[] = [];
  const isPruned = pruned(world);
  for (const [address, found] of world.now) {
    if (world.kind(found).partOf || desired.resources.has(address)) continue;
    const barred = live.untouchable[address] ?? live.ambiguous[address];
    if (desired.absent.has(address)) {
      if (barred === undefined) drafts.push(deleteOf(world, found));
      else problems.push(untouchable(address, barred));
    } else {
      const listed = found.list !== undefined && desired.lists.has(found.list);
      if (barred === undefined && (listed || isPruned(found))) drafts.push(deleteOf(world, found));
      else others.push(found);
    }
  }
  return { drafts, unmanaged: standingAlone(world, others), problems };
}

/** Whether `policy.prune` deletes an undeclared object. What a declared one refers to is needed, and stays. */
function pruned(world: World): (found: Resource) => boolean {
  const isCovered = coveredKinds(world);
  if (!world.provider.kinds.some(isCovered)) return () => false;
  const needed = new Set<Address>();
  for (const wanted of world.desired.resources.values()) {
    for (const ref of refsOf(world, wanted)) needed.add(ref.to);
  }
  return (found) => isCovered(world.kind(found)) && !needed.has(found.address);
}

/**
 * Whether `policy.prune` covers a kind. Only the kind that a section is about: parts of its items (an agent's
 * extensions) are owned as whole lists or not at all. A section that no file mentions is not ours; an empty one
 * must be named.
 */
function coveredKinds(world: World): (kind: Kind) => boolean {
  const { desired, provider } = world;
  const { prune } = desired.policy;
  if (prune === 'none') return () => false;
  const declared = new Set<string>();
  for (const side of [desired.resources, desired.absent]) {
    for (const resource of side.values()) declared.add(resource.kind);
  }
  const covered = new Set<string>();
  for (const section of provider.sections) {
    const named = prune !== 'all' && prune.includes(section.name);
    const ours = desired.sections.has(section.name);
    if (ours && (named || (prune === 'all' && declared.has(section.kind)))) covered.add(section.kind);
  }
  return (kind) => kind.neverPruned === undefined && covered.has(kind.name);
}

/** Leaves out what merely hangs on another unmanaged object (the members of a queue that is not ours). */
function standingAlone(world: World, others: readonly Resource[]): Address[] {
  const strange = new Set(others.map((resource) => resource.address));
  return others
    .filter(
      (resource) =>
        !world.kind(resource).bound || !refsOf(world, resource).some((ref) => strange.has(ref.to)),
    )
    .map((resource) => resource.address);
}

function untouchable(address: Address, why: string): Problem {
  return {
    code: 'untouchable',
    severity: 'error',
    message: `${address} is declared absent but cannot be deleted from here: ${why}. Take it out of the file.`,
    address,
  };
}

/** Sections that are written as `[]` and that prune would empty: only with the number of deletes named. */
export function emptiedSections(world: World): readonly string[] {
  const { desired, provider } = world;
  const { prune } = desired.policy;
  if (prune === 'none' || prune === 'all') return [];
  const declared = new Set(
    [...desired.resources.values(), ...desired.absent.values()].map(({ kind }) => kind),
  );
  return provider.sections
    .filter(({ name, kind }) => prune.includes(name) && desired.sections.has(name) && !declared.has(kind))
    .map((section) => section.kind);
}
