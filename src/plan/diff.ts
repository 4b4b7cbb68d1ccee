// What the files declare, held against what is live: creates and updates. Only declared fields are compared.

import {
  type Address,
  type FieldChange,
  isSecretRef,
  type Kind,
  type Problem,
  type Resource,
  type Value,
} from '../contract/index.js';
import { compareText } from './compare.js';
import { createOf, type Draft, declaredOver } from './drafts.js';
import { sameValue } from './equal.js';
import { APPLIED_ABSENT, appliedHash, isGenerated, isUnread } from './ledger-known.js';
import { changeKey } from './words.js';
import { refsOf, type World } from './world.js';

export interface Difference {
  readonly drafts: readonly Draft[];
  /** Resources that nothing can show and that the ledger says are as declared. */
  readonly assumed: ReadonlyMap<Address, Assumed>;
  readonly problems: readonly Problem[];
}

export interface Assumed {
  readonly wanted: Resource;
  readonly reason: string;
  /** The whole object is taken from the ledger, not only some fields of it. */
  readonly whole: boolean;
}

/** Creates and updates for everything declared, and deletes for what is declared absent but cannot be seen. */
export function difference(world: World): Difference {
  const drafts: Draft[] = [];
  const assumed = new Map<Address, Assumed>();
  const problems: Problem[] = [];
  for (const wanted of world.desired.resources.values()) {
    if (world.kind(wanted).partOf) continue;
    const found = world.now.get(wanted.address);
    if (found) compare(world, wanted, found, { drafts, assumed, problems });
    else compareUnseen(world, wanted, drafts, assumed);
  }
  drafts.push(...neededAnew(world, drafts, assumed));
  for (const gone of world.desired.absent.values()) {
    const draft = blindDelete(world, gone);
    if (draft) drafts.push(draft);
  }
  return { drafts, assumed, problems };
}

/**
 * The ledger is not trusted where a coming change leans on it: what nothing shows is made (or adopted) again before
 * something is bound to it. Somebody may have deleted it meanwhile, and the bind would then fail for ever.
 */
function neededAnew(world: World, drafts: readonly Draft[], assumed: Map<Address, Assumed>): Draft[] {
  const anew: Draft[] = [];
  if (assumed.size === 0) return anew;
  for (const { after } of drafts) {
    for (const { to } of after ? refsOf(world, after) : []) {
      const trusted = assumed.get(to);
      if (!trusted?.whole) continue;
      if (world.kind(trusted.wanted).visibility !== 'unlisted') continue;
      assumed.delete(to);
      anew.push(createOf(world, trusted.wanted));
    }
  }
  return anew;
}

interface Into {
  readonly drafts: Draft[];
  readonly assumed: Map<Address, Assumed>;
  readonly problems: Problem[];
}

function compare(world: World, wanted: Resource, found: Resource, into: Into): void {
  const kind = world.kind(wanted);
  const { address } = wanted;
  const unread = unreadFields(kind, wanted);
  const isKnown = unread.length > 0 && isApplied(world, wanted);
  if (isKnown) {
    const reason = `${unread.map((field) => field.path).join(', ')} cannot be read back; the ledger says that it was last written as declared`;
    into.assumed.set(address, { wanted, reason, whole: false });
  }
  const readable = changedFields(kind, wanted, found, into.problems);
  const written = isKnown ? NOTHING : unread;
  const old = world.renamed.get(address);
  if (readable.length + written.length === 0 && old === undefined) return;
  const fields = [...readable, ...written];
  // Always told: who approves the change of one object has not approved that another one takes its name.
  if (old !== undefined) fields.push({ path: 'address', before: old, after: address });
  into.drafts.push({
    key: changeKey('update', address),
    action: 'update',
    kind,
    address,
    before: found,
    after: declaredOver(found, wanted, kind, address),
    fields: fields.sort((a, b) => compareText(a.path, b.path)),
    ...(written.length === 0 ? {} : { unread: readable.length === 0 ? 'all' : 'some' }),
  });
}

const NOTHING: readonly FieldChange[] = [];

/** Declared fields that live shows with another value; of those that are fixed at creation, a problem. */
function changedFields(kind: Kind, wanted: Resource, found: Resource, problems: Problem[]): FieldChange[] {
  const changed: FieldChange[] = [];
  for (const path in wanted.fields) {
    const rule = kind.fields[path];
    if (rule?.writeOnly) continue;
    const before = found.fields[path] ?? null;
    const after = wanted.fields[path] ?? null;
    if (sameValue(before, after) || isGenerated(after)) continue;
    if (rule?.immutable === undefined) changed.push({ path, before, after });
    else problems.push(cannotChange(wanted, { path, before, after }, rule.immutable));
  }
  return changed;
}

/** Declared fields that only the ledger can compare. */
function unreadFields(kind: Kind, { fields }: Resource): readonly FieldChange[] {
  let unread: FieldChange[] | undefined;
  for (const path in fields) {
    if (!kind.fields[path]?.writeOnly) continue;
    const after = fields[path] ?? null;
    if (!isUnread(kind, path, after)) continue;
    unread ??= [];
    unread.push({ path, before: null, after });
  }
  return unread ?? NOTHING;
}

function compareUnseen(
  world: World,
  wanted: Resource,
  drafts: Draft[],
  assumed: Map<Address, Assumed>,
): void {
  const kind = world.kind(wanted);
  if (kind.visibility !== 'listed' && isApplied(world, wanted)) {
    const reason = `${kind.title.one} that no call can show; the ledger says that it was last written as declared`;
    assumed.set(wanted.address, { wanted, reason, whole: true });
    return;
  }
  const known = kind.visibility === 'unreadable' && stoodThere(world, wanted.address);
  drafts.push(createOf(world, wanted, known ? 'update' : 'create'));
}

/** As far as the ledger knows. */
function stoodThere({ ledger }: World, address: Address): boolean {
  const written = ledger.facts[address]?.applied;
  return written !== undefined && written !== APPLIED_ABSENT;
}

/** Declared absent and never shown by any list: deleted blind, once. */
function blindDelete(world: World, gone: Resource): Draft | undefined {
  const kind = world.kind(gone);
  if (kind.visibility === 'listed' || world.now.has(gone.address)) return undefined;
  if (world.ledger.facts[gone.address]?.applied === APPLIED_ABSENT) return undefined;
  return {
    key: changeKey('delete', gone.address),
    action: 'delete',
    kind,
    address: gone.address,
    fields: [],
  };
}

function isApplied(world: World, wanted: Resource): boolean {
  const written = world.ledger.facts[wanted.address]?.applied;
  return written !== undefined && written === appliedHash(world.kind(wanted), wanted.fields);
}

function cannotChange({ address }: Resource, { path, before, after }: FieldChange, why: string): Problem {
  const show = (value: Value): string => (isSecretRef(value) ? 'set' : JSON.stringify(value));
  return {
    code: 'immutable-field',
    severity: 'error',
    message: `${address}: ${path} is ${show(before)} and cannot become ${show(after)}: ${why}. Put the old value back, or declare a new object beside it.`,
    address,
  };
}
