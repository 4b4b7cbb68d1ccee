// YAML text to documents. This file and from-events.ts alone know which package reads YAML (docs/dependencies.md says
// why there are two).

import { type Event, parseEvents, YAMLException } from 'js-yaml';
import type { Places } from '../places.js';
import type { Report } from '../report.js';
import type { Source } from '../source.js';
import { type Document, MAX_DEPTH } from './composer.js';
import { compose } from './from-events.js';

/** A bound on memory: a file of 64 MiB with lines of ordinary length has 3 million. */
const MAX_VALUES = 5_000_000;

/** Reads every document of one text. Problems are reported with their places; nothing is thrown. */
export function readDocuments(file: number, source: Source, places: Places, report: Report): Document[] {
  const events = eventsOf(file, source, report);
  return events === undefined ? [] : compose(file, source, events, places, report);
}

function eventsOf(file: number, { text }: Source, report: Report): Event[] | undefined {
  if (hasTooManyValues(text)) {
    const message = `The file holds more than ${MAX_VALUES} values. Split the center over several files.`;
    report({ file, offset: 0 }, 'too-many-values', message);
    return undefined;
  }
  try {
    return parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = Math.min(error.mark?.position ?? 0, text.length);
    report({ file, offset }, 'yaml-syntax', `This is not valid YAML: ${reason(error)}.`);
    return undefined;
  }
}

/** The package's own words, without what it quotes of the file. */
function reason(error: YAMLException): string {
  if (error.reason.startsWith('nesting exceeded')) return `it is nested more than ${MAX_DEPTH} levels deep`;
  if (error.reason === 'deficient indentation')
    return 'this line begins too far left for the text that it would go on with; look for an open quote above';
  return error.reason.replace(/: .*$/s, '').replace(/^can ?not/, 'the reader cannot');
}

/** Counts what can separate values, before memory is spent on them. */
function hasTooManyValues(text: string): boolean {
  if (text.length < MAX_VALUES) return false;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Line feed, carriage return, comma, brackets, braces.
    if (code === 10 || code === 13 || code === 44 || code === 91 || code === 123) count += 1;
  }
  return count > MAX_VALUES;
}
