// Reads a list to its end and says whether that is proved (portsip.md 1.1): every page names the same total, and as
// many different objects arrived.

import type { Answer, Certificate, ReadClient } from '../../contract/index.js';
import { badAnswer, neededRowsIn, neededWholeNumberIn, type Row, takeBody } from '../decoding.js';

const TOP = 100;
/** A list that changes while it is read is begun anew, so often. */
const TRIES = 3;
/** A total beyond any PBX is a wrong answer, not work for days. */
const MOST_PAGES = 10_000;

export interface Listed<Row> {
  /** Each once, in the order of the vendor. */
  readonly rows: readonly Row[];
  readonly certificate: Certificate;
}

export interface List {
  readonly path: string;
  readonly orderBy: string;
}

/** One page: how many objects there are in all, and those of this page. */
interface Page<Out> {
  readonly count: number;
  readonly items: readonly Out[];
}

/** One reading client that counts. */
export interface Reader {
  get(path: string): ReturnType<ReadClient['read']>;
}

export async function readPages<Out extends { readonly id: string }>(
  reader: Reader,
  list: List,
  decode: (row: Row) => Out,
): Promise<Listed<Out>> {
  let last: Listed<Out> | undefined;
  for (let made = 0; made < TRIES; made += 1) {
    last = await readOnce(reader, list, decode);
    if (last.certificate.complete) return last;
  }
  return last ?? { rows: [], certificate: { complete: false, arrived: 0, reason: 'it was not read' } };
}

async function readOnce<Out extends { readonly id: string }>(
  reader: Reader,
  { path, orderBy }: List,
  decode: (row: Row) => Out,
): Promise<Listed<Out>> {
  const call = `GET ${path}`;
  const page = async (skip: number): Promise<Page<Out>> =>
    decodePage(
      call,
      await reader.get(`${path}?top=${TOP}&skip=${skip}&orderby=${encodeURIComponent(`${orderBy} asc`)}`),
      decode,
    );
  const first = await page(0);
  // A server may send smaller pages than were asked for: the first one shows the step.
  const step = first.items.length;
  const more = step === 0 ? 0 : Math.max(0, Math.ceil(first.count / step) - 1);
  if (more > MOST_PAGES) throw badAnswer(call, `${first.count} objects in pages of ${step}`);
  const skips = Array.from({ length: more }, (_, at) => (at + 1) * step);
  const pages = [first, ...(await Promise.all(skips.map(page)))];
  const byId = new Map<string, Out>();
  for (const row of pages.flatMap(({ items }) => items)) if (!byId.has(row.id)) byId.set(row.id, row);
  const rows = [...byId.values()];
  return { rows, certificate: certificateOf(first.count, rows.length, pages) };
}

function decodePage<Out>(call: string, answer: Answer, decode: (row: Row) => Out): Page<Out> {
  const page = takeBody(call, answer, (body) => ({
    count: neededWholeNumberIn(body, 'count'),
    items: neededRowsIn(body, 'items', decode),
  }));
  if (page.count < 0) throw badAnswer(call, 'count: expected a whole number from 0');
  return page;
}

function certificateOf(declared: number, arrived: number, pages: readonly Page<unknown>[]): Certificate {
  const moved = pages.some((page) => page.count !== declared);
  if (!moved && arrived === declared) return { complete: true, declared, arrived };
  const reason = moved
    ? 'it changed while it was read'
    : `PortSIP declares ${declared} and ${arrived} arrived`;
  return { complete: false, declared, arrived, reason };
}
