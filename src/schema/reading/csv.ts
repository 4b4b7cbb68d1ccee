// Rows of a CSV file as mappings: the header names the fields, every cell is text, an empty cell is no field.

import { type CsvError, parse } from 'csv-parse/sync';
import type { Places } from '../places.js';
import { emptyMap, isForbiddenKey, type RawMap } from '../raw.js';
import type { Report } from '../report.js';
import type { Source } from '../source.js';
import { quoted } from '../words.js';

/** Reads `source`, which is the `file`-th of the loaded files. Problems have line and column of the CSV. */
export function readRows(file: number, source: Source, places: Places, report: Report): RawMap[] {
  const starts = recordStarts(source.text);
  const records = recordsOf(file, source, starts, report);
  const header = records[0];
  if (header === undefined) {
    if (source.text.trim() === '')
      report({ file, offset: 0 }, 'csv-syntax', 'The file is empty. Its first line must name the fields.');
    return [];
  }
  const names = columns(file, source, header, starts[0] ?? 0, report);
  places.table(file, (row, column) => cellStart(source.text, row, names.indexOf(column)));
  const rows: RawMap[] = [];
  for (let index = 1; index < records.length; index += 1) {
    const record = records[index] ?? [];
    const start = starts[index] ?? 0;
    if (record.length > names.length) {
      const message = `This row has ${record.length} fields and the header ${names.length}. Quote a value that holds a comma.`;
      report({ file, offset: cellStart(source.text, start, names.length) }, 'csv-syntax', message);
    }
    const row = emptyMap();
    for (const [column, name] of names.entries()) {
      const cell = record[column];
      if (name !== '' && cell !== undefined && cell !== '') row[name] = cell;
    }
    places.record(row, [file, start]);
    rows.push(row);
  }
  return rows;
}

function recordsOf(file: number, source: Source, starts: readonly number[], report: Report): string[][] {
  try {
    const record_delimiter = ['\r\n', '\n', '\r'];
    return parse(source.text, { skip_empty_lines: true, relax_column_count: true, record_delimiter });
  } catch (error) {
    if (!isCsvError(error)) throw error;
    // `records` counts those that were read before it.
    const offset = starts[Number(error.records ?? 0)] ?? 0;
    report(
      { file, offset: cellStart(source.text, offset, Number(error.column ?? 0)) },
      'csv-syntax',
      wording(error),
    );
    return [];
  }
}

function wording(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return 'A quoted value begins here and does not end. Add the closing quote.';
  if (error.code === 'INVALID_OPENING_QUOTE') {
    return 'A quote stands inside a value that is not quoted. Quote the whole value and double the quotes in it.';
  }
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return 'Text follows a closing quote. Double the quotes that belong to the value.';
  }
  return `This is not valid CSV (${error.code}).`;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error;
}

/** The header, with `''` for a column that cannot be used. */
function columns(
  file: number,
  { text }: Source,
  header: readonly string[],
  start: number,
  report: Report,
): string[] {
  const seen = new Set<string>();
  let said = 0;
  // To find each place takes a walk along the line: a line of commas must not take a walk for each of them.
  const say = (column: number, message: string): void => {
    said += 1;
    if (said <= MOST_SAID) report({ file, offset: cellStart(text, start, column) }, 'csv-syntax', message);
  };
  if (header.length === 1 && /[;\t]/.test(header[0] ?? '')) {
    say(0, 'The fields of the header must be separated by commas.');
  }
  return header.map((cell, column) => {
    const name = cell.trim();
    if (name === '') say(column, `Column ${column + 1} has no name. Name it in the header.`);
    else if (isForbiddenKey(name)) say(column, `The name ${name} is not allowed. Choose another.`);
    else if (seen.has(name)) say(column, `The column ${quoted(name)} is in the header twice. Remove one.`);
    else {
      seen.add(name);
      return name;
    }
    return '';
  });
}

/** Wrong columns of one header that are worth a line each. */
const MOST_SAID = 20;

/** Where each record begins; the parser would tell, at twice its time. Empty lines are none. */
function recordStarts(text: string): number[] {
  const starts: number[] = [];
  let at = 0;
  while (at < text.length) {
    const end = recordEnd(text, at);
    if (end > at) starts.push(at);
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return starts;
}

/** Where the line break after a record is; breaks inside quotes belong to the record. */
function recordEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = quoteEnd(text, at);
    else if (code === LINE_FEED || code === RETURN) return at;
    at += 1;
  }
  return at;
}

function cellStart(text: string, record: number, column: number): number {
  let at = record;
  for (let left = column; left > 0 && at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = quoteEnd(text, at);
    else if (code === LINE_FEED || code === RETURN) return record;
    else if (code === COMMA) left -= 1;
    at += 1;
  }
  return at;
}

/** Of the quote that closes the one at `at`, or of the last character. */
function quoteEnd(text: string, at: number): number {
  const end = text.indexOf('"', at + 1);
  return end < 0 ? text.length - 1 : end;
}

const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;
const COMMA = 44;
