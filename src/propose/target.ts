// The live side in the words of the file: every item as its section would write it, and what each part of it stands for.
import {
  type Address,
  collect,
  type Expansion,
  type Live,
  type Provider,
  type Section,
} from '../contract/index.js';
import { isArray, isRecord, type Written } from './text/yaml-text.js';

export type Item = Readonly<Record<string, unknown>>;

export interface Target {
  readonly section: Section;
  readonly address: Address;
  readonly item: { readonly [key: string]: Written };
  /** Undefined if the schema does not take what the section wrote itself. */
  readonly expansion: Expansion | undefined;
}

export interface Targets {
  readonly byAddress: ReadonlyMap<string, Target>;
  /** The items that declare an object, the one of the object's own section first. */
  declaring(address: Address, kind: string): readonly Target[];
}

export function targetKey(section: Section, address: Address): string {
  return `${section.name}\0${address}`;
}

export function targetsOf(provider: Provider, live: Live): Targets {
  const byAddress = new Map<string, Target>();
  const declaring = new Map<Address, Target[]>();
  for (const section of provider.sections) {
    const content = section.form === 'list' ? section.collapse(live) : undefined;
    if (!Array.isArray(content)) continue;
    for (const item of content as readonly Target['item'][]) {
      const target = { section, address: section.address(item), item, expansion: expansionOf(section, item) };
      byAddress.set(targetKey(section, target.address), target);
      for (const { address } of target.expansion?.resources ?? []) {
        collect(declaring, address, target);
      }
    }
  }
  return {
    byAddress,
    declaring: (address, kind) =>
      [...(declaring.get(address) ?? [])].sort(
        (a, b) => Number(b.section.kind === kind) - Number(a.section.kind === kind),
      ),
  };
}

/** Through the text, as a file would bring it. */
function expansionOf(section: Section, item: Target['item']): Expansion | undefined {
  const result = section.schema.safeParse(asText(item, section));
  return result.success ? section.expand(result.data as Item) : undefined;
}

function asText(value: Written, section?: Section): unknown {
  if (isArray(value)) return value.map((part) => asText(part));
  if (!isRecord(value)) return value === null ? null : String(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => section === undefined || key !== section.allowEmpty)
      .map(([key, part]) => [key, asText(part)]),
  );
}

/** The id of an element of a list: the text itself, or the field that names it. */
export function elementId(value: unknown, key: string | undefined): string | undefined {
  if (typeof value === 'object' && value !== null) {
    const id = key === undefined ? undefined : (Reflect.get(value, key) as unknown);
    return id === undefined || typeof id === 'object' ? undefined : String(id);
  }
  return value === undefined ? undefined : String(value);
}

/** By element of one field: the addresses that it declares. */
export function elementAddresses(
  expansion: Expansion | undefined,
  item: Item,
  field: string,
  key: string | undefined,
): ReadonlyMap<string, readonly Address[]> {
  const found = new Map<string, Address[]>();
  const list = item[field];
  if (!Array.isArray(list)) return found;
  for (const { at, address } of expansion?.resources ?? []) {
    if (at?.[0] !== field || typeof at[1] !== 'number') continue;
    const id = elementId(list[at[1]], key);
    if (id !== undefined) collect(found, id, address);
  }
  return found;
}
