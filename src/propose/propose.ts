// From drift to the files as they would have to be: rounds of edits, each held against a new plan, until nothing is left
// or what is left is told to a person. Pure: the caller reads files and plans.
import type { Address, CenterPlan, Problem } from '../contract/index.js';
import type { Environment } from '../schema/env.js';
import { adoptCenter, type CenterToAdopt } from './adopt-center.js';
import { orderCenter } from './adopt-order.js';
import { driftPoints } from './drift-points.js';
import { newlineOf } from './lines.js';
import { spliced } from './splices.js';
import type { Remark, Workbench } from './workbench.js';
import { readYaml, type YamlFile } from './yaml-file.js';

export type { Remark } from './workbench.js';
export type ToAdopt = Omit<CenterToAdopt, 'drift'> & { readonly plan: CenterPlan };

export interface SourceText {
  readonly path: string;
  /** As it is on the disk, byte-order mark included. */
  readonly text: string;
}

/** What the files mean after an edit: the plans of the centers, or why they cannot be loaded. */
export interface Checked {
  readonly plans: ReadonlyMap<string, CenterPlan>;
  readonly problems: readonly Problem[];
}

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

interface Edited {
  readonly texts: readonly SourceText[];
  readonly remarks: readonly Remark[];
  readonly touched: ReadonlyMap<string, ReadonlySet<Address>>;
}

function edit(
  sources: readonly SourceText[],
  centers: readonly ToAdopt[],
  env: Environment,
  skip: ReadonlySet<string>,
  leave: ReadonlySet<string>,
): Edited {
  const remarks: Remark[] = [];
  const touched = new Map<string, ReadonlySet<Address>>();
  // A file without a line end at its end has one while it is edited, and loses it again.
  let texts = sources.map(({ path, text }) => ({ path, text: isOpen(text) ? text + newlineOf(text) : text }));
  // Values first; the order of lists is arranged in what came of it.
  for (const work of [adoptCenter, orderCenter]) {
    const files = texts.map(({ path, text }) => readYaml(path, text));
    const splices: Workbench['splices'] = new Map();
    for (const center of centers) {
      const { desired, live, plan } = center;
      const bench: Workbench = {
        center: desired.center,
        env,
        splices,
        remarks,
        skip: namesOf(skip, desired.center),
        leave: namesOf(leave, desired.center),
        touched: new Set(touched.get(desired.center)),
      };
      work(bench, files, { ...center, drift: driftPoints(plan, desired, live) });
      touched.set(desired.center, bench.touched);
    }
    texts = files.map((file) => ({ path: file.path, text: editedText(file, splices, remarks) }));
  }
  const closed = texts.map(({ path, text }, index) => ({
    path,
    text: isOpen(sources[index]?.text ?? '') ? text.replace(/\r?\n$/, '') : text,
  }));
  return { texts: closed, remarks, touched };
}

function isOpen(text: string): boolean {
  return text !== '' && !text.endsWith('\n');
}

function editedText(file: YamlFile, splices: Workbench['splices'], remarks: Remark[]): string {
  const text = spliced(file.text, splices.get(file) ?? []);
  if (text !== undefined) return text;
  const message = 'the changes of this file run into one another; it is left as it is. Change it by hand.';
  remarks.push({ center: '', address: '', message, file: file.path, line: 1, column: 1 });
  return file.text;
}

const scoped = (center: string, name: string): string => `${center}\0${name}`;

function namesOf(all: ReadonlySet<string>, center: string): ReadonlySet<string> {
  const prefix = scoped(center, '');
  return new Set([...all].flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : [])));
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

/** What a plan still shows after everything, each named once. */
function leftOver(centers: readonly ToAdopt[], { plans }: Checked, told: readonly Remark[]): Remark[] {
  return centers.flatMap((one) => {
    const { desired, live } = one;
    const plan = plans.get(desired.center);
    if (!plan) return [];
    const { points, unknowable } = driftPoints(plan, desired, live);
    const center = desired.center;
    const known = coveredBy(told, one);
    const left = [...points.values()]
      .filter(({ address }) => !known.has(address))
      .map(({ address, fields }): Remark => {
        const what =
          fields === undefined
            ? 'still differs'
            : `${fields.map(({ path }) => path).join(', ')} still differs`;
        return {
          center,
          address,
          message: `${what}. Change the file by hand, or put it back with cutover apply.`,
          ...placeOf(desired, address),
        };
      });
    const unseen = unknowable.map(
      (address): Remark => ({
        center,
        address,
        message: 'cannot be read back, so nothing is proposed. Put it back with cutover apply.',
      }),
    );
    return [...left, ...unseen];
  });
}

/** What is told of already: an address, and whatever the item of that address says. */
function coveredBy(told: readonly Remark[], { desired, live, items }: ToAdopt): ReadonlySet<Address> {
  const known = new Set(told.filter(({ center }) => center === desired.center).map(({ address }) => address));
  const lists = new Set<string>();
  for (const { section, address, item } of items) {
    if (!known.has(address)) continue;
    const expansion = section.expand(item);
    for (const resource of expansion.resources) known.add(resource.address);
    for (const list of expansion.lists ?? []) lists.add(list);
  }
  for (const { address, list } of live.resources.values()) {
    if (list !== undefined && lists.has(list)) known.add(address);
  }
  return known;
}

function placeOf(desired: ToAdopt['desired'], address: Address): Partial<Remark> {
  const origin = desired.resources.get(address)?.origin;
  return origin === undefined ? {} : desired.locate(origin);
}

function given({ message, address, file, line, column }: Problem): Remark {
  const place =
    file === undefined || line === undefined || column === undefined ? {} : { file, line, column };
  return {
    center: '',
    address: address ?? '',
    message: `nothing is proposed, since the files would not be valid: ${message}`,
    ...place,
  };
}

function ordered(remarks: readonly Remark[]): Remark[] {
  const key = ({ center, file = '', line = 0, address }: Remark): string =>
    [center, file, String(line).padStart(9, '0'), address].join('\0');
  return [...remarks].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
