// How the items of a section are told apart and named.

import type { Address, Section } from '../../contract/index.js';
import { isMap, type Raw, type RawMap } from '../raw.js';
import { quoted } from '../words.js';
import type { ListRule } from './merge.js';

/** How a section's lists merge: items by the identity of the section, nested elements by theirs. */
export function ruleOf(section: Section): ListRule {
  const lists: Record<string, ListRule> = {};
  for (const [field, key] of Object.entries(section.nested ?? {})) {
    lists[field] = {
      identity: (element) => textOf(isMap(element) ? element[key] : element),
      title: (identity) => `${key} ${quoted(identity)}`,
      short: key,
    };
  }
  return {
    identity: (element) => (isMap(element) ? identityOf(element, section) : undefined),
    title: (identity) => `${section.kind} ${identity.split(SEPARATOR).map(quoted).join(', ')}`,
    ...(section.nested === undefined ? {} : { lists }),
  };
}

/** Cannot be in a text that was read. */
const SEPARATOR = '\0';

/** Undefined if no field of the identity is written: the schema will say so. */
function identityOf(item: RawMap, { identity }: Section): string | undefined {
  const [only] = identity;
  if (identity.length === 1 && only !== undefined) return textOf(item[only]);
  const texts = identity.map((field) => textOf(item[field]));
  return texts.every((text) => text === undefined) ? undefined : texts.join(SEPARATOR);
}

function textOf(value: Raw | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The address that an item as read would have, if its whole identity is written. */
export function addressOf(item: RawMap, section: Section): Address | undefined {
  const isNamed =
    section.identity.length > 0 && section.identity.every((field) => typeof item[field] === 'string');
  return isNamed ? section.address(item) : undefined;
}

/** How messages call an item: its address, or its place in the list. */
export function labelOf(item: RawMap, index: number, section: Section): string {
  return addressOf(item, section) ?? `${section.name}[${index}]`;
}
