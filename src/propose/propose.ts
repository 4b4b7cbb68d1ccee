// From drift to the files as they would have to be: rounds of edits, each held against a new plan, until nothing is left
// or what is left is told to a person. Pure: the caller reads files and plans.
import type { Problem } from '../contract/index.js';
import type { Environment } from '../schema/env.js';
import { driftPoints } from './drift-points.js';
import { type Edited, edit, type SourceText, scoped, type ToAdopt } from './edit-files.js';
import { type Checked, given, leftOver } from './left-over.js';
import type { Remark } from './workbench.js';

export type { SourceText, ToAdopt } from './edit-files.js';
export type { Checked } from './left-over.js';
export type { Remark } from './workbench.js';

export interface ProposeOptions {
  readonly env: Environment;
  readonly check: (files: readonly SourceText[]) => Checked;
}

export interface Proposal {
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** By center and place. */
  readonly remarks: readonly Remark[];
}

const MOST_ROUNDS = 6;

/** The files with the live side adopted as far as an edit may do it. */
export function propose(
  sources: readonly SourceText[],
  centers: readonly ToAdopt[],
  options: ProposeOptions,
): Proposal {
  const skip = new Set<string>();
  const leave = new Set<string>();
  const kept: Remark[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edited = edit(sources, centers, options.env, skip, leave);
    const checked = options.check(edited.texts);
    const errors = checked.problems.filter(({ severity }) => severity === 'error');
    const again =
      errors.length > 0
        ? setAside(errors, centers, edited, skip, kept)
        : leftFields(centers, checked, edited, leave);
    if (again && round < MOST_ROUNDS - 1) continue;
    if (errors.length > 0) return { files: [], remarks: [...kept, ...errors.map(given)] };
    return {
      files: sources.flatMap(({ path, text }, index) => {
        const after = edited.texts[index]?.text ?? text;
        return after === text ? [] : [{ path, before: text, after }];
      }),
      remarks: ordered([
        ...kept,
        ...edited.remarks,
        ...leftOver(centers, checked, [...kept, ...edited.remarks]),
      ]),
    };
  }
  return { files: [], remarks: kept };
}

/** Edits that make a file invalid are taken back, and told. True if there were any that can be named. */
function setAside(
  errors: readonly Problem[],
  centers: readonly ToAdopt[],
  { touched }: Edited,
  skip: Set<string>,
  kept: Remark[],
): boolean {
  let found = false;
  for (const { message, address } of errors) {
    for (const { desired } of centers) {
      if (address === undefined || address === null || !touched.get(desired.center)?.has(address)) continue;
      const name = scoped(desired.center, address);
      if (skip.has(name)) continue;
      skip.add(name);
      kept.push({
        center: desired.center,
        address,
        message: `what is live cannot be written in the file: ${message}`,
      });
      found = true;
    }
  }
  return found;
}

/** Fields that say `null` and still differ: the next round takes them out of the file. True if there are new ones. */
function leftFields(
  centers: readonly ToAdopt[],
  { plans }: Checked,
  { touched }: Edited,
  leave: Set<string>,
): boolean {
  const before = leave.size;
  for (const { desired, live, items } of centers) {
    const plan = plans.get(desired.center);
    if (!plan) continue;
    const { points } = driftPoints(plan, desired, live);
    if (points.size === 0) continue;
    for (const { section, address, item } of items) {
      if (!touched.get(desired.center)?.has(address)) continue;
      const expansion = section.expand(item);
      const lists = new Set(expansion.lists);
      const isLeft =
        expansion.resources.some((one) => points.has(one.address)) ||
        [...points.keys()].some((one) => lists.has(live.resources.get(one)?.list ?? ''));
      if (isLeft)
        for (const field of Object.keys(item)) leave.add(scoped(desired.center, `${address} ${field}`));
    }
  }
  return leave.size > before;
}

function ordered(remarks: readonly Remark[]): Remark[] {
  const key = ({ center, file = '', line = 0, address }: Remark): string =>
    [center, file, String(line).padStart(9, '0'), address].join('\0');
  return [...remarks].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
