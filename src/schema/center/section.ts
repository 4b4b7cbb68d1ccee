// One section of a center: taken from all its documents, merged, and handed on item by item.

import type { Origin, Section } from '../../contract/index.js';
import { emptyMap, isList, isMap, type Raw, type RawList, type RawMap } from '../raw.js';
import { kindOf } from '../words.js';
import type { Building } from './building.js';
import { addExpansion } from './expand.js';
import { ruleOf } from './identity.js';
import { addItem, checkItem } from './item.js';
import { mergeLists, mergeMaps } from './merge.js';
import { outlineOf, type SectionOutline } from './outline.js';

/** Adds a section to the center. `roots` are the documents that have it. */
export function addSection(section: Section, roots: readonly RawMap[], building: Building): void {
  const outline = outlineOf(section, building.provider);
  if (section.form === 'map') addMap(outline, roots, building);
  else addList(outline, roots, building);
}

function addMap(outline: SectionOutline, roots: readonly RawMap[], building: Building): void {
  const { section } = outline;
  const maps = roots.flatMap((root) => {
    const value = root[section.name];
    if (isMap(value)) return [value];
    wrongForm(value, root, section, 'a mapping', building);
    return [];
  });
  const [first] = roots;
  if (maps.length === 0 || first === undefined) return;
  const raw = mergeMaps(maps, {}, building);
  const origin = building.places.key(first, section.name);
  const checked = checkItem(raw, raw, origin, outline, section.name, building);
  if (checked) addExpansion(section, checked, raw, origin, building);
}

function addList(outline: SectionOutline, roots: readonly RawMap[], building: Building): void {
  const { section } = outline;
  const lists = roots.flatMap((root) => {
    const value = root[section.name];
    if (isList(value)) return [fromRows(value, outline, building)];
    wrongForm(value, root, section, 'a list', building);
    return [];
  });
  const merged = mergeLists(lists, ruleOf(section), building);
  for (const [index, item] of merged.entries()) {
    if (building.places.isSpoiled(merged, index)) continue;
    const origin = building.places.child(merged, index) ?? startOf(item, building);
    if (isMap(item)) addItem(item, index, origin, outline, building);
    else {
      const message = `${section.name}[${index}] must be a mapping of fields, not ${kindOf(item)}.`;
      building.report(origin, 'bad-value', message);
    }
  }
}

function wrongForm(
  value: Raw | undefined,
  root: RawMap,
  { name, form: kind }: Section,
  form: string,
  { places, report }: Building,
): void {
  if (places.isSpoiled(root, name)) return;
  if (value !== null) {
    report(places.child(root, name), 'bad-value', `${name} must be ${form}, not ${kindOf(value)}.`);
    return;
  }
  const leave = 'emove the line to leave it as it is at the vendor.';
  const next = kind === 'list' ? `Write ${name}: [] to say that there are none, or r${leave}` : `R${leave}`;
  report(places.key(root, name), 'empty-section', `${name} has no content. ${next}`);
}

/** Cells of CSV rows are text; those of fields that hold a list are taken apart at semicolons. */
function fromRows(list: RawList, { listFields }: SectionOutline, { places }: Building): RawList {
  const [first] = list;
  if (listFields.length === 0 || !isMap(first) || !places.isRow(first)) return list;
  return list.map((row) => {
    if (!isMap(row)) return row;
    const copy = Object.assign(emptyMap(), row);
    places.stand(copy, row);
    for (const field of listFields) {
      const cell = copy[field];
      if (typeof cell === 'string') copy[field] = cell.split(';').map((part) => part.trim());
    }
    return copy;
  });
}

function startOf(value: Raw, { places }: Building): Origin | undefined {
  return isList(value) || isMap(value) ? places.start(value) : undefined;
}
