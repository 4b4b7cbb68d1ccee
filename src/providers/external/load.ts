// A provider from outside: a file beside the YAML, or an installed package. Its code runs with all that this program
// may do, so it comes from the file's own folder or from installed packages alone, and never from an address.
import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CONTRACT_VERSION, type Provider } from '../../contract/index.js';
import type { SimulatorSpec } from '../../simulator/spec.js';
import { installHooks, specifierBeside } from './resolve.js';
import { shapeProblems } from './shape.js';

export interface External {
  readonly provider: Provider;
  /** Runs plans on its model, serves `cutover simulate`. Without it plans are not verified. */
  readonly simulator: SimulatorSpec | undefined;
}

/** Why a type cannot be used, and what to do. The caller knows the place. */
export interface NoProvider {
  readonly code: 'unknown-provider' | 'provider-not-loaded';
  readonly message: string;
}

const PACKAGE = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/;

/** Loads what `type` names, as a file in `folder` would find it. Never throws for what is in the module. */
export async function loadExternal(type: string, folder: string): Promise<External | NoProvider> {
  const from = /^\.\.?[\\/]/.test(type) ? besideFile(type, folder) : installedPackage(type, folder);
  if ('code' in from) return from;
  installHooks();
  try {
    const found: unknown = await import(from.specifier);
    return checked(type, found as Readonly<Record<string, unknown>>);
  } catch (error) {
    return failed(type, error);
  }
}

export function isNoProvider(found: object): found is NoProvider {
  return 'code' in found && 'message' in found;
}

function besideFile(type: string, folder: string): { readonly specifier: string } | NoProvider {
  const path = resolve(folder, type);
  if (!path.startsWith(resolve(folder) + sep)) {
    return notLoaded(
      `${quoted(type)} leaves the folder of the file that names it. Put the provider into that folder, or install it as a package and write the package’s name.`,
    );
  }
  if (existsSync(path) && statSync(path).isFile()) return { specifier: pathToFileURL(path).href };
  return notLoaded(
    existsSync(path)
      ? `${quoted(type)} is a folder. Name the JavaScript file that exports the provider.`
      : `there is no file ${quoted(type)} beside this one. Check the path: it counts from the folder of the file that names it.`,
  );
}

function installedPackage(type: string, folder: string): { readonly specifier: string } | NoProvider {
  if (PACKAGE.test(type) && !isBuiltin(type)) return { specifier: specifierBeside(type, folder) };
  const isPlace = /^[a-z][\w+.-]*:|^[\\/]/i.test(type);
  return isPlace
    ? notLoaded(
        `${quoted(type)} is neither a path in this file’s folder (./acme.js) nor the name of an installed package (cutover-provider-acme). Code is never loaded from an address or from elsewhere on the disk.`,
      )
    : unknown(type, '');
}

function checked(type: string, found: Readonly<Record<string, unknown>>): External | NoProvider {
  if (found.provider === undefined) {
    const names = Object.keys(found).join(', ');
    return notLoaded(
      `${quoted(type)} exports ${names === '' ? 'nothing' : `only ${names}`}. A provider’s module has \`export const provider = { … }\`.`,
    );
  }
  if (found.contract !== CONTRACT_VERSION) {
    const its =
      found.contract === undefined
        ? 'does not say for which contract it was written'
        : `was written for contract ${String(found.contract)}`;
    return notLoaded(
      `${quoted(type)} ${its}; this version of cutover has contract ${CONTRACT_VERSION}. Take the version of the provider that fits, or see docs/writing-a-provider.md: \`export const contract = ${CONTRACT_VERSION}\`.`,
    );
  }
  const problems = shapeProblems(found);
  if (problems.length > 0) {
    const [first, more] = [problems.slice(0, 5).join('; '), problems.length - 5];
    return notLoaded(
      `${quoted(type)} is not a whole provider: ${first}${more > 0 ? `; and ${more} more` : ''}. The conformance suite shows what else to look at (docs/writing-a-provider.md).`,
    );
  }
  // The parts that shared code reaches for were just looked at; what its functions return is for the suite to prove.
  const { provider, simulator } = found as unknown as External;
  return { provider, simulator };
}

function failed(type: string, error: unknown): NoProvider {
  const message = error instanceof Error ? error.message : String(error);
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  if (isMissing && message.includes(`'${type}'`)) {
    return unknown(type, ' No package of that name is installed where the file is, either.');
  }
  const next = isMissing ? 'Install what it needs.' : 'Run it with node to see where.';
  return notLoaded(`${quoted(type)} fails while it loads: ${message.split('\n')[0] ?? ''}. ${next}`);
}

function unknown(type: string, more: string): NoProvider {
  return { code: 'unknown-provider', message: `There is no provider type ${quoted(type)}.${more}` };
}

function notLoaded(message: string): NoProvider {
  return { code: 'provider-not-loaded', message: `The provider ${message}` };
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
