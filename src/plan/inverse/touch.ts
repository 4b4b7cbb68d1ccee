// What a plan does to each object, from end to end: its value before, and the value it is left with.

import {
  type Address,
  type CenterPlan,
  type Change,
  collect,
  type Desired,
  gather,
  holdsSecret,
  type Kind,
  kindsOf,
  type Live,
  type Provider,
  type Resource,
} from '../../contract/index.js';
import { declaredOver } from '../drafts.js';

export interface Touch {
  readonly kind: Kind;
  /** Its address before the plan, which the inverse gives back. */
  readonly address: Address;
  /** Undefined where nothing was live. */
  readonly before: Resource | undefined;
  /** Undefined where the plan leaves nothing. */
  readonly after: Resource | undefined;
  readonly changes: readonly Change[];
  /** Fields that the plan sets. Sorted. */
  readonly written: readonly string[];
  /** Fields that a call of their own sets: between the calls they have a value of the vendor's. */
  readonly loose: readonly string[];
  /** Why the inverse must leave it as it is, if so. */
  readonly stays?: string;
}

export interface Undone {
  readonly plan: Pick<CenterPlan, 'changes' | 'calls'>;
  readonly desired: Desired;
  /** Live as it was when the plan was made. */
  readonly before: Live;
  readonly provider: Provider;
}

/** Every object that the plan touches, in the order of its changes. */
export function touchesOf({ plan, desired, before, provider }: Undone): Touch[] {
  const kinds = kindsOf(provider);
  const changes = gather(plan.changes, ({ address }) => address);
  const oldNames = new Map([...desired.renames].map(([old, next]) => [next, old]));
  const sets = fieldsSetLater(plan, provider);
  const lists = new Set([...before.resources.values()].map(({ list }) => list));
  const touches = [...changes].flatMap(([address, own]): Touch[] => {
    const kind = kinds.get(own[0]?.kind ?? '');
    if (!kind) return [];
    const old = oldNames.get(address);
    const renamed = old !== undefined && !before.resources.has(address) && before.resources.has(old);
    const found = before.resources.get(renamed ? old : address);
    const gone = own.some((change) => change.action === 'delete');
    const after = gone ? undefined : declaredOver(found, desired.resources.get(address), kind, address);
    const stays = staysBecause(kind, found, after, (list) => !lists.has(list));
    const paths = own.flatMap((change) => change.fields.map(({ path }) => path));
    return [
      {
        kind,
        address: renamed ? old : address,
        before: found,
        after,
        changes: own,
        written: gone ? [] : [...new Set(paths)].filter((path) => !renamed || path !== 'address').sort(),
        loose: [...new Set(own.flatMap((change) => sets.get(change.key) ?? []))].sort(),
        ...(stays === undefined ? {} : { stays }),
      },
    ];
  });
  return withNeeded(touches);
}

/** What an object that stays refers to stays as well. */
function withNeeded(touches: readonly Touch[]): Touch[] {
  const created = new Map(
    touches.filter(({ before, after }) => !before && after).map((touch) => [touch.address, touch]),
  );
  const reasons = new Map<Address, string>();
  const queue = touches.filter(({ stays }) => stays !== undefined);
  for (let next = 0; next < queue.length; next += 1) {
    const { kind, address, after } = queue[next] ?? {};
    for (const { to } of (after && kind?.refs(after)) ?? []) {
      const needed = created.get(to);
      if (!needed || needed.stays !== undefined || reasons.has(to)) continue;
      reasons.set(to, `${address} stays and refers to it`);
      queue.push(needed);
    }
  }
  return touches.map((touch) => {
    const reason = reasons.get(touch.address);
    return reason === undefined ? touch : { ...touch, stays: reason };
  });
}

function staysBecause(
  kind: Kind,
  before: Resource | undefined,
  after: Resource | undefined,
  wasEmpty: (list: string) => boolean,
): string | undefined {
  if (kind.visibility === 'unreadable') return 'no call shows what stood there before';
  if (!before && !after) return 'no list shows it: whether it stood there before is not known';
  if (!before && kind.neverDeleted !== undefined) return kind.neverDeleted;
  const first = !before && after?.list !== undefined && wasEmpty(after.list);
  return first ? kind.neverEmpty : undefined;
}

function fieldsSetLater({ calls }: Undone['plan'], provider: Provider): Map<string, string[]> {
  const sets = new Map<string, string[]>();
  for (const { operation, changes } of calls) {
    for (const field of provider.operations[operation]?.sets ?? []) {
      for (const key of changes) collect(sets, key, field);
    }
  }
  return sets;
}

/** Whether a read shows the field as it is: else its old value is not known. */
export function isReadable({ kind, before, after }: Touch, path: string): boolean {
  const rule = kind.fields[path];
  return (
    !rule?.writeOnly &&
    !rule?.secret &&
    !holdsSecret(before?.fields[path]) &&
    !holdsSecret(after?.fields[path])
  );
}
