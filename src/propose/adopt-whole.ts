// Whole items that come and go: gathered by the list that they stand in, and written when all of them are known.

import type { YAMLSeq } from 'yaml';
import type { Address, Section } from '../contract/index.js';
import type { Work } from './adoption.js';
import type { CenterFiles, Fragment, SectionPart } from './fragments.js';
import type { Target } from './target.js';
import { editMap } from './text/edit-map.js';
import { editSeq } from './text/edit-seq.js';
import { lineEnd, newlineOf } from './text/lines.js';
import { pairEnd, type YamlFile } from './text/yaml-file.js';
import { blockElement } from './text/yaml-text.js';
import { cut, cutOrTell, isShared, remark, type SeqOps } from './workbench.js';

/** Its entry goes, unless only a person may take it away. */
export function dropItem({ bench, lists }: Work, fragment: Fragment, address: Address): void {
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
export function addItem(work: Work, target: Target): void {
  const { bench, lists, newSections, at } = work;
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
  if (!endOf(at)) {
    remark(bench, address, `is live and not declared. Add it under ${section.name}.`);
    return;
  }
  const items = newSections.get(section.name) ?? [];
  if (!items.includes(item)) newSections.set(section.name, [...items, item]);
}

/** A field that may be true of one item alone left one: it is written where it is true now. */
export function addWhereItIs(work: Work, section: Section, field: string): void {
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

function opsOf(lists: Work['lists'], part: SectionPart & { readonly list: YAMLSeq }): SeqOps {
  const known = lists.get(part.list);
  if (known) return known.ops;
  const ops: SeqOps = { drop: new Set(), add: [] };
  lists.set(part.list, { part, ops });
  return ops;
}

/** What was gathered becomes cuts. New sections come below everything that the lists gained. */
export function writeGathered(work: Work): void {
  writeLists(work);
  writeSections(work);
}

/** A list that loses everything: the section is no longer ours, unless prune names it. */
function writeLists({ bench, lists, at, desired }: Work): void {
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

/** The last document of the center and where its last entry ends, where more can be written below. */
function endOf({ documents }: CenterFiles): { readonly file: YamlFile; readonly end: number } | undefined {
  const document = documents.at(-1);
  const last = document?.root.items.at(-1);
  return document && last && document.root.flow !== true
    ? { file: document.file, end: pairEnd(last) }
    : undefined;
}

function writeSections({ bench, newSections, at }: Work): void {
  const place = endOf(at);
  if (!place || newSections.size === 0) return;
  const { file, end } = place;
  const newline = newlineOf(file.text);
  const from = file.text[end - 1] === '\n' ? end : lineEnd(file.text, end);
  const body = [...newSections].map(([name, items]) =>
    [`${name}:`, ...items.flatMap((one) => blockElement(one, '  ', undefined, ''))].join(newline),
  );
  cut(bench, file, [{ from, to: from, text: newline + body.join(newline + newline) + newline }]);
}
