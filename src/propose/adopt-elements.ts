// A list whose elements are objects of their own (the agents of a queue): they go, come and change one by one.
import { isMap, type Pair, type YAMLSeq } from 'yaml';
import type { Address } from '../contract/index.js';
import type { Adoption, MovedItem } from './adoption.js';
import { editElement, editElements, type ValueEdit } from './edit-value.js';
import { textOf } from './fragments.js';
import { elementAddresses, elementId } from './target.js';
import { editMap } from './text/edit-map.js';
import { entry } from './text/yaml-file.js';
import { isArray, isRecord, type Written } from './text/yaml-text.js';
import { cutOrTell } from './workbench.js';

/** One list, or the part of it that stands in one fragment of its item. */
export interface ListEdit extends ValueEdit {
  readonly pair: Pair;
  readonly seq: YAMLSeq;
  /** The field that names an element; undefined: elements are plain ids. */
  readonly key: string | undefined;
  /** What comes is added to the first part. */
  readonly isFirst: boolean;
}

/** The elements of one list: who is not live goes, who is live comes, who changed takes the live fields. */
export function adoptElements(edit: ListEdit, { taken, target, touch }: MovedItem, adoption: Adoption): void {
  const { bench, fragment, field, address, pair, seq, key, isFirst } = edit;
  const value = target?.item[field];
  const live: readonly Written[] = isArray(value) ? value : [];
  const ours = elementAddresses(taken.section.expand(taken.item), taken.item, field, key);
  const theirs = elementAddresses(target?.expansion, target?.item ?? {}, field, key);
  const isMoved = (id: string, addresses: typeof ours): boolean => {
    const known = addresses.get(id);
    return known === undefined || known.some((one) => touch.addresses.has(one));
  };
  const ids = seq.items.map(
    (item) =>
      (isMap(item) && key !== undefined
        ? textOf(entry(item, key)?.value, bench.env)
        : textOf(item, bench.env)
      )?.text,
  );
  const wanted = new Map(live.map((one) => [elementId(one, key), one]));
  const declared = new Set(listIds(taken.item[field], key));
  const gone = [...ids.keys()].filter((index) => {
    const id = ids[index];
    return id !== undefined && !wanted.has(id) && isMoved(id, ours);
  });
  const add = isFirst
    ? live.filter((one) => {
        const id = elementId(one, key);
        return id !== undefined && !declared.has(id) && isMoved(id, theirs);
      })
    : [];
  editElements({ ...edit, path: [...edit.path, seq] }, seq, pair, gone, add);
  for (const [index, id] of ids.entries()) {
    const one = id === undefined ? undefined : wanted.get(id);
    if (key === undefined || one === undefined || id === undefined || !hasFieldDrift(ours.get(id), adoption))
      continue;
    const item = seq.items[index];
    editElement(
      { ...edit, field: `${field} ${id}`, path: [...edit.path, seq] },
      item,
      withDefaults(one, key, item, ours.get(id), adoption),
      key,
    );
  }
  const left = ids.length - gone.length + add.length;
  const { allowEmpty } = taken.section;
  if (left === 0 && gone.length > 0 && allowEmpty !== undefined && !entry(fragment.map, allowEmpty)) {
    const splices = editMap(fragment.file.text, fragment.map, {
      drop: new Set(),
      add: { [allowEmpty]: true },
    });
    const message = `${field} is empty now: add ${allowEmpty}: true beside it.`;
    cutOrTell(bench, splices, address, message, { file: fragment.file, node: pair });
  }
}

/** A field of an element has another value; that it only stands at another place is the business of its order. */
function hasFieldDrift(
  addresses: readonly Address[] | undefined,
  { points, provider, live }: Adoption,
): boolean {
  return (addresses ?? []).some((address) => {
    const point = points.get(address);
    const kind = provider.kinds.find(({ name }) => name === live.resources.get(address)?.kind);
    return (
      point?.moved === 'changed' &&
      (point.fields ?? []).some(({ path }) => kind?.fields[path]?.relative !== true)
    );
  });
}

/** A field that the file says of an element stays said, also where live has what goes without saying. */
function withDefaults(
  one: Written,
  key: string,
  node: unknown,
  addresses: readonly Address[] | undefined,
  { points }: Adoption,
): Written {
  const fields: Record<string, Written> = { ...(isRecord(one) ? one : { [key]: one }) };
  for (const address of addresses ?? []) {
    for (const { path, before } of points.get(address)?.fields ?? []) {
      if (
        fields[path] === undefined &&
        isMap(node) &&
        entry(node, path) &&
        before !== null &&
        typeof before !== 'object'
      ) {
        fields[path] = before;
      }
    }
  }
  return Object.keys(fields).length === 1 ? one : fields;
}

function listIds(list: unknown, key: string | undefined): string[] {
  return Array.isArray(list) ? list.flatMap((one) => elementId(one, key) ?? []) : [];
}
