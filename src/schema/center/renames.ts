// `previously`: old identities of an item, so that a new name is an update and not a new object.

import { isList, type RawMap } from '../raw.js';
import { quoted } from '../words.js';
import type { Building } from './building.js';
import type { SectionOutline } from './outline.js';

/** Adds a rename for each old identity of a checked item. Sections whose schema has no such field have none. */
export function addRenames(
  checked: Readonly<Record<string, unknown>>,
  item: RawMap,
  { section, shape }: SectionOutline,
  { renames, renamed, places, report, place }: Building,
): void {
  const [field] = section.identity;
  if (shape.previously === undefined || field === undefined || !Array.isArray(checked.previously)) return;
  const address = section.address(checked);
  for (const [index, old] of checked.previously.entries()) {
    const before = section.address({ ...checked, [field]: old });
    const list = item.previously;
    const origin = isList(list) ? places.child(list, index) : places.child(item, 'previously');
    const other = renames.get(before);
    const name = quoted(String(old));
    if (before === address) {
      const message = `${address} cannot have been ${name} before: that is its name now. Remove it.`;
      report(origin, 'bad-rename', message, { address });
    } else if (other !== undefined) {
      const message = `${name} is already the old name of ${other}, at ${place(renamed.get(before))}. Remove one of the two.`;
      report(origin, 'bad-rename', message, { address });
    } else {
      renames.set(before, address);
      renamed.set(before, origin);
    }
  }
}
