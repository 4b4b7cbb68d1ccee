// Makes a value of the file say what is live: the smallest change of its text, scalars and elements one by one.
import { isAlias, isMap, isNode, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Address } from '../contract/index.js';
import { type Fragment, textOf } from './fragments.js';
import { elementId } from './target.js';
import { editMap, replaceNode, replaceValue } from './text/edit-map.js';
import { editSeq } from './text/edit-seq.js';
import { entry } from './text/yaml-file.js';
import { isArray, isRecord, type Written } from './text/yaml-text.js';
import { cut, cutOrTell, isShared, remark, type Workbench } from './workbench.js';

export interface ValueEdit {
  readonly bench: Workbench;
  readonly address: Address;
  readonly fragment: Fragment;
  /** As people name it: `timeout`, `noAnswer.number`. */
  readonly field: string;
  /** Nodes from the document down to the entry's mapping. */
  readonly path: readonly unknown[];
}

/** The entry `pair` is to hold `live`. */
export function editPair(edit: ValueEdit, pair: Pair, live: Written): void {
  const { bench, address, fragment } = edit;
  const { value: node } = pair;
  const { file } = fragment;
  if (says(node, live, edit)) return;
  if (isVariable(node, edit)) {
    tellVariable(edit, node, live);
    return;
  }
  if (isScalar(node) && node.tag === '!csv') {
    tellCsv(edit, node);
    return;
  }
  if (isShared(bench, address, fragment, [...edit.path, node])) return;
  if (isMap(node) && isRecord(live)) {
    editFields(edit, node, live);
    return;
  }
  if (isSeq(node) && isArray(live) && isFlat(node, live)) {
    editTexts(edit, node, pair, live);
    return;
  }
  const splice = holdsVariable(node, edit) ? undefined : replaceValue(file.text, pair, live);
  const message = `${edit.field}: live has ${shown(live)}. Write it here by hand.`;
  cutOrTell(bench, splice && [splice], address, message, { file, node: pair });
}

/** A list of plain texts: what is not live goes, what is live and not there comes. */
function editTexts(edit: ValueEdit, seq: YAMLSeq, pair: Pair, live: readonly Written[]): void {
  const ids = seq.items.map((item) => textOf(item, edit.bench.env)?.text);
  const wanted = new Set(live.map((one) => elementId(one, undefined)));
  const have = new Set(ids);
  const gone = [...ids.keys()].filter((index) => !wanted.has(ids[index]));
  editElements(
    edit,
    seq,
    pair,
    gone,
    live.filter((one) => !have.has(elementId(one, undefined))),
  );
}

/** Takes elements out of a list and adds others. */
export function editElements(
  edit: ValueEdit,
  seq: YAMLSeq,
  pair: Pair | undefined,
  gone: readonly number[],
  add: readonly Written[],
): void {
  const { bench, address, fragment } = edit;
  const { file } = fragment;
  const drop = new Set<number>();
  for (const index of gone) {
    const item = seq.items[index];
    if (isVariable(item, edit)) tellVariable(edit, item, undefined);
    else if (!isShared(bench, address, fragment, [...edit.path, item])) drop.add(index);
  }
  if (drop.size === 0 && add.length === 0) return;
  const splices = editSeq(file.text, seq, pair, { drop, add });
  const message = `${edit.field}: the list is laid out in a way that cannot be edited. Change it by hand.`;
  cutOrTell(bench, splices, address, message, { file, node: pair });
}

/** A mapping inside an item: its fields, one by one. */
function editFields(
  edit: ValueEdit,
  map: YAMLMap,
  live: Readonly<Record<string, Written>>,
  keep: ReadonlySet<string> = new Set(),
): void {
  const { bench, address, fragment } = edit;
  const { file } = fragment;
  const drop = new Set<Pair>();
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (keep.has(key)) continue;
    const value = live[key];
    const field = edit.field === '' ? key : `${edit.field}.${key}`;
    if (value === undefined) {
      if (isVariable(pair.value, edit)) tellVariable({ ...edit, field }, pair.value, undefined);
      else drop.add(pair);
    } else editPair({ ...edit, field, path: [...edit.path, map] }, pair, value);
  }
  const add = Object.fromEntries(Object.entries(live).filter(([key]) => !entry(map, key)));
  if (drop.size === 0 && Object.keys(add).length === 0) return;
  const splices = editMap(file.text, map, { drop, add });
  const message = `${edit.field}: live has ${shown(live)}. Write it here by hand.`;
  cutOrTell(bench, splices, address, message, { file, node: map });
}

/** An element that is a plain id and needs more, or the other way round. */
export function editElement(edit: ValueEdit, node: unknown, live: Written, key: string): void {
  const { bench, address, fragment } = edit;
  const { file } = fragment;
  if (isMap(node)) {
    editFields(edit, node, isRecord(live) ? live : { [key]: live }, new Set([key]));
    return;
  }
  if (!isNode(node)) return;
  if (isAlias(node) || isVariable(node, edit)) {
    tellVariable(edit, node, live);
    return;
  }
  if (isShared(bench, address, fragment, [...edit.path, node])) return;
  if (!isRecord(live)) return;
  // The id stays as it is written.
  const { [key]: _id, ...rest } = live;
  const shape = replaceNode('', node, rest);
  if (!shape) return;
  const written = file.text.slice(shape.from, shape.to);
  const fields = shape.text.replace(/^\{ ?| ?\}$/g, '');
  cut(bench, file, [{ ...shape, text: `{ ${key}: ${written}, ${fields} }` }]);
}

// ---------------------------------------------------------------- what is written

function says(node: unknown, live: Written, edit: ValueEdit): boolean {
  if (isArray(live) || isRecord(live)) return false;
  const text = textOf(node, edit.bench.env);
  if (text === null || live === null) return text === null && live === null;
  return text?.text === String(live);
}

export function isVariable(node: unknown, { bench, fragment }: ValueEdit): boolean {
  const target = isAlias(node) ? node.resolve(fragment.document.document) : node;
  return (
    textOf(target, bench.env)?.variable === true ||
    (isScalar(target) && textOf(target, bench.env) === undefined)
  );
}

function holdsVariable(node: unknown, edit: ValueEdit): boolean {
  if (isMap(node)) return node.items.some((pair) => holdsVariable(pair.value, edit));
  if (isSeq(node)) return node.items.some((item) => holdsVariable(item, edit));
  return isVariable(node, edit);
}

function isFlat(seq: YAMLSeq, live: readonly Written[]): boolean {
  return (
    live.every((part) => typeof part !== 'object' || part === null) &&
    new Set(live).size === live.length &&
    seq.items.every((item) => isScalar(item))
  );
}

/** By the name of the variable alone: its value may be a secret, and nothing is known of where it is set. */
export function tellVariable(edit: ValueEdit, node: unknown, live: Written | undefined): void {
  const { bench, address, fragment, field } = edit;
  const source = isScalar(node) ? String(node.value) : isAlias(node) ? `*${node.source}` : '';
  const names = [...source.matchAll(/(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)/g)].map(
    (match) => `\${${match[1]}}`,
  );
  const from = names.length > 0 ? names.join(', ') : source;
  const wanted = live === undefined ? 'live has no such entry' : `live has ${shown(live)}`;
  remark(
    bench,
    address,
    `${field} comes from ${from}; ${wanted}. Change the variable where it is set, or write the value here instead.`,
    { file: fragment.file, node },
  );
}

function tellCsv(edit: ValueEdit, node: unknown): void {
  const { bench, address, fragment, field } = edit;
  const name = isScalar(node) ? String(node.value) : '';
  remark(bench, address, `${field} comes from the file ${name}. Change its rows there.`, {
    file: fragment.file,
    node,
  });
}

export function shown(value: Written): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}
