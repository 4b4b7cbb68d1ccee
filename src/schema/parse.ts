// Files to documents: bytes are decoded and read, each file apart, so that a broken one does not hide the others.

import type { Document } from './composer.js';
import { decode, reportNul } from './decode.js';
import { createPlaces, type Places } from './places.js';
import { isMap } from './raw.js';
import { readDocuments } from './reader.js';
import { createReport, type Found } from './report.js';
import type { Source } from './source.js';

export interface ParsedFiles {
  /** In the order given; an `Origin.file` counts into it. */
  readonly sources: readonly Source[];
  readonly documents: readonly Document[];
  /** Every `provider.type` that is named, sorted: what must be loaded before `buildDesired`. */
  readonly providerTypes: readonly string[];
  readonly found: readonly Found[];
  /** Some file could not be read to its end: what seems to be missing may stand there. */
  readonly isPartial: boolean;
  readonly places: Places;
}

export interface InputFile {
  /** As a person would name it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads the files. Never throws for what is in them; `found` has the problems. */
export function parseFiles(files: readonly InputFile[]): ParsedFiles {
  const { report, found } = createReport();
  const places = createPlaces();
  const sources: Source[] = [];
  const documents: Document[] = [];
  let isPartial = false;
  for (const [file, { path, bytes }] of files.entries()) {
    const before = found.length;
    const source = decode(file, path, bytes, report);
    sources.push(source ?? { path, text: '' });
    const isReadable = source !== undefined && found.length === before && !reportNul(file, source, report);
    const read = isReadable ? readDocuments(file, source, places, report) : [];
    if (found.length > before && read.length === 0) isPartial = true;
    else if (read.every(({ root }) => root === null)) {
      report(
        { file, offset: 0 },
        'no-document',
        'The file describes no center. Write one, or remove the file.',
      );
    }
    documents.push(...read);
  }
  return { sources, documents, providerTypes: typesOf(documents), found, isPartial, places };
}

function typesOf(documents: readonly Document[]): string[] {
  const types = new Set<string>();
  for (const { root } of documents) {
    const provider = isMap(root) ? root.provider : undefined;
    const type = isMap(provider) ? provider.type : undefined;
    if (typeof type === 'string') types.add(type);
  }
  return [...types].sort();
}
