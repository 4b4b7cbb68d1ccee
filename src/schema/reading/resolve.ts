// Gives the scalars that wait for it their value: `${NAME}` from the environment, `!csv` from a file beside the document.

import type { Origin } from '../../contract/index.js';
import { type Environment, expand } from '../env.js';
import type { Holder, Key, Places } from '../places.js';
import {
  emptyMap,
  isCollection,
  isList,
  isMarked,
  type Marked,
  markOf,
  type Raw,
  type RawMap,
} from '../raw.js';
import type { Report } from '../report.js';
import type { Source } from '../source.js';
import { quoted } from '../words.js';
import type { Document } from './composer.js';
import { readRows } from './csv.js';
import { decode, reportNul } from './decode.js';

export interface Resolving {
  readonly env: Environment;
  /** Bytes of a file that a document names; throws if it cannot be read. */
  readonly readBeside: (document: string, path: string) => Uint8Array;
  /** Grows by the CSV files. */
  readonly sources: Source[];
  readonly places: Places;
  readonly report: Report;
  /** Rows by path, so that a file is read once. */
  readonly tables: Map<string, readonly RawMap[] | undefined>;
}

/** The root of a document with every marked scalar replaced. What waits for nothing is shared, not copied. */
export function resolveDocument(document: Document, resolving: Resolving): Raw {
  const { root, unresolved } = document;
  if (isMarked(root)) return root.text;
  const copies = new Map<Holder, Holder>();
  const visit = (value: Holder): Holder => {
    if (!unresolved.has(value)) return value;
    const known = copies.get(value);
    if (known) return known;
    const copy: Holder = isList(value) ? [] : emptyMap();
    copies.set(value, copy);
    resolving.places.stand(copy, value);
    const set = (key: Key, child: Raw): void => {
      const now = isMarked(child) ? replace(child, value, copy, key, document, resolving) : child;
      Object.assign(copy, { [key]: isCollection(now) ? visit(now) : now });
    };
    for (const [key, child] of entriesOf(value)) set(key, child);
    return copy;
  };
  return isCollection(root) ? visit(root) : root;
}

function entriesOf(holder: Holder): Iterable<[Key, Raw]> {
  return isList(holder) ? holder.entries() : Object.entries(holder);
}

/** `holder` is where it was read, `copy` where its value goes. */
function replace(
  value: Marked,
  holder: Holder,
  copy: Holder,
  key: Key,
  document: Document,
  resolving: Resolving,
): Raw {
  const { places, report, env } = resolving;
  const at = places.child(holder, key);
  const expanded = expand(value.text, env);
  if ('problems' in expanded) {
    for (const { code, message } of expanded.problems) report(at, code, message);
    places.spoil(copy, key);
    return null;
  }
  if (markOf(value) === 'env') {
    places.note(copy, key, value);
    return expanded.text;
  }
  const rows = rowsOf(expanded.text, at, document, resolving);
  if (rows === undefined) places.spoil(copy, key);
  return rows === undefined ? null : [...rows];
}

function rowsOf(
  path: string,
  at: Origin | undefined,
  document: Document,
  { readBeside, sources, places, report, tables }: Resolving,
): readonly RawMap[] | undefined {
  if (path === '' || path.includes('\0') || /^(?:[/\\]|[A-Za-z]:)/.test(path)) {
    report(at, 'csv-path', `${quoted(path)} cannot be used: name a file relative to the document.`);
    return undefined;
  }
  const name = beside(sources[document.file]?.path ?? '', path);
  if (tables.has(name)) return tables.get(name);
  tables.set(name, undefined);
  let bytes: Uint8Array;
  try {
    bytes = readBeside(sources[document.file]?.path ?? '', path);
  } catch (error) {
    report(at, 'csv-unreadable', `${quoted(path)} cannot be read: ${reason(error)}.`);
    return undefined;
  }
  const file = sources.length;
  const source = decode(file, name, bytes, report);
  sources.push(source ?? { path: name, text: '' });
  if (source === undefined || reportNul(file, source, report)) return undefined;
  const rows = readRows(file, source, places, report);
  tables.set(name, rows);
  return rows;
}

/** Code of the error with which `readBeside` refuses a file outside the folder of the document. */
export const OUTSIDE = 'EOUTSIDE';

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === OUTSIDE) return 'it lies outside the folder of the document; put it there, or below';
  if (code === 'EACCES') return 'its permissions do not allow it';
  if (code === 'EISDIR') return 'it is a folder';
  return code === '' ? 'reading it failed' : `reading it failed (${code})`;
}

/** The path of a file beside another, for people. */
function beside(document: string, path: string): string {
  return document.slice(0, Math.max(document.lastIndexOf('/'), document.lastIndexOf('\\')) + 1) + path;
}
