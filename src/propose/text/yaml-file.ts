// A file of the user as it is written: its text, and the tree over it that says where everything stands.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

export interface YamlFile {
  readonly path: string;
  /** Byte-order mark and line ends as they are. */
  readonly text: string;
  readonly documents: readonly YamlDocument[];
}

export interface YamlDocument {
  readonly document: Document;
  /** Undefined where the document is no mapping of sections. */
  readonly root: YAMLMap | undefined;
  /** Nodes with an anchor that some alias of the document names. */
  readonly shared: ReadonlySet<Node>;
}

/** Reads a text that the loader has accepted; every scalar stays text. */
export function readYaml(path: string, text: string): YamlFile {
  const options = {
    keepSourceTokens: true,
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
  } as const;
  const documents = parseAllDocuments(text, options);
  const list = Array.isArray(documents) ? documents : [];
  return {
    path,
    text,
    documents: list.map((document) => ({
      document,
      root: isMap(document.contents) ? document.contents : undefined,
      shared: sharedNodes(document),
    })),
  };
}

function sharedNodes(document: Document): ReadonlySet<Node> {
  const shared = new Set<Node>();
  visit(document, {
    Alias(_key, alias: Alias) {
      const node = alias.resolve(document);
      if (node) shared.add(node);
    },
  });
  return shared;
}

/** The node that stands for a value: what an alias names, or the node itself. */
export function resolved(node: unknown, { document }: YamlDocument): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return isNode(node) ? node : undefined;
}

/** The entry of a key. */
export function entry(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** The text of a scalar as the loader takes it; null for a plain null; undefined if it is no scalar. */
export function scalarText(node: unknown): string | null | undefined {
  if (node === null || node === undefined) return null;
  if (!isScalar(node)) return undefined;
  const text = String(node.value ?? '');
  return node.type === 'PLAIN' && node.tag === undefined && /^(?:|~|null|Null|NULL)$/.test(text)
    ? null
    : text;
}

/** Whether the node itself or a part of it carries an anchor that is used elsewhere. */
export function holdsShared(node: unknown, { shared }: Pick<YamlDocument, 'shared'>): boolean {
  if (shared.size === 0 || !isNode(node)) return false;
  if (shared.has(node)) return true;
  const holds = (part: unknown): boolean => holdsShared(part, { shared });
  if (isMap(node)) return node.items.some(({ key, value }) => holds(key) || holds(value));
  return isSeq(node) && node.items.some(holds);
}

/** Where the value of a node begins and ends, comments and blank lines after it left out. */
export function spanOf(node: Node): { readonly from: number; readonly to: number } {
  const [from = 0, to = from] = node.range ?? [];
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return { from, to: last === undefined ? to : pairEnd(last) };
  }
  if (isSeq(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return { from, to: isNode(last) ? spanOf(last).to : to };
  }
  return { from, to };
}

/** Where an entry ends: its value, or the colon of an empty one. */
export function pairEnd(pair: Pair): number {
  const colon = colonOf(pair);
  const { value } = pair;
  if (isNode(value) && !(isScalar(value) && isEmptyScalar(value))) return spanOf(value).to;
  return colon ?? (isNode(pair.key) ? spanOf(pair.key).to : 0);
}

export function isEmptyScalar(node: Scalar): boolean {
  const [from = 0, to = 0] = node.range ?? [];
  return from === to;
}

/** The offset behind the colon of an entry. */
export function colonOf(pair: Pair): number | undefined {
  const token = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return token === undefined ? undefined : token.offset + 1;
}

/** The offset of the dash of each element of a block list. */
export function dashesOf(seq: YAMLSeq): readonly (number | undefined)[] {
  const token = seq.srcToken;
  if (token?.type !== 'block-seq') return [];
  return token.items.flatMap(({ start, value }) => {
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    return dash === undefined && value === undefined ? [] : [dash?.offset];
  });
}
