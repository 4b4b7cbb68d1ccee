// Values as YAML in the style of what stands beside them: quotes, flow or block, padding of braces.
import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import { escaped } from '../../schema/env.js';
import { entry } from './yaml-file.js';

/** What a file can say: a live value as a section collapses it. */
export type Written =
  | null
  | boolean
  | number
  | string
  | readonly Written[]
  | { readonly [key: string]: Written };

export function isRecord(value: unknown): value is { readonly [key: string]: Written } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Written | undefined): value is readonly Written[] {
  return Array.isArray(value);
}

/** A scalar in the quotes of `like` where these can hold it. */
export function scalarYaml(value: null | boolean | number | string, like?: unknown): string {
  const style = isScalar(like) ? like.type : undefined;
  if (typeof value !== 'string') return value === null ? 'null' : inQuotes(String(value), style);
  const text = escaped(value);
  if (style === 'QUOTE_SINGLE' && /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u.test(text))
    return `'${text.replaceAll("'", "''")}'`;
  if (style === 'PLAIN' && isPlainSafe(text)) return text;
  if (style === undefined && isWord(text)) return text;
  return stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trimEnd();
}

/** A number stays in the quotes that it had. */
function inQuotes(text: string, style: unknown): string {
  if (style === 'QUOTE_SINGLE') return `'${text}'`;
  return style === 'QUOTE_DOUBLE' ? `"${text}"` : text;
}

/** Text that reads back as itself without quotes, everywhere: in flow and block, for YAML 1.1 too. */
function isPlainSafe(text: string): boolean {
  if (/^\d+$/.test(text)) return true;
  if (!/^[\p{L}\p{N}_][^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u.test(text)) return false;
  if (/[:#]\s|\s#|:$|\s$|[,[\]{}]/.test(text) || isReserved(text) || /^[\d._:+-]+$/.test(text)) return false;
  return parseDocument(`[ ${text} ]`, { schema: 'failsafe' }).toJS()?.[0] === text;
}

function isWord(text: string): boolean {
  return /^[\p{L}_]/u.test(text) && isPlainSafe(text);
}

function isReserved(text: string): boolean {
  return /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(text);
}

/** On one line. */
export function flowYaml(value: Written, like?: unknown, source = ''): string {
  if (isArray(value)) {
    const sample = isSeq(like) ? like.items[0] : undefined;
    return `[${value.map((part) => flowYaml(part, sample, source)).join(', ')}]`;
  }
  if (isRecord(value)) {
    const map = isMap(like) ? like : undefined;
    const body = Object.entries(value)
      .map(([key, part]) => `${scalarYaml(key)}: ${flowYaml(part, map && entry(map, key)?.value, source)}`)
      .join(', ');
    return body === '' ? '{}' : isTight(map, source) ? `{${body}}` : `{ ${body} }`;
  }
  return scalarYaml(value, like);
}

/** `{a: b}` and not `{ a: b }`. */
function isTight(map: YAMLMap | undefined, source: string): boolean {
  const [from] = map?.range ?? [];
  return map?.flow === true && from !== undefined && source[from] === '{' && source[from + 1] !== ' ';
}

/** Lines of a mapping, each without its line end; the first without its indent, since it may follow a dash. */
function blockMap(
  value: { readonly [key: string]: Written },
  indent: string,
  like: YAMLMap | undefined,
  source: string,
): string[] {
  const lines = Object.entries(value).flatMap(([key, part]) => blockEntry(key, part, indent, like, source));
  return lines.length === 0
    ? ['{}']
    : lines.map((line, index) => (index === 0 ? line.slice(indent.length) : line));
}

/** Lines of `key: value` behind `indent`. */
export function blockEntry(
  key: string,
  value: Written,
  indent: string,
  like: YAMLMap | undefined,
  source: string,
): string[] {
  const sample = like && entry(like, key)?.value;
  const head = `${indent}${scalarYaml(key)}:`;
  const isDeep =
    isRecord(value) || (isArray(value) && value.some((part) => typeof part === 'object' && part !== null));
  const asBlock =
    isBlock(sample) || (sample === undefined && isDeep && !(isArray(value) && value.length === 0));
  if (!asBlock || !(isArray(value) || isRecord(value)) || Object.keys(value).length === 0) {
    return [`${head} ${flowYaml(value, sample, source)}`];
  }
  const deeper = `${indent}  `;
  if (isArray(value)) {
    const element = isSeq(sample) ? sample.items[0] : undefined;
    return [head, ...value.flatMap((part) => blockElement(part, deeper, element, source))];
  }
  return [
    head,
    ...blockMap(value, deeper, isMap(sample) ? sample : undefined, source).map((line, at) =>
      at === 0 ? deeper + line : line,
    ),
  ];
}

/** Lines of `- value` behind `indent`, in the style of a sibling. */
export function blockElement(value: Written, indent: string, like: unknown, source: string): string[] {
  const isFlow = (isMap(like) && like.flow === true) || !isRecord(value);
  if (isFlow || !isRecord(value)) return [`${indent}- ${flowYaml(value, like, source)}`];
  const [first = '', ...rest] = blockMap(value, `${indent}  `, isMap(like) ? like : undefined, source);
  return [`${indent}- ${first}`, ...rest];
}

function isBlock(node: unknown): boolean {
  return ((isMap(node) || isSeq(node)) as boolean) && (node as { flow?: boolean }).flow !== true;
}
