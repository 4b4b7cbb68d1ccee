// What laws compare: the account as the simulator holds it, beside what the files say and what a plan announced.

import {
  type Call,
  holdsSecret,
  type Kind,
  kindsOf,
  type PlanContext,
  type Provider,
  type Resource,
} from '../contract/index.js';
import type { LogEntry } from '../simulator/log.js';
import type { Planned } from './assembly.js';
import { Unfit } from './broken.js';
import type { Rig } from './rig.js';

export type Account = ReadonlyMap<string, Resource>;

/** Puts the example aside when a guard refuses its plan; a plan that fails on the model is a bug, and no guard. */
export function unlessRefused({ plan }: Planned): void {
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const [guard] = errors;
  if (guard && errors.every(({ code }) => code !== 'plan-bug' && code !== 'unexpected'))
    throw new Unfit(`refused by ${guard.code}`);
}

/** Where the account is not as the file says, by the simulator's own record. Objects that need a person are left out. */
export function unlikeDesired(held: Account, { plan, context }: Planned, provider: Provider): string[] {
  const { desired } = context;
  const kinds = kindsOf(provider);
  const left = new Set(plan.manual.flatMap(({ address, blocks }) => [address, ...blocks]));
  const stillThere = [...desired.absent.keys()].filter((address) => held.has(address) && !left.has(address));
  return [
    ...[...desired.resources.values()].flatMap((wanted) =>
      unlikeWanted(wanted, held, kinds.get(wanted.kind), desired.resources, left),
    ),
    ...stillThere.map((address) => `${address} is still there`),
    ...[...held.values()]
      .filter(
        ({ address, list }) =>
          list !== undefined && desired.lists.has(list) && !desired.resources.has(address),
      )
      .filter(
        (one) =>
          !left.has(one.address) &&
          !kinds
            .get(one.kind)
            ?.refs(one)
            .some(({ to }) => left.has(to)),
      )
      .map(({ address }) => `${address} is still on the list that the file owns`),
  ];
}

function unlikeWanted(
  wanted: Resource,
  held: Account,
  kind: Kind | undefined,
  desired: Account,
  left: ReadonlySet<string>,
): string[] {
  const { address } = wanted;
  const of = kind?.partOf?.(wanted);
  // A part counts where its whole does, and takes parts at all.
  if (left.has(address) || (of && !takesParts(of, desired, left))) return [];
  const found = held.get(address);
  if (found) return differences(address, wanted, found, kind);
  return isNothing(wanted) ? [] : [`${address} is not there`];
}

/** A whole that is declared empty may as well not exist (a set without an element). */
function isNothing({ fields }: Resource): boolean {
  const values = Object.values(fields);
  return values.length > 0 && values.every((value) => ['{}', '[]', 'null'].includes(text(value)));
}

function takesParts(
  { whole, count }: { readonly whole: string; readonly count: string },
  desired: Account,
  left: ReadonlySet<string>,
): boolean {
  return !left.has(whole) && desired.get(whole)?.fields[count] !== undefined;
}

/** Fields that only say how many parts there are, or where it stands, are no fact of the account. */
function differences(address: string, wanted: Resource, found: Resource, kind: Kind | undefined): string[] {
  const isTold = (field: string): boolean =>
    !kind?.fields[field]?.relative || found.fields[field] !== undefined;
  return Object.entries(wanted.fields)
    .filter(([field]) => isTold(field))
    .filter(([field, value]) => !holdsSecret(value) && text(value) !== text(found.fields[field] ?? null))
    .map(
      ([field, value]) => `${address}: ${field} is ${text(found.fields[field] ?? null)}, not ${text(value)}`,
    );
}

/** What came, went or changed between two looks at the account. */
export function moved(before: Account, after: Account): string[] {
  const addresses = new Set([...before.keys(), ...after.keys()]);
  return [...addresses].filter((address) => text(before.get(address)) !== text(after.get(address))).sort();
}

/** Addresses that these plans announced to touch. */
export function announced(plans: readonly Planned[]): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { plan, context } of plans) {
    for (const { address } of plan.changes) {
      touched.add(address);
      for (const old of oldNames(context, address)) touched.add(old);
    }
  }
  return touched;
}

function oldNames({ desired }: PlanContext, address: string): string[] {
  return [...desired.renames].filter(([, next]) => next === address).map(([old]) => old);
}

/** What moved though no plan said so: something was lost, or made twice. */
export function unannounced(
  before: Account,
  after: Account,
  plans: readonly Planned[],
  kinds: readonly Kind[],
): string[] {
  return movedBeside(announced(plans), before, after, kinds);
}

/**
 * What moved and is none of `said`, nor a part of it. Where something stands among others moves, comes and goes with
 * them (`FieldRule.relative`): a queue that no longer goes by an order takes the place from each of its members.
 */
export function movedBeside(
  said: ReadonlySet<string>,
  before: Account,
  after: Account,
  kinds: readonly Kind[],
): string[] {
  const kindOf = new Map(kinds.map((kind) => [kind.name, kind]));
  const wholeOf = (address: string): string | undefined => {
    const resource = after.get(address) ?? before.get(address);
    return resource && kindOf.get(resource.kind)?.partOf?.(resource).whole;
  };
  const isFact = ({ kind }: Resource, field: string): boolean => !kindOf.get(kind)?.fields[field]?.relative;
  // What a number is, the object says that has it (`Ref.loose`): whatever goes to it reads otherwise when that one comes.
  const cameOrWent = (address: string): boolean => before.has(address) !== after.has(address);
  const readsOtherwise = (address: string): boolean =>
    [before.get(address), after.get(address)].some(
      (one) =>
        one &&
        kindOf
          .get(one.kind)
          ?.refs(one)
          .some(({ to, loose }) => loose && said.has(to) && cameOrWent(to)),
    );
  return moved(factsOf(before, isFact), factsOf(after, isFact)).filter(
    (address) => !said.has(address) && !said.has(wholeOf(address) ?? '') && !readsOtherwise(address),
  );
}

function factsOf(account: Account, isFact: (resource: Resource, field: string) => boolean): Account {
  return new Map(
    [...account].map(([address, resource]) => {
      const kept = Object.entries(resource.fields).filter(([field]) => isFact(resource, field));
      return [address, { ...resource, fields: Object.fromEntries(kept) }];
    }),
  );
}

/** Writes that the simulator counted. */
export function writesAt({ simulator }: Rig): number {
  return simulator.log().filter(({ write }) => write).length;
}

/** Tells which logged calls may be one of these, whose paths may hold stand-ins for ids. */
export function pathMatcher(
  calls: readonly Pick<Call, 'method' | 'path'>[],
): (entry: Pick<LogEntry, 'method' | 'path'>) => boolean {
  const rules = [...new Set(calls.map(({ method, path }) => `${method} ${path.replace(/\{.*\}/, '*')}`))];
  return ({ method, path }) =>
    rules.some((rule) => {
      const [before = '', after] = rule.split('*');
      const whole = `${method} ${path}`;
      return after === undefined ? whole === rule : whole.startsWith(before) && whole.endsWith(after);
    });
}

/** Writes that the vendor's rules refused, in words: those that count. */
export function refusals({ simulator }: Rig, counts: (entry: LogEntry) => boolean): string[] {
  return simulator
    .log()
    .filter((entry) => entry.refused && entry.write && counts(entry))
    .map(({ method, path, body, because }) => `${method} ${path} ${text(body)}: ${text(because)}`);
}

export function text(value: unknown): string {
  return JSON.stringify(sortedKeys(value)) ?? 'nothing';
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortedKeys);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortedKeys(item)]),
  );
}
