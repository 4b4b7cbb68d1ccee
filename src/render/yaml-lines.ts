// Values as YAML lines for a diff that people read: one element a line, so that a list shows what came and went. Ten
// thousand objects must not take seconds, so this writes by hand what the `yaml` package would.
import type { Value } from '../contract/index.js';
import { plain, safeJson } from './sanitize.js';

const WORD = /^[\p{L}_][\p{L}\p{N}_./-]*(?: [\p{L}\p{N}_./-]+)*$/u;
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** `timeout: 60`, or the key and its parts below, each line behind `indent`. */
export function yamlLines(key: string, value: Value, indent: string): string[] {
  return below(`${indent}${yamlText(key)}:`, value, indent);
}

/** Text in double quotes unless it is plain words. Nothing in it can end the line. */
export function yamlText(text: string): string {
  const safe = plain(text);
  return WORD.test(safe) && !RESERVED.test(safe) ? safe : plain(safeJson(text));
}

function below(head: string, value: Value, indent: string): string[] {
  if (typeof value === 'string') return [`${head} ${yamlText(value)}`];
  if (typeof value !== 'object' || value === null) return [`${head} ${String(value)}`];
  const deeper = `${indent}  `;
  if (isList(value)) {
    return value.length === 0
      ? [`${head} []`]
      : [head, ...value.flatMap((part) => below(`${deeper}-`, part, deeper))];
  }
  const entries = Object.entries(value);
  return entries.length === 0
    ? [`${head} {}`]
    : [head, ...entries.flatMap(([key, part]) => yamlLines(key, part, deeper))];
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
