// Finds the items of a center in its files: an item may be written in parts, in several documents.
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Address, collect, type Section } from '../contract/index.js';
import { type Environment, expand } from '../schema/env.js';
import { entry, resolved, scalarText, type YamlDocument, type YamlFile } from './text/yaml-file.js';

/** A list of a section in one document. */
export interface SectionPart {
  readonly file: YamlFile;
  readonly document: YamlDocument;
  readonly root: YAMLMap;
  readonly section: Section;
  readonly pair: Pair;
  /** Undefined: it is written in a way that cannot be edited here (`why`). */
  readonly list: YAMLSeq | undefined;
  readonly why?: string;
}

/** An item, or a part of one. */
export interface Fragment extends SectionPart {
  readonly list: YAMLSeq;
  readonly index: number;
  readonly map: YAMLMap;
  /** Its identity comes from a variable or an alias: nobody but a person may take it away. */
  readonly borrowed: boolean;
}

export interface CenterFiles {
  readonly parts: readonly SectionPart[];
  readonly fragments: ReadonlyMap<Address, readonly Fragment[]>;
  /** Every document of the center, in order. */
  readonly documents: readonly {
    readonly file: YamlFile;
    readonly document: YamlDocument;
    readonly root: YAMLMap;
  }[];
}

export interface ExpandedText {
  readonly text: string;
  /** Something of it is replaced from the environment or by a default. */
  readonly variable: boolean;
}

/** A scalar as it counts: variables replaced. Null: it clears; undefined: it is no scalar. */
export function textOf(node: unknown, env: Environment): ExpandedText | null | undefined {
  const written = scalarText(node);
  if (typeof written !== 'string') return written;
  if (!written.includes('${')) return { text: written, variable: false };
  const result = expand(written, env);
  const variable = written.replaceAll('$${', '').includes('${');
  return 'text' in result ? { text: result.text, variable } : undefined;
}

export function centerFiles(
  files: readonly YamlFile[],
  center: string,
  sections: readonly Section[],
  env: Environment,
): CenterFiles {
  const parts: SectionPart[] = [];
  const documents: CenterFiles['documents'][number][] = [];
  const fragments = new Map<Address, Fragment[]>();
  for (const file of files) {
    for (const document of file.documents) {
      const { root } = document;
      if (!root || textOf(entry(root, 'center')?.value, env)?.text !== center) continue;
      documents.push({ file, document, root });
      for (const section of sections) {
        const pair = entry(root, section.name);
        if (!pair || section.form !== 'list') continue;
        const part = partOf(file, document, root, section, pair);
        parts.push(part);
        for (const fragment of fragmentsOf(part, env)) {
          const { address, ...rest } = fragment;
          collect(fragments, address, rest);
        }
      }
    }
  }
  return { parts, fragments, documents };
}

function partOf(
  file: YamlFile,
  document: YamlDocument,
  root: YAMLMap,
  section: Section,
  pair: Pair,
): SectionPart {
  const base = { file, document, root, section, pair };
  const { value } = pair;
  if (isSeq(value)) return { ...base, list: value };
  if (isScalar(value) && value.tag === '!csv')
    return { ...base, list: undefined, why: `comes from the file ${String(value.value)}` };
  if (isAlias(value)) return { ...base, list: undefined, why: `is the alias *${value.source}` };
  return { ...base, list: undefined, why: 'is not written as a list' };
}

function* fragmentsOf(
  part: SectionPart,
  env: Environment,
): Iterable<Fragment & { readonly address: Address }> {
  const { list, section, document } = part;
  if (!list) return;
  for (const [index, node] of list.items.entries()) {
    const map: Node | undefined = resolved(node, document);
    if (!isMap(map)) continue;
    let borrowed = isAlias(node);
    const identity: Record<string, string> = {};
    for (const field of section.identity) {
      const value = entry(map, field)?.value;
      const text = textOf(resolved(value, document) ?? value, env);
      if (!text) continue;
      identity[field] = text.text;
      borrowed ||= text.variable || isAlias(value);
    }
    if (Object.keys(identity).length === 0) continue;
    yield { ...part, list, index, map, borrowed, address: section.address(identity) };
  }
}
