// Small words: counts with their nouns, kinds as a person says them.
import type { Risk } from '../contract/index.js';
import type { DriftDirection } from '../plan/drift-direction.js';
import { plain } from './sanitize.js';

/** What became of something, seen from the files. */
export const DRIFTED: Readonly<Record<DriftDirection, string>> = {
  'ours-changed': 'changed',
  'ours-gone': 'not live',
  'foreign-new': 'not wanted',
  unknowable: 'unknowable',
};

/** Worst first. */
export const RISK_ORDER: Readonly<Record<Risk, number>> = { high: 0, medium: 1, low: 2 };

/** `1 call`, `18 calls`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `extension-binding` -> `extension bindings`. */
export function kindTitle(kind: string): string {
  const words = plain(kind).replaceAll('-', ' ');
  if (words.endsWith('s')) return words;
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Milliseconds as `0.8 s`, `14 s` or `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The first `limit` of a list, and how many more there are. */
export function folded(items: readonly string[], limit: number): string[] {
  if (items.length <= limit + 1) return [...items];
  return [...items.slice(0, limit), `… ${items.length - limit} more`];
}

/** What an address names, its kind left out. */
export function idOf(address: string): string {
  return address.slice(address.indexOf('/') + 1);
}

/** The name of an object, where it says more than its address. */
export function ownName(address: string, label: string | undefined): string | undefined {
  return label === undefined || label === '' || label === idOf(address) ? undefined : plain(label);
}
