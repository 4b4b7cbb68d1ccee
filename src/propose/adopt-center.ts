// One center: every item that moved is edited, what is live and wanted by nobody is written down.
import type { YAMLSeq } from 'yaml';
import { isMap } from 'yaml';
import type { Address, Desired, Live, Provider, Section } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import { adoptFields, adoptPresent, isGone } from './adopt-item.js';
import type { Adoption, MovedItem } from './adoption.js';
import type { CenterDrift } from './drift-points.js';
import { type CenterFiles, centerFiles, type Fragment, type SectionPart } from './fragments.js';
import { type Target, type Targets, targetKey, targetsOf } from './target.js';
import { liveName, tellElsewhere, tellRename } from './tell.js';
import { editMap } from './text/edit-map.js';
import { editSeq } from './text/edit-seq.js';
import { lineEnd, newlineOf } from './text/lines.js';
import { pairEnd, type YamlFile } from './text/yaml-file.js';
import { blockElement, type Written } from './text/yaml-text.js';
import { foreignByList, touchOf } from './touched-fields.js';
import { cut, cutOrTell, isShared, remark, type SeqOps, type Workbench } from './workbench.js';

export interface CenterToAdopt {
  readonly desired: Desired;
  readonly provider: Provider;
  /** What the plan was made of. */
  readonly live: Live;
  /** The same with every detail of what no file declares, where that was read. */
  readonly full?: Live | undefined;
  /** Every item of the center as the loader took it. */
  readonly items: readonly TakenItem[];
  readonly drift: CenterDrift;
}

interface Lists {
  readonly part: SectionPart & { readonly list: YAMLSeq };
  readonly ops: SeqOps;
}

/** What the edits of one center have in common. */
interface Work extends CenterToAdopt, Adoption {
  readonly at: CenterFiles;
  readonly targets: Targets;
  readonly lists: Map<YAMLSeq, Lists>;
  /** Sections that the last document does not have yet, with their items. */
  readonly newSections: Map<string, Written[]>;
  readonly foreign: ReturnType<typeof foreignByList>;
}

/** Fills the bench with the edits of one center. */
export function adoptCenter(bench: Workbench, files: readonly YamlFile[], center: CenterToAdopt): void {
  const { provider, live, desired, drift } = center;
  const work: Work = {
    ...center,
    bench,
    at: centerFiles(files, desired.center, provider.sections, bench.env),
    targets: targetsOf(provider, center.full ?? live),
    lists: new Map(),
    newSections: new Map(),
    points: drift.points,
    passedOn: [],
    foreign: foreignByList(drift.points, live),
  };
  const handled = new Set(center.items.flatMap((taken) => adoptDeclared(work, taken)));
  for (const { section, field } of work.passedOn) addWhereItIs(work, section, field);
  for (const { address, moved } of work.points.values()) {
    if (moved === 'new' && !handled.has(address)) adoptNew(work, address);
  }
  flush(work);
}

/** Edits one item of the files; returns the addresses that this settles. */
function adoptDeclared(work: Work, taken: TakenItem): readonly Address[] {
  const { bench, at, targets, points } = work;
  const { section, address, item } = taken;
  const touch = touchOf(section, item, section.expand(item), points, work.foreign);
  if (!touch) return [];
  const target = targets.byAddress.get(targetKey(section, address));
  const fragments = (at.fragments.get(address) ?? []).filter((one) => one.section === section);
  const moved: MovedItem = { taken, target, touch };
  const gone = isGone(moved, work);
  const settled = gone || touch.fields.size > 0 ? [...touch.addresses] : [];
  if (bench.skip.has(address) || section.form !== 'list') return settled;
  bench.touched.add(address);
  const before = liveName(work, address);
  if (before !== undefined) tellRename(bench, address, before, fragments[0]);
  else if (fragments.length === 0) tellElsewhere(work, moved, at);
  else if (gone) for (const fragment of fragments) dropItem(work, fragment, address);
  else adoptFields(moved, fragments, work);
  return settled;
}

/** Live and not wanted: it is written down, where a file can say it at all. */
function adoptNew(work: Work, address: Address): void {
  const { bench, at, targets, desired, live } = work;
  const [target] = targets.declaring(address, live.resources.get(address)?.kind ?? '');
  if (bench.skip.has(target?.address ?? address)) return;
  bench.touched.add(target?.address ?? address);
  const absent = at.fragments.get(address)?.[0];
  if (!target)
    remark(
      bench,
      address,
      'is live and not wanted; no file can describe it. Put it back with cutover apply, or allow it by hand.',
    );
  else if (absent && desired.absent.has(address))
    adoptPresent(bench, absent, address, target, siblingOf(absent));
  else addItem(work, target);
}

// ---------------------------------------------------------------- whole items

function dropItem({ bench, lists }: Work, fragment: Fragment, address: Address): void {
  const { file, root, list, map } = fragment;
  if (fragment.borrowed) {
    remark(bench, address, 'is not live; its entry comes from a variable or an alias. Take it out by hand.', {
      file,
      node: map,
    });
    return;
  }
  if (isShared(bench, address, fragment, [root, list, map])) return;
  opsOf(lists, fragment).drop.add(fragment.index);
}

/** Live under the same item, in a new list or the one that is there. */
function addItem(work: Work, target: Target): void {
  const { bench, lists, at } = work;
  const { section, address, item } = target;
  const parts = at.parts.filter((one) => one.section === section);
  const part = [...parts].reverse().find((one) => one.list !== undefined);
  if (part?.list) {
    if (isShared(bench, address, part, [part.root, part.list])) return;
    const { add } = opsOf(lists, { ...part, list: part.list });
    if (!add.includes(item)) add.push(item);
    return;
  }
  const [first] = parts;
  if (first) {
    remark(bench, address, `is live and not declared; ${section.name} ${first.why ?? ''}. Add it there.`, {
      file: first.file,
      node: first.pair,
    });
    return;
  }
  const document = at.documents.at(-1);
  const last = document?.root.items.at(-1);
  if (document && last && document.root.flow !== true) addSection(work, document.file, pairEnd(last), target);
  else remark(bench, address, `is live and not declared. Add it under ${section.name}.`);
}

/** An item under a section that the last document does not have yet: below all others, which end at `end`. */
function addSection({ bench, newSections }: Work, file: YamlFile, end: number, target: Target): void {
  const { section, item } = target;
  newSections.set(section.name, [...(newSections.get(section.name) ?? []), item]);
  const newline = newlineOf(file.text);
  const from = file.text[end - 1] === '\n' ? end : lineEnd(file.text, end);
  const body = [...newSections].map(([name, items]) =>
    [`${name}:`, ...items.flatMap((one) => blockElement(one, '  ', undefined, ''))].join(newline),
  );
  const text = newline + body.join(newline + newline) + newline;
  const others = (bench.splices.get(file) ?? []).filter(
    (splice) => !(splice.from === from && splice.to === from),
  );
  bench.splices.set(file, [...others, { from, to: from, text }]);
}

/** A field that may be true of one item alone left one: it is written where it is true now. */
function addWhereItIs(work: Work, section: Section, field: string): void {
  const { items, targets, at, bench } = work;
  if (section.schema.safeParse({ [field]: null }).success) return;
  for (const target of targets.byAddress.values()) {
    const value = target.item[field];
    if (target.section !== section || value !== true) continue;
    const isSaid = items.some(
      (one) => one.section === section && one.address === target.address && one.item[field] !== undefined,
    );
    if (isSaid) continue;
    const found = at.fragments.get(target.address)?.find((one) => one.section === section);
    if (!found) {
      const identity = Object.entries(target.item).filter(
        ([key]) => section.identity.includes(key) || key === field,
      );
      addItem(work, { ...target, item: Object.fromEntries(identity) });
      continue;
    }
    const { file, root, list, map } = found;
    if (isShared(bench, target.address, found, [root, list, map])) continue;
    const splices = editMap(file.text, map, { drop: new Set(), add: { [field]: value } });
    if (splices) cut(bench, file, splices);
  }
}

function siblingOf(fragment: Fragment): Fragment | undefined {
  const map = fragment.list.items.find(
    (item) => isMap(item) && item !== fragment.map && item.items.length > 2,
  );
  return isMap(map) ? { ...fragment, map } : undefined;
}

// ---------------------------------------------------------------- lists of sections

function opsOf(lists: Map<YAMLSeq, Lists>, part: SectionPart & { readonly list: YAMLSeq }): SeqOps {
  const known = lists.get(part.list);
  if (known) return known.ops;
  const ops: SeqOps = { drop: new Set(), add: [] };
  lists.set(part.list, { part, ops });
  return ops;
}

/** A list that loses everything: the section is no longer ours, unless prune names it. */
function flush({ bench, lists, at, desired }: Work): void {
  for (const { part, ops } of lists.values()) {
    const { file, list, pair, section, root } = part;
    const isEmptied = ops.drop.size === list.items.length && ops.add.length === 0;
    const { prune } = desired.policy;
    const isPruned = prune === 'all' || (prune !== 'none' && prune.includes(section.name));
    const isOnly = at.parts.filter((one) => one.section === section).length === 1;
    const splices =
      isEmptied && !(isPruned && isOnly)
        ? editMap(file.text, root, { drop: new Set([pair]), add: {} })
        : editSeq(file.text, list, pair, ops);
    const message = 'the list is laid out in a way that cannot be edited. Change it by hand.';
    cutOrTell(bench, splices, section.name, message, { file, node: pair });
  }
}
