// Parts that a model tells one by one and a plan only counts (the contacts of a campaign): the right ones, and all.

import type { Address, Kind, PlanContext, Resource } from '../../contract/index.js';
import { sameValue } from '../equal.js';
import { listed } from '../words.js';

/** Parts that came to be: each as declared, under a whole that the plan touches, and as many as the plan counts. */
export function wrongParts(
  context: PlanContext,
  kinds: ReadonlyMap<string, Kind>,
  start: ReadonlyMap<Address, Resource>,
  end: readonly Resource[],
  touched: ReadonlyMap<Address, string>,
): string[] {
  if (![...kinds.values()].some((kind) => kind.partOf)) return [];
  const wrong: string[] = [];
  const came = new Map<Address, { count: string; number: number }>();
  for (const part of end) {
    const { address } = part;
    const of = kinds.get(part.kind)?.partOf?.(part);
    if (!of || start.has(address)) continue;
    const known = came.get(of.whole) ?? { count: of.count, number: 0 };
    came.set(of.whole, { count: of.count, number: known.number + 1 });
    const wanted = context.desired.resources.get(address);
    if (!wanted || !touched.has(of.whole)) wrong.push(`${address} has come into being, which nobody planned`);
    else wrong.push(...differences(wanted, part));
  }
  for (const [whole, { count, number }] of came) {
    const planned = growth(context, whole, count);
    if (number !== planned) wrong.push(`${whole}: ${number} ${count} were added and not ${planned}`);
  }
  return [...wrong.slice(0, MOST), ...missing(context, touched, came, kinds)];
}

/** More say no more. */
const MOST = 20;

function differences(wanted: Resource, found: Resource): string[] {
  const paths = Object.keys(wanted.fields).filter(
    (path) => !sameValue(wanted.fields[path], found.fields[path]),
  );
  return paths.length === 0 ? [] : [`${wanted.address} has another ${listed(paths)} than declared`];
}

/** A whole of which no part came although the plan counts some. */
function missing(
  context: PlanContext,
  touched: ReadonlyMap<Address, string>,
  came: ReadonlyMap<Address, unknown>,
  kinds: ReadonlyMap<string, Kind>,
): string[] {
  const counts = new Map<Address, string>();
  for (const part of context.desired.resources.values()) {
    const of = kinds.get(part.kind)?.partOf?.(part);
    if (of && touched.has(of.whole) && !came.has(of.whole)) counts.set(of.whole, of.count);
  }
  return [...counts].flatMap(([whole, count]) => {
    const planned = growth(context, whole, count);
    return planned > 0 ? [`${whole}: none of ${planned} ${count} was added`] : [];
  });
}

function growth(context: PlanContext, whole: Address, count: string): number {
  const number = (one: Resource | undefined): number => Number(one?.fields[count] ?? 0);
  return number(context.after(whole)) - number(context.before(whole));
}
