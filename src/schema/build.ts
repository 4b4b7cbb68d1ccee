// Documents to centers: everything is checked, all problems come at once, and what remains is the desired state.

import type {
  Address,
  Desired,
  Origin,
  Position,
  Problem,
  Provider,
  Section,
  Value,
} from '../contract/index.js';
import { buildCenter } from './center/build-center.js';
import { centersOf } from './center/documents.js';
import type { Environment } from './env.js';
import type { ParsedFiles } from './parse.js';
import { resolveDocument } from './reading/resolve.js';
import { createReport, type SchemaCode, toProblems } from './report.js';
import { positionIn, type Source } from './source.js';

export interface BuildOptions {
  readonly env: Environment;
  /** Bytes of a file that a document names, relative to the document; throws if it cannot be read. */
  readonly readBeside: (document: string, path: string) => Uint8Array;
  /** The provider of a type that `file` names, loaded before; see `ParsedFiles.providerNames`. */
  readonly provider: (type: string, file: string) => Provider | undefined;
  /** Why there is none. Default: the type is unknown. */
  readonly noProvider?: (
    type: string,
    file: string,
  ) => { readonly code: SchemaCode; readonly message: string } | undefined;
  /** The built-in types, to suggest for a misspelt one. */
  readonly providerTypes?: readonly string[];
  /** Eight hex digits that change with the secret, keyed to the center. */
  readonly fingerprint?: (center: string, literal: string) => string;
  /** Is told of every item that passed: what `drift --propose` holds beside the live side. */
  readonly taken?: (item: TakenItem) => void;
}

/** An item as its section's schema makes it, merged from all documents, its secrets boxed. */
export interface TakenItem {
  readonly center: string;
  readonly section: Section;
  readonly address: Address;
  readonly item: Readonly<Record<string, unknown>>;
}

export interface Loaded {
  /** In the order of the files. Complete only if no problem is an error. */
  readonly centers: readonly Desired[];
  /** Of all files, each with its place, in the order of files and lines. */
  readonly problems: readonly Problem[];
  /** `$secret` -> literal. Goes into a vault and nowhere else. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The `provider` block of each center as it was written, for `pull`. Holds no secret. */
  readonly providerBlocks: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  /** The `policy` block likewise. */
  readonly policyBlocks: ReadonlyMap<string, Readonly<Record<string, Value>>>;
}

/** Builds every center of the files. Never throws for what is in them: `problems` says what is wrong. */
export function buildDesired(parsed: ParsedFiles, options: BuildOptions): Loaded {
  const { places } = parsed;
  const sources: Source[] = [...parsed.sources];
  const locate = (origin: Origin): Position => {
    const source = sources[origin.file];
    return source ? positionIn(source, origin.offset) : { file: '', line: 1, column: 1 };
  };
  const { report, found } = createReport();
  const { env, readBeside } = options;
  const resolving = { env, readBeside, sources, places, report, tables: new Map() };
  const documents = parsed.documents.map((document) => ({
    document,
    root: resolveDocument(document, resolving),
  }));
  const secrets = new Map<string, string>();
  const centers = centersOf(documents, places, report).map((center) =>
    buildCenter(center, { ...options, isPartial: parsed.isPartial, places, locate, secrets }),
  );
  return {
    centers: centers.flatMap(({ desired }) => desired ?? []),
    problems: toProblems([...parsed.found, ...found, ...centers.flatMap((one) => one.found)], locate),
    secrets,
    providerBlocks: new Map(
      centers.flatMap(({ desired, block }) => (desired ? [[desired.center, block] as const] : [])),
    ),
    policyBlocks: new Map(
      centers.flatMap(({ desired, policy }) => (desired ? [[desired.center, policy] as const] : [])),
    ),
  };
}
