// One center: every item that moved is edited, what is live and wanted by nobody is written down.
import { isMap } from 'yaml';
import type { Address } from '../contract/index.js';
import type { TakenItem } from '../schema/build.js';
import { adoptFields, adoptPresent, isGone } from './adopt-item.js';
import { addItem, addWhereItIs, dropItem, writeGathered } from './adopt-whole.js';
import type { CenterToAdopt, MovedItem, Work } from './adoption.js';
import { centerFiles, type Fragment } from './fragments.js';
import { targetKey, targetsOf } from './target.js';
import { liveName, tellElsewhere, tellRename } from './tell.js';
import type { YamlFile } from './text/yaml-file.js';
import { foreignByList, touchOf } from './touched-fields.js';
import { remark, type Workbench } from './workbench.js';

/** Fills the bench with the edits of one center. */
export function adoptCenter(bench: Workbench, files: readonly YamlFile[], center: CenterToAdopt): void {
  const { provider, live, desired, drift } = center;
  const work: Work = {
    ...center,
    bench,
    at: centerFiles(files, desired.center, provider.sections, bench.env),
    targets: targetsOf(provider, center.full ?? live),
    lists: new Map(),
    newSections: new Map(),
    points: drift.points,
    passedOn: [],
    foreign: foreignByList(drift.points, live),
  };
  const handled = new Set(center.items.flatMap((taken) => adoptDeclared(work, taken)));
  for (const { section, field } of work.passedOn) addWhereItIs(work, section, field);
  for (const { address, moved } of work.points.values()) {
    if (moved === 'new' && !handled.has(address)) adoptNew(work, address);
  }
  writeGathered(work);
}

/** Edits one item of the files; returns the addresses that this settles. */
function adoptDeclared(work: Work, taken: TakenItem): readonly Address[] {
  const { bench, at, targets, points } = work;
  const { section, address, item } = taken;
  const touch = touchOf(section, item, section.expand(item), points, work.foreign);
  if (!touch) return [];
  const target = targets.byAddress.get(targetKey(section, address));
  const fragments = (at.fragments.get(address) ?? []).filter((one) => one.section === section);
  const moved: MovedItem = { taken, target, touch };
  const gone = isGone(moved, work);
  const settled = gone || touch.fields.size > 0 ? [...touch.addresses] : [];
  if (bench.skip.has(address) || section.form !== 'list') return settled;
  bench.touched.add(address);
  const before = liveName(work, address);
  if (before !== undefined) tellRename(bench, address, before, fragments[0]);
  else if (fragments.length === 0) tellElsewhere(work, moved, at);
  else if (gone) for (const fragment of fragments) dropItem(work, fragment, address);
  else adoptFields(moved, fragments, work);
  return settled;
}

/** Live and not wanted: it is written down, where a file can say it at all. */
function adoptNew(work: Work, address: Address): void {
  const { bench, at, targets, desired, live } = work;
  const [target] = targets.declaring(address, live.resources.get(address)?.kind ?? '');
  if (bench.skip.has(target?.address ?? address)) return;
  bench.touched.add(target?.address ?? address);
  const absent = at.fragments.get(address)?.[0];
  if (!target)
    remark(
      bench,
      address,
      'is live and not wanted; no file can describe it. Put it back with cutover apply, or allow it by hand.',
    );
  else if (absent && desired.absent.has(address))
    adoptPresent(bench, absent, address, target, siblingOf(absent));
  else addItem(work, target);
}

function siblingOf(fragment: Fragment): Fragment | undefined {
  const map = fragment.list.items.find(
    (item) => isMap(item) && item !== fragment.map && item.items.length > 2,
  );
  return isMap(map) ? { ...fragment, map } : undefined;
}
