// What a person must do about an item that no edit of these files can settle.
import type { Address, Position } from '../contract/index.js';
import type { CenterToAdopt, MovedItem } from './adoption.js';
import type { CenterFiles, Fragment } from './fragments.js';
import { remark, type Workbench } from './workbench.js';

/** The old name of an object that the file says to rename, where it has that one still at the vendor. */
export function liveName({ desired, live }: CenterToAdopt, address: Address): Address | undefined {
  if (live.resources.has(address)) return undefined;
  return [...desired.renames].find(([old, now]) => now === address && live.resources.has(old))?.[0];
}

export function tellRename(
  bench: Workbench,
  address: Address,
  old: Address,
  fragment: Fragment | undefined,
): void {
  remark(
    bench,
    address,
    `is still ${old} at the vendor (previously). Apply the new name, or write the old one back by hand.`,
    fragment && { file: fragment.file, node: fragment.map },
  );
}

/** Its rows stand in a CSV file, or behind an alias. */
export function tellElsewhere(
  { bench, desired }: CenterToAdopt & { readonly bench: Workbench },
  { taken: { section, address }, touch }: MovedItem,
  at: CenterFiles,
): void {
  const origin = [address, ...touch.addresses].flatMap((one) => desired.resources.get(one)?.origin ?? [])[0];
  const place: Position | undefined = origin && desired.locate(origin);
  const why =
    at.parts.find((one) => one.section === section && one.why !== undefined)?.why ??
    'is not written as an entry of its own';
  const fields = [...touch.fields].join(', ');
  bench.remarks.push({
    center: bench.center,
    address,
    message: `${fields === '' ? 'it' : fields} moved; ${section.name} ${why}. Change it there.`,
    ...place,
  });
}
