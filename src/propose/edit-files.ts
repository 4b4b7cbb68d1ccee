// One round of edits: the files are read, every center edits its items in them, and new texts come out.
import type { Address, CenterPlan } from '../contract/index.js';
import type { Environment } from '../schema/env.js';
import { adoptCenter } from './adopt-center.js';
import { orderCenter, orderedItems } from './adopt-order.js';
import type { CenterToAdopt } from './adoption.js';
import { driftPoints } from './drift-points.js';
import { newlineOf } from './text/lines.js';
import { spliced } from './text/splices.js';
import { readYaml, type YamlFile } from './text/yaml-file.js';
import type { Remark, Workbench } from './workbench.js';

export type ToAdopt = Omit<CenterToAdopt, 'drift'> & { readonly plan: CenterPlan };

export interface SourceText {
  readonly path: string;
  /** As it is on the disk, byte-order mark included. */
  readonly text: string;
}

type Phase = readonly [
  work: (bench: Workbench, files: readonly YamlFile[], center: CenterToAdopt) => void,
  concerns: (center: CenterToAdopt) => boolean,
];

const PHASES: readonly Phase[] = [
  [adoptCenter, ({ drift }) => drift.points.size > 0],
  [orderCenter, (center) => orderedItems(center).length > 0],
];

/** What one round of edits came to. */
export interface Edited {
  readonly texts: readonly SourceText[];
  readonly remarks: readonly Remark[];
  readonly touched: ReadonlyMap<string, ReadonlySet<Address>>;
}

export function edit(
  sources: readonly SourceText[],
  centers: readonly ToAdopt[],
  env: Environment,
  skip: ReadonlySet<string>,
  leave: ReadonlySet<string>,
): Edited {
  const remarks: Remark[] = [];
  const touched = new Map<string, ReadonlySet<Address>>();
  // A file without a line end at its end has one while it is edited, and loses it again.
  let texts = sources.map(({ path, text }) => ({ path, text: isOpen(text) ? text + newlineOf(text) : text }));
  // Values first; the order of lists is arranged in what came of it.
  const drifts = centers.map((center) => ({
    ...center,
    drift: driftPoints(center.plan, center.desired, center.live),
  }));
  for (const [work, concerns] of PHASES) {
    const concerned = drifts.filter(concerns);
    if (concerned.length === 0) continue;
    const files = texts.map(({ path, text }) => readYaml(path, text));
    const splices: Workbench['splices'] = new Map();
    for (const center of concerned) {
      const { desired } = center;
      const bench: Workbench = {
        center: desired.center,
        env,
        splices,
        remarks,
        skip: namesOf(skip, desired.center),
        leave: namesOf(leave, desired.center),
        touched: new Set(touched.get(desired.center)),
      };
      work(bench, files, center);
      touched.set(desired.center, bench.touched);
    }
    texts = files.map((file) => ({ path: file.path, text: editedText(file, splices, remarks) }));
  }
  const closed = texts.map(({ path, text }, index) => ({
    path,
    text: isOpen(sources[index]?.text ?? '') ? text.replace(/\r?\n$/, '') : text,
  }));
  return { texts: closed, remarks, touched };
}

function isOpen(text: string): boolean {
  return text !== '' && !text.endsWith('\n');
}

function editedText(file: YamlFile, splices: Workbench['splices'], remarks: Remark[]): string {
  const text = spliced(file.text, splices.get(file) ?? []);
  if (text !== undefined) return text;
  const message = 'the changes of this file run into one another; it is left as it is. Change it by hand.';
  remarks.push({ center: '', address: '', message, file: file.path, line: 1, column: 1 });
  return file.text;
}

/** A name of one center, among those of all. */
export const scoped = (center: string, name: string): string => `${center}\0${name}`;

function namesOf(all: ReadonlySet<string>, center: string): ReadonlySet<string> {
  const prefix = scoped(center, '');
  return new Set([...all].flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : [])));
}
