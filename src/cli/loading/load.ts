// From paths on the command line to the centers they describe; any error in any file ends the run before the network.
import { type Desired, InputError, type Problem, type Value } from '../../contract/index.js';
import { builtInTypes } from '../../providers/registry.js';
import { buildDesired, type Loaded, type TakenItem } from '../../schema/build.js';
import { type ParsedFiles, parseFiles } from '../../schema/parse.js';
import type { Io } from '../io.js';
import { problem } from '../problem.js';
import { readBeside, readFiles, type SourceFile } from './files.js';
import { fingerprinter } from './fingerprints.js';
import { loadVendors, type Vendors } from './vendors.js';

export interface LoadedCenters {
  /** Sorted by name. */
  readonly centers: readonly Desired[];
  readonly warnings: readonly Problem[];
  /** `$secret` -> literal. Goes into a vault and nowhere else. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly vendors: Vendors;
}

/** Centers that come from files, and not from a saved plan. */
export interface LoadedFiles extends LoadedCenters {
  readonly files: readonly SourceFile[];
  /** The provider block of each center as it was written, its variables untouched. */
  readonly providerBlocks: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  /** The policy likewise. */
  readonly policyBlocks: ReadonlyMap<string, Readonly<Record<string, Value>>>;
}

/** Reads and checks everything. Throws InputError with every problem if one of them is an error. */
export async function loadCenters(paths: readonly string[], io: Io): Promise<LoadedFiles> {
  const files = readFiles(paths);
  const parsed = parseFiles(files);
  const vendors = await loadVendors(parsed.providerNames, io.env);
  const loaded = built(parsed, vendors, io);
  if (loaded.problems.some((problem) => problem.severity === 'error'))
    throw new InputError(withoutPlans(files, loaded.problems));
  return {
    files,
    centers: [...loaded.centers].sort((a, b) => (a.center < b.center ? -1 : 1)),
    warnings: loaded.problems,
    secrets: loaded.secrets,
    providerBlocks: loaded.providerBlocks,
    policyBlocks: loaded.policyBlocks,
    vendors,
  };
}

/** What these texts mean, with vendors that are loaded already. Problems are in it and not thrown. */
export function rebuilt(
  files: readonly SourceFile[],
  vendors: Vendors,
  io: Io,
  taken?: (item: TakenItem) => void,
): Loaded {
  return built(parseFiles(files), vendors, io, taken);
}

function built(parsed: ParsedFiles, vendors: Vendors, io: Io, taken?: (item: TakenItem) => void): Loaded {
  const provider = (type: string, file: string) => vendors.find(type, file)?.provider;
  const loaded = buildDesired(parsed, {
    env: io.env,
    readBeside,
    provider,
    noProvider: vendors.whyNot,
    providerTypes: builtInTypes(),
    fingerprint: fingerprinter(parsed, provider, io.env),
    ...(taken === undefined ? {} : { taken }),
  });
  for (const literal of loaded.secrets.values()) io.redactor.learn(literal);
  return loaded;
}

/** Of a saved plan that stands where a center should, one word instead of all that it lacks as a center. */
function withoutPlans(files: readonly SourceFile[], problems: readonly Problem[]): readonly Problem[] {
  const plans = files.filter(isSavedPlan).map(({ path }) => path);
  if (plans.length === 0) return problems;
  const says = (path: string): string =>
    `This is a plan, and no file that describes a center. To apply it: cutover apply --plan ${path}. To see it: cutover show ${path}.`;
  return [
    ...problems.filter(({ file }) => file === undefined || !plans.includes(file)),
    ...plans.map((path) => problem('no-document', says(path), path)),
  ];
}

function isSavedPlan({ bytes }: SourceFile): boolean {
  return /^\s*\{\s*"formatVersion"/.test(new TextDecoder().decode(bytes.subarray(0, 100)));
}

/** The paths, or a usage error that says what is missing. */
export function required(files: readonly string[]): readonly string[] {
  if (files.length > 0) return files;
  throw new InputError([problem('no-files', 'Name at least one YAML file, or a folder of them.')]);
}
