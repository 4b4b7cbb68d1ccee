// One item and what moved of it: its fields take what is live, elements go and come, or the whole item goes.
import { isScalar, isSeq, type Pair } from 'yaml';
import type { Address, Provider, Section } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import { adoptElements } from './adopt-elements.js';
import type { Adoption, MovedItem } from './adoption.js';
import type { DriftPoint } from './drift-points.js';
import { editPair, isVariable, tellVariable, type ValueEdit } from './edit-value.js';
import type { Fragment } from './fragments.js';
import type { Target } from './target.js';
import { editMap } from './text/edit-map.js';
import { entry, scalarText } from './text/yaml-file.js';
import type { Written } from './text/yaml-text.js';
import type { Touch } from './touched-fields.js';
import { cut, cutOrTell, isShared, remark, type Workbench } from './workbench.js';

/** The whole item goes: what it describes is not live. True if it does. */
export function isGone({ taken, target, touch }: MovedItem, adoption: Adoption): boolean {
  if (target) return false;
  const { section, address, item } = taken;
  if (adoption.points.get(address)?.moved === 'gone') return true;
  // A list of elements whose common owner is gone.
  const expansion = section.expand(item);
  const owners = ownersOf(taken, expansion.resources, adoption.provider);
  return touch.addresses.size > 0 && owners.some((owner) => !adoption.live.resources.has(owner));
}

function ownersOf(
  { section, item }: TakenItem,
  resources: ReturnType<Section['expand']>['resources'],
  provider: Provider,
): readonly Address[] {
  const [field] = section.identity;
  if (field === undefined || section.nested === undefined) return [];
  const refs = resources.map((resource) => {
    const kind = provider.kinds.find(({ name }) => name === resource.kind);
    return new Set(kind?.refs(resource).map(({ to }) => to));
  });
  const ending = `/${String(item[field])}`;
  return [...(refs[0] ?? [])].filter((to) => to.endsWith(ending) && refs.every((each) => each.has(to)));
}

export function adoptFields(moved: MovedItem, fragments: readonly Fragment[], adoption: Adoption): void {
  const { taken, target, touch } = moved;
  const { bench, points } = adoption;
  const { address, section } = taken;
  for (const field of touch.fields) {
    if (isSecretField(field, touch, points)) {
      remark(
        bench,
        address,
        `${field} is a secret: it is never proposed. Put it back with cutover apply, or change where it is kept.`,
      );
      continue;
    }
    const having = fragments.flatMap((fragment) => {
      const pair = entry(fragment.map, field);
      return pair ? [{ fragment, pair }] : [];
    });
    for (const { fragment, pair } of having) {
      const path = [fragment.root, fragment.list, fragment.map];
      const edit: ValueEdit = { bench, address, fragment, field, path };
      const live = target?.item[field] ?? plainLive(field, taken, adoption);
      const key = section.nested?.[field];
      if (isSeq(pair.value) && (key !== undefined || hasElements(taken, field))) {
        const isFirst = fragment === having[0]?.fragment;
        adoptElements({ ...edit, pair, seq: pair.value, key, isFirst }, moved, adoption);
      } else if (live !== undefined) editPair(edit, pair, live);
      else clear(edit, pair, section, adoption);
    }
  }
}

/** What the section would leave out of a new file, since it goes without saying (an empty list, a default). */
function plainLive(field: string, { address, item }: TakenItem, { live }: Adoption): Written | undefined {
  const value = live.resources.get(address)?.fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return typeof item[field] === typeof value ? value : undefined;
  return Array.isArray(value) && value.length === 0 && Array.isArray(item[field]) ? [] : undefined;
}

function isSecretField(field: string, touch: Touch, points: ReadonlyMap<Address, DriftPoint>): boolean {
  return [...touch.addresses].some((address) =>
    points
      .get(address)
      ?.fields?.some(
        ({ path, after, before }) =>
          path.split('.')[0] === field &&
          [after, before].some((value) => typeof value === 'object' && value !== null && '$secret' in value),
      ),
  );
}

/** Live has nothing there: `null` says so; where that cannot be said, the field goes. */
function clear(edit: ValueEdit, pair: Pair, section: Section, adoption: Adoption): void {
  const { bench, address, field, fragment } = edit;
  if (isScalar(pair.value) && pair.value.tag === '!csv') {
    editPair(edit, pair, []);
    return;
  }
  if (isVariable(pair.value, edit)) {
    tellVariable(edit, pair.value, null);
    return;
  }
  if (takesNull(section, field) && !bench.leave.has(`${address} ${field}`)) {
    editPair(edit, pair, null);
    return;
  }
  if (isShared(bench, address, fragment, [...edit.path, pair.value])) return;
  const splices = editMap(fragment.file.text, fragment.map, { drop: new Set([pair]), add: {} });
  if (!splices) {
    remark(bench, address, `${field}: live has none. Take it out by hand.`, {
      file: fragment.file,
      node: pair,
    });
    return;
  }
  cut(bench, fragment.file, splices);
  adoption.passedOn.push({ section, field });
}

function takesNull(section: Section, field: string): boolean {
  const probe = section.schema.safeParse({ [field]: null });
  return !(probe.error?.issues ?? []).some(({ path }) => path[0] === field);
}

/** Whether the elements of a list are objects of their own (the extensions of an agent). */
function hasElements({ section, item }: TakenItem, field: string): boolean {
  return section.expand(item).resources.some(({ at }) => at?.[0] === field && typeof at[1] === 'number');
}

/** `state: absent`, and it is live: the item says what it is instead. */
export function adoptPresent(
  bench: Workbench,
  fragment: Fragment,
  address: Address,
  target: Target,
  like: Fragment | undefined,
): void {
  const { file, root, list, map } = fragment;
  const state = entry(map, 'state');
  if (!state || isShared(bench, address, fragment, [root, list, map])) return;
  const isSaid = (key: string): boolean => map.items.some((pair) => scalarText(pair.key) === key);
  const add = Object.fromEntries(Object.entries(target.item).filter(([key]) => !isSaid(key)));
  const splices = editMap(file.text, map, { drop: new Set([state]), add, like: like?.map });
  const message = 'is declared absent and is live. Take the entry out by hand, or describe the object.';
  cutOrTell(bench, splices, address, message, { file, node: state });
}
