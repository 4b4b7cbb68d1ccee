// What every step of the planner looks at: the inputs, the kinds by name, and live under the names that the files use.

import type {
  Address,
  Desired,
  Kind,
  Ledger,
  Live,
  Provider,
  Ref,
  Resource,
  Value,
} from '../contract/index.js';
import { sortedMap } from './compare.js';
import { matcher } from './pattern.js';

export interface PlanOptions {
  /** Address patterns of `--only`. */
  readonly only?: readonly string[];
  /** `--allow-deletes N`. */
  readonly allowDeletes?: number;
  /** Milliseconds since 1970; given only where writes are to follow, for `policy.windows`. */
  readonly now?: number;
  readonly overrideWindow?: boolean;
}

export interface PlanInput {
  readonly desired: Desired;
  readonly live: Live;
  readonly ledger: Ledger;
  readonly provider: Provider;
  /** Settings of the provider; default: those of `desired`. */
  readonly settings?: Readonly<Record<string, Value>>;
  readonly options?: PlanOptions;
}

export interface World {
  readonly desired: Desired;
  readonly live: Live;
  readonly ledger: Ledger;
  readonly provider: Provider;
  readonly settings: Readonly<Record<string, Value>>;
  readonly options: PlanOptions;
  /** Live resources, each under its new address if the files rename it. */
  readonly now: ReadonlyMap<Address, Resource>;
  /** New address → old address, for renames that apply. */
  readonly renamed: ReadonlyMap<Address, Address>;
  /** What `refsOf` has worked out so far. */
  readonly refs: Map<Resource, readonly Ref[]>;
  kind(resource: Resource): Kind;
  /** Place of a kind in the provider's order. */
  rank(kind: Kind): number;
}

export function createWorld({ desired: given, live, ledger, provider, settings, options }: PlanInput): World {
  const desired = provider.fit?.(given, live, scopeOf(options)) ?? given;
  const kinds = new Map(provider.kinds.map((kind, index) => [kind.name, { kind, index }]));
  const entry = (name: string): { kind: Kind; index: number } => {
    const found = kinds.get(name);
    if (!found) throw new Error(`the provider ${provider.type} has no kind ${name}`);
    return found;
  };
  const sortedDesired: Desired = {
    ...desired,
    resources: sortedMap(desired.resources),
    absent: sortedMap(desired.absent),
    renames: sortedMap(desired.renames),
  };
  const sortedLive: Live = { ...live, resources: sortedMap(live.resources) };
  const renamed = renamesThatApply(sortedDesired, sortedLive);
  return {
    desired: sortedDesired,
    live: sortedLive,
    ledger,
    provider,
    settings: settings ?? desired.settings,
    options: options ?? {},
    now: underNewNames(sortedLive.resources, renamed),
    renamed,
    refs: new Map(),
    kind: (resource) => entry(resource.kind).kind,
    rank: (kind) => entry(kind.name).index,
  };
}

/** What `--only` names: everything where it is not given. */
export function scopeOf(options: PlanInput['options']): (address: Address) => boolean {
  return options?.only === undefined ? () => true : matcher(options.only);
}

/** New address -> old address. A rename applies when the old object is live, nothing has the new name yet, and nobody wants the old one. */
export function renamesThatApply(desired: Desired, live: Live): Map<Address, Address> {
  const renamed = new Map<Address, Address>();
  for (const [old, next] of desired.renames) {
    const wanted = desired.resources.has(next) && !desired.resources.has(old) && !desired.absent.has(old);
    if (wanted && live.resources.has(old) && !live.resources.has(next) && !renamed.has(next)) {
      renamed.set(next, old);
    }
  }
  return renamed;
}

function underNewNames(
  resources: ReadonlyMap<Address, Resource>,
  renamed: ReadonlyMap<Address, Address>,
): ReadonlyMap<Address, Resource> {
  if (renamed.size === 0) return resources;
  const next = new Map([...renamed].map(([address, old]) => [old, address]));
  return sortedMap(
    new Map(
      [...resources].map(([address, resource]) => {
        const now = next.get(address) ?? address;
        return [now, now === address ? resource : { ...resource, address: now }];
      }),
    ),
  );
}

/** What a resource refers to, itself left out. Asked often, worked out once for each resource of a plan. */
export function refsOf(world: World, resource: Resource): readonly Ref[] {
  const known = world.refs.get(resource);
  if (known) return known;
  const refs = world.kind(resource).refs(resource);
  const others = refs.some((ref) => ref.to === resource.address)
    ? refs.filter((ref) => ref.to !== resource.address)
    : refs;
  world.refs.set(resource, others);
  return others;
}
