// What the edits of one round share: the cuts by file, what was said to a person, and which units are left alone.
import { isNode, isPair, type Node, type Pair } from 'yaml';
import { type Address, collect, type Position } from '../contract/index.js';
import type { Environment } from '../schema/env.js';
import { positionIn } from '../schema/source.js';
import type { Splice } from './text/splices.js';
import { holdsShared, spanOf, type YamlDocument, type YamlFile } from './text/yaml-file.js';
import type { Written } from './text/yaml-text.js';

/** What a person must do, since no edit can say it or may. */
export interface Remark extends Partial<Position> {
  readonly center: string;
  readonly address: Address;
  readonly message: string;
}

export interface SeqOps {
  readonly drop: Set<number>;
  readonly add: Written[];
}

export interface Workbench {
  readonly center: string;
  readonly env: Environment;
  readonly splices: Map<YamlFile, Splice[]>;
  readonly remarks: Remark[];
  /** Addresses whose edits had no good end in an earlier round. */
  readonly skip: ReadonlySet<string>;
  /** `address field`: where live has no value and `null` did not say so, the field goes. */
  readonly leave: ReadonlySet<string>;
  readonly touched: Set<Address>;
}

export function cut(bench: Workbench, file: YamlFile, splices: readonly Splice[]): void {
  for (const splice of splices) collect(bench.splices, file, splice);
}

/** Makes the cuts, or says what a person must do where the text is laid out so that it cannot be cut. */
export function cutOrTell(
  bench: Workbench,
  splices: readonly Splice[] | undefined,
  address: Address,
  message: string,
  at: { readonly file: YamlFile; readonly node: unknown },
): void {
  if (splices) cut(bench, at.file, splices);
  else remark(bench, address, message, at);
}

export function remark(
  bench: Workbench,
  address: Address,
  message: string,
  at?: { readonly file: YamlFile; readonly node: unknown },
): void {
  const { center } = bench;
  const place = at && placeOf(at.file, at.node);
  if (bench.remarks.some((one) => one.address === address && one.message === message)) return;
  bench.remarks.push({ center, address, message, ...place });
}

function placeOf(file: YamlFile, node: unknown): Position | undefined {
  const target = isPair(node) ? (node as Pair).key : node;
  if (!isNode(target)) return { file: file.path, line: 1, column: 1 };
  // A byte-order mark is no column.
  return positionIn(file, spanOf(target as Node).from);
}

/** Whether an edit at the end of `path` would be seen in another place too; says so if it would. */
export function isShared(
  bench: Workbench,
  address: Address,
  { document, file }: { readonly document: YamlDocument; readonly file: YamlFile },
  path: readonly unknown[],
): boolean {
  const node = path.at(-1);
  const above = path.some((one) => isNode(one) && document.shared.has(one));
  if (!above && !holdsShared(node, document)) return false;
  remark(
    bench,
    address,
    'stands behind an anchor (&…) that other places use too. Write it out in each place, or change it by hand.',
    { file, node },
  );
  return true;
}
