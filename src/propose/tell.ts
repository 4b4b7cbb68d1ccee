// What a person must do about an item that no edit of these files can settle.
import type { Address, Desired, Live, Position } from '../contract/index.js';
import type { Taken } from './adoption.js';
import type { CenterFiles, Fragment } from './fragments.js';
import type { Touch } from './touched-fields.js';
import { remark, type Workbench } from './workbench.js';

/** The file says what the object was called before, and that is still its name at the vendor. */
export function isRenamed(desired: Desired, live: Live, address: Address): boolean {
  return [...desired.renames].some(
    ([old, now]) => now === address && live.resources.has(old) && !live.resources.has(now),
  );
}

export function tellRename(
  bench: Workbench,
  desired: Desired,
  live: Live,
  address: Address,
  fragments: readonly Fragment[],
): void {
  const old =
    [...desired.renames].find(([before, now]) => now === address && live.resources.has(before))?.[0] ?? '';
  const [fragment] = fragments;
  remark(
    bench,
    address,
    `is still ${old} at the vendor (previously). Apply the new name, or write the old one back by hand.`,
    fragment && { file: fragment.file, node: fragment.map },
  );
}

/** Its rows stand in a CSV file, or behind an alias. */
export function tellElsewhere(
  bench: Workbench,
  desired: Desired,
  { section, address }: Taken,
  touch: Touch,
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
