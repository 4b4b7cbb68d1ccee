// Bytes to text: what is not UTF-8, holds NUL or is too large is said once, with its place.

import type { Report } from '../report.js';
import type { Source } from '../source.js';

/** Larger files are refused: 64 MiB. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The text without a byte-order mark; what cannot be read is reported and gives empty or shortened text. */
export function decode(file: number, path: string, bytes: Uint8Array, report: Report): Source | undefined {
  if (bytes.length > MAX_BYTES) {
    report(
      { file, offset: 0 },
      'too-large',
      `The file has ${bytes.length} bytes; ${MAX_BYTES} (64 MiB) are the most. Split the center over several files.`,
    );
    return undefined;
  }
  if (isUtf16(bytes)) {
    report({ file, offset: 0 }, 'invalid-utf8', 'The file is UTF-16. Save it as UTF-8.');
    return undefined;
  }
  const text = decoded(bytes);
  if (text !== undefined) return { path, text };
  const valid = decoded(bytes.subarray(0, validLength(bytes)), true) ?? '';
  report(
    { file, offset: valid.length },
    'invalid-utf8',
    'A byte here is not valid UTF-8. Save the file as UTF-8.',
  );
  // The text before it still gives lines and columns.
  return { path, text: valid };
}

/** Says where a NUL is; true if there is one. */
export function reportNul(file: number, { text }: Source, report: Report): boolean {
  const offset = text.indexOf('\0');
  if (offset < 0) return false;
  report({ file, offset }, 'nul-byte', 'There is a NUL byte here. Remove it; the file may be damaged.');
  return true;
}

function decoded(bytes: Uint8Array, cut = false): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}

/** How many bytes from the beginning can be decoded. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decoded(bytes.subarray(0, middle), true) === undefined) high = middle - 1;
    else low = middle;
  }
  return low;
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
