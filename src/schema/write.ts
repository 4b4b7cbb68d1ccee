// Writes a center as YAML that reads back as itself: what `pull` gives to a person.

import { Document, isCollection, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { escaped } from './env.js';

export interface WrittenSection {
  readonly name: string;
  readonly content: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, unknown>>;
}

/** Lists of short texts are written on one line up to this width. */
const WIDTH = 80;

export interface Written {
  readonly center: string;
  /** These two blocks are taken as they are, with their `${…}`; in everything else a `${` is literal. */
  readonly provider: Readonly<Record<string, unknown>>;
  readonly policy?: Readonly<Record<string, unknown>>;
  readonly sections: readonly WrittenSection[];
  /** What the file cannot say, such as objects that cannot be told apart: a line each. */
  readonly comments?: readonly string[];
  /** Where an editor finds the schema, seen from the file. */
  readonly schema: string;
}

export function writeYaml({
  center,
  provider,
  policy = {},
  sections,
  comments = [],
  schema,
}: Written): string {
  const root = new YAMLMap();
  const add = (key: string, value: unknown): void => {
    const name = new Scalar(key);
    name.spaceBefore = isCollection(value);
    root.items.push(new Pair(name, value));
  };
  add('version', plain('1'));
  add('center', text(center));
  for (const [name, block] of Object.entries({ provider, policy }))
    if (Object.keys(block).length > 0) add(name, node(block, false));
  for (const { name, content } of sections) add(name, node(content, true));

  const document = new Document(root);
  document.commentBefore = ` yaml-language-server: $schema=${schema}`;
  if (comments.length > 0) document.comment = comments.map(commentLine).join('\n');
  return document.toString({ lineWidth: 0, singleQuote: false, flowCollectionPadding: false });
}

function node(value: unknown, isLiteral: boolean): unknown {
  if (Array.isArray(value)) return list(value, isLiteral);
  if (typeof value === 'object' && value !== null) return mapping(value, isLiteral);
  if (typeof value === 'string') return text(isLiteral ? escaped(value) : value);
  return plain(String(value));
}

function mapping(value: object, isLiteral: boolean): YAMLMap {
  const map = new YAMLMap();
  for (const [key, child] of Object.entries(value)) {
    if (child !== undefined) map.items.push(new Pair(text(key), node(child, isLiteral)));
  }
  map.flow = map.items.length === 0;
  return map;
}

function list(value: readonly unknown[], isLiteral: boolean): YAMLSeq {
  const seq = new YAMLSeq();
  for (const child of value) seq.items.push(node(child, isLiteral));
  const isShort = (child: unknown): boolean => typeof child !== 'object' || child === null;
  const width = (): number => value.reduce<number>((sum, child) => sum + String(child).length + 4, 0);
  seq.flow = value.every(isShort) && width() <= WIDTH;
  return seq;
}

/**
 * Text in double quotes unless it is a plain word: whatever a tool could take for a number, a time or a boolean,
 * in YAML 1.2 or 1.1, stays text.
 */
function text(value: string): Scalar {
  const scalar = new Scalar(value);
  if (!isWord(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

function isWord(value: string): boolean {
  return (
    /^[\p{L}_][^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u.test(value) &&
    !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(value) &&
    !/[:#]\s|\s#|:$|\s$|[,[\]{}]/.test(value)
  );
}

/** A scalar that must be read as what it says: a number, a boolean or null. */
function plain(value: string): Scalar {
  const scalar = new Scalar<unknown>(value);
  scalar.type = Scalar.PLAIN;
  if (value === 'null') scalar.value = null;
  else scalar.value = value === 'true' || value === 'false' ? value === 'true' : Number(value);
  return scalar;
}

/** One line, whatever a vendor put into it. */
function commentLine(line: string): string {
  return ` ${line.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]+/gu, ' ')}`;
}
