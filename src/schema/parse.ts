// Files to documents: bytes are decoded and read, each file apart, so that a broken one does not hide the others.

import { createPlaces, type Places } from './places.js';
import { isMap, isMarked } from './raw.js';
import type { Document } from './reading/composer.js';
import { decode, reportNul } from './reading/decode.js';
import { readDocuments } from './reading/yaml.js';
import { createReport, type Found } from './report.js';
import type { Source } from './source.js';

export interface ParsedFiles {
  /** In the order given; an `Origin.file` counts into it. */
  readonly sources: readonly Source[];
  readonly documents: readonly Document[];
  /** Every `provider.type` that is named, sorted: what must be loaded before `buildDesired`. */
  readonly providerTypes: readonly string[];
  /** The same with the file that names each: a type may be a path beside it. Variables are not replaced yet. */
  readonly providerNames: readonly ProviderName[];
  readonly found: readonly Found[];
  /** Some file could not be read to its end: what seems to be missing may stand there. */
  readonly isPartial: boolean;
  readonly places: Places;
}

export interface ProviderName {
  readonly type: string;
  readonly file: string;
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
    for (const document of read) documents.push(document);
  }
  const providerNames = namesOf(documents, sources);
  const providerTypes = [...new Set(providerNames.map(({ type }) => type))].sort();
  return { sources, documents, providerTypes, providerNames, found, isPartial, places };
}

function namesOf(documents: readonly Document[], sources: readonly Source[]): ProviderName[] {
  const names = new Map<string, ProviderName>();
  for (const { root, file } of documents) {
    const provider = isMap(root) ? root.provider : undefined;
    const written = isMap(provider) ? provider.type : undefined;
    const type = written !== undefined && isMarked(written) ? written.text : written;
    const path = sources[file]?.path ?? '';
    if (typeof type === 'string') names.set(`${type}\0${path}`, { type, file: path });
  }
  return [...names.values()];
}
