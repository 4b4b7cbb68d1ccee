// The value of a field before and after, a line for each element of a list, with what differs marked.
import type { FieldChange, Value } from '../../../contract/index.js';
import { shownValue } from '../../value.js';
import { yamlLines } from '../../yaml-lines.js';
import { h } from './dom.js';

/** Cells of one field: name, before, after. */
export function fieldRow({ path, before, after }: FieldChange): HTMLElement {
  const [old, wanted] = [linesOf(before), linesOf(after)];
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, path),
    h('td', {}, ...(before === null ? [nothing()] : marked(old, new Set(wanted), 'del'))),
    h('td', {}, ...(after === null ? [nothing()] : marked(wanted, new Set(old), 'ins'))),
  );
}

function linesOf(value: Value): string[] {
  if (typeof value !== 'object' || value === null) return [shownValue(value)];
  if (Array.isArray(value)) return value.length === 0 ? ['none'] : value.map((part: Value) => lineOf(part));
  return Object.entries(value).flatMap(([key, part]) => yamlLines(key, part, ''));
}

function lineOf(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : shownValue(value);
}

function marked(lines: readonly string[], other: ReadonlySet<string>, tag: 'ins' | 'del'): HTMLElement[] {
  return lines.map((line) => h('div', { class: 'value' }, other.has(line) ? line : h(tag, {}, line)));
}

/** Nothing was there, or will be: no value that came or went. */
function nothing(): HTMLElement {
  return h('span', { class: 'note' }, 'none');
}
