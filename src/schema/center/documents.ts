// Resolved documents to centers: `version` and `center` are checked, and documents of one center come together.

import type { Origin } from '../../contract/index.js';
import type { Places } from '../places.js';
import { isMap, type Raw, type RawMap } from '../raw.js';
import type { Document } from '../reading/composer.js';
import type { Report } from '../report.js';
import { kindOf, quoted } from '../words.js';

export interface CenterDocuments {
  /** Undefined if a document does not say; it is checked all the same, and gives no center. */
  readonly name: string | undefined;
  /** Of the first document. */
  readonly origin: Origin;
  readonly roots: RawMap[];
}

/** Keys that every document may have, beside the sections of its provider. */
export const DOCUMENT_KEYS = ['version', 'center', 'provider', 'policy'] as const;

export const CENTER_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Centers in the order of their first documents. Empty documents (`---` at the end) are none. */
export function centersOf(
  documents: readonly { readonly document: Document; readonly root: Raw }[],
  places: Places,
  report: Report,
): CenterDocuments[] {
  const centers: CenterDocuments[] = [];
  const named = new Map<string, CenterDocuments>();
  for (const { document, root } of documents) {
    const origin = { file: document.file, offset: document.offset };
    if (root === null) continue;
    if (!isMap(root)) {
      report(origin, 'not-a-mapping', `A document must be a mapping of sections, not ${kindOf(root)}.`);
      continue;
    }
    checkVersion(root, origin, places, report);
    const name = nameOf(root, origin, places, report);
    const known = name === undefined ? undefined : named.get(name);
    if (known) {
      known.roots.push(root);
      continue;
    }
    const center = { name, origin, roots: [root] };
    centers.push(center);
    if (name !== undefined) named.set(name, center);
  }
  return centers;
}

function checkVersion(root: RawMap, origin: Origin, places: Places, report: Report): void {
  if (root.version === '1' || places.isSpoiled(root, 'version')) return;
  if (root.version === undefined) {
    report(
      origin,
      'bad-version',
      'The document does not say which version of the format it is in. Add: version: 1',
    );
    return;
  }
  const written = typeof root.version === 'string' ? quoted(root.version) : kindOf(root.version);
  report(places.child(root, 'version'), 'bad-version', `version must be 1, not ${written}.`);
}

function nameOf(root: RawMap, origin: Origin, places: Places, report: Report): string | undefined {
  const { center } = root;
  if (typeof center === 'string' && CENTER_PATTERN.test(center)) return center;
  if (places.isSpoiled(root, 'center')) return undefined;
  if (center === undefined) {
    report(origin, 'bad-center', 'The document does not say which center it describes. Add: center: NAME');
    return undefined;
  }
  const written = typeof center === 'string' ? quoted(center) : kindOf(center);
  report(
    places.child(root, 'center'),
    'bad-center',
    `center must be 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit, not ${written}.`,
  );
  return undefined;
}
