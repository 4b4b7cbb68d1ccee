// The inverse of a plan: not the calls backwards, but the state before as a new desired state, for the objects that the
// plan touches and for no other. It is then planned like any file, so it is right after any part of the plan was made:
// what the plan never reached is as before already.

import {
  type Address,
  type Desired,
  kindsOf,
  type Live,
  type Provider,
  type Resource,
  type Value,
} from '../contract/index.js';
import { sorted } from './compare.js';
import { type Irreversible, lossesOf } from './inverse/losses.js';
import { SOME_ID } from './inverse/snapshot.js';
import { isReadable, type Touch, touchesOf, type Undone } from './inverse/touch.js';

/** The two values that an object may have when the inverse is applied: as before the plan, or as the plan leaves it. */
export interface TouchedState {
  readonly kind: string;
  /** Fields that were live; `null` where nothing was. */
  readonly before: Readonly<Record<string, Value>> | null;
  /** Fields that the plan leaves; `null` where it leaves nothing. */
  readonly after: Readonly<Record<string, Value>> | null;
  /** Fields that the plan sets, and a read shows. Sorted. */
  readonly written: readonly string[];
  /** Fields not to be compared on a new object: a call of their own sets them. Sorted. */
  readonly loose: readonly string[];
}

export interface Inverse {
  /** What the inverse wants. */
  readonly desired: Desired;
  /** Live as the whole plan leaves it. */
  readonly live: Live;
  /** By the address that the inverse plans with. */
  readonly touched: Readonly<Record<Address, TouchedState>>;
  readonly irreversible: Irreversible;
}

/** Pure. */
export function invert(undone: Undone): Inverse {
  const touches = touchesOf(undone);
  return {
    desired: desiredBefore(undone, touches),
    live: liveAfter(undone, touches),
    touched: Object.fromEntries(touches.map((touch) => [touch.address, stateOf(touch)])),
    irreversible: lossesOf(touches),
  };
}

/** The policy stands: an inverse is guarded as any plan is. But it owns what the plan touched, and prunes nothing. */
function desiredBefore({ desired, before, provider }: Undone, touches: readonly Touch[]): Desired {
  const resources = new Map<Address, Resource>();
  const absent = new Map<Address, Resource>();
  const renames = new Map<Address, Address>();
  for (const touch of touches) {
    const { address } = touch;
    if (touch.stays !== undefined) continue;
    const old = restored(touch);
    if (old) resources.set(address, old);
    else if (!touch.before) absent.set(address, gone(touch));
    if (old && touch.after && touch.after.address !== address) renames.set(touch.after.address, address);
  }
  for (const needed of unseenEnds(resources, before, provider)) {
    if (!absent.has(needed.address) && !resources.has(needed.address)) resources.set(needed.address, needed);
  }
  return {
    ...desired,
    policy: { ...desired.policy, prune: 'none' },
    resources: inOrder(resources),
    absent: inOrder(absent),
    lists: new Set(),
    renames: inOrder(renames),
    warnings: [],
  };
}

/** With the list that it is in, so that this list is read. */
function gone({ kind, address, after }: Touch): Resource {
  return {
    kind: kind.name,
    address,
    fields: {},
    ...(after?.list === undefined ? {} : { list: after.list }),
  };
}

/** A deleted object as a whole; of a changed one, the fields that the plan sets. Undefined if there is nothing to say. */
function restored(touch: Touch): Resource | undefined {
  const { kind, address, before, after } = touch;
  if (!before) return undefined;
  const renamed = after !== undefined && after.address !== address;
  const fields = after
    ? touch.written.flatMap((path): [string, Value][] =>
        isReadable(touch, path) ? [[path, before.fields[path] ?? null]] : [],
      )
    : wholeValue(touch, before);
  if (after && fields.length === 0 && !renamed) return undefined;
  return { ...before, kind: kind.name, address, fields: Object.fromEntries(fields) };
}

/** What nobody can read is left out; a secret is made anew. */
function wholeValue(touch: Touch, before: Resource): [string, Value][] {
  const { kind, address } = touch;
  const secrets = Object.keys(kind.fields).filter((path) => kind.fields[path]?.secret);
  return [
    ...Object.entries(before.fields).filter(([path]) => isReadable(touch, path)),
    ...secrets.map((path): [string, Value] => [path, { $secret: `new:${address}#${path}` }]),
  ];
}

/** What a restored object refers to and a read may show no more: to be found or made again. */
function unseenEnds(resources: ReadonlyMap<Address, Resource>, before: Live, provider: Provider): Resource[] {
  const kinds = kindsOf(provider);
  return [...resources.values()].flatMap((resource) =>
    (kinds.get(resource.kind)?.refs(resource) ?? []).flatMap(({ to }) => {
      const end = before.resources.get(to);
      return end && kinds.get(end.kind)?.visibility === 'unlisted' ? [end] : [];
    }),
  );
}

function liveAfter({ before, provider }: Undone, touches: readonly Touch[]): Live {
  const resources = new Map(before.resources);
  const ids: Record<Address, string> = { ...before.ids };
  for (const { address } of touches) {
    resources.delete(address);
    delete ids[address];
  }
  for (const { after, kind } of touches) {
    if (!after || kind.visibility === 'unreadable') continue;
    const shown = Object.entries(after.fields).filter(([path]) => !kind.fields[path]?.writeOnly);
    resources.set(after.address, { ...after, fields: Object.fromEntries(shown) });
    ids[after.address] = SOME_ID;
  }
  for (const address of letGo(before, resources, provider)) resources.delete(address);
  return { ...before, resources: inOrder(resources), ids };
}

/** What no list shows, and was seen only because something held it that the plan takes away. */
function letGo(before: Live, after: ReadonlyMap<Address, Resource>, provider: Provider): Address[] {
  const kinds = kindsOf(provider);
  const held = (resources: Iterable<Resource>): Set<Address> => {
    const found = new Set<Address>();
    for (const resource of resources) {
      for (const { to } of kinds.get(resource.kind)?.refs(resource) ?? []) found.add(to);
    }
    return found;
  };
  const [then, now] = [held(before.resources.values()), held(after.values())];
  return [...before.resources.values()]
    .filter(
      ({ kind, address }) =>
        kinds.get(kind)?.visibility === 'unlisted' && then.has(address) && !now.has(address),
    )
    .map(({ address }) => address);
}

function stateOf(touch: Touch): TouchedState {
  const { kind, before, after, written, loose } = touch;
  const readable = (resource: Resource): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(resource.fields).filter(([path]) => isReadable(touch, path)));
  return {
    kind: kind.name,
    before: before ? readable(before) : null,
    after: after ? readable(after) : null,
    written: written.filter((path) => isReadable(touch, path)),
    loose,
  };
}

function inOrder<V>(map: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return new Map(
    sorted(map.keys()).flatMap((key) => {
      const value = map.get(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
