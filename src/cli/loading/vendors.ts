// The vendors of one run: each type loaded once as its file names it, or the reason why it cannot be.
import { dirname, resolve } from 'node:path';
import { type Desired, InputError } from '../../contract/index.js';
import {
  builtIn,
  builtInTypes,
  isNoProvider,
  type NoProvider,
  type Vendor,
  vendorOf,
} from '../../providers/registry.js';
import { type Environment, expand } from '../../schema/env.js';
import type { ProviderName } from '../../schema/parse.js';
import { problem } from '../problem.js';

export interface Vendors {
  find(type: string, file: string): Vendor | undefined;
  whyNot(type: string, file: string): NoProvider | undefined;
  /** Of a center that was loaded. Throws if its type was not. */
  of(desired: Desired): Vendor;
}

/** Loads every type that is named. Throws for none: `whyNot` tells the place where it is named. */
export async function loadVendors(names: readonly ProviderName[], env: Environment): Promise<Vendors> {
  const found = new Map<string, Vendor | NoProvider>();
  for (const { type: written, file } of names) {
    const expanded = expand(written, env);
    const type = 'text' in expanded ? expanded.text : written;
    const key = keyOf(type, file);
    if (!found.has(key)) found.set(key, await vendorOf(type, folderOf(file)));
  }
  const find = (type: string, file: string): Vendor | undefined => {
    const one = found.get(keyOf(type, file));
    return one === undefined || isNoProvider(one) ? undefined : one;
  };
  return {
    find,
    whyNot(type, file) {
      const one = found.get(keyOf(type, file));
      return one !== undefined && isNoProvider(one) ? one : undefined;
    },
    of({ providerType, providerFile = '' }) {
      const vendor = find(providerType, providerFile);
      if (!vendor) throw new Error(`The provider type ${providerType} is not loaded.`);
      return vendor;
    },
  };
}

/** A built-in type is the same everywhere; any other one is what its folder makes of it. */
function keyOf(type: string, file: string): string {
  return builtIn(type) ? type : `${folderOf(file)}\0${type}`;
}

function folderOf(file: string): string {
  return dirname(resolve(file));
}

/** The vendor that a command line names, a path counting from the working folder. Throws InputError if there is none. */
export async function vendorNamed(type: string): Promise<Vendor> {
  const found = await vendorOf(type, process.cwd());
  if (!isNoProvider(found)) return found;
  const hint = found.code === 'unknown-provider' ? ` Use one of: ${builtInTypes().join(', ')}.` : '';
  throw new InputError([problem(found.code, `${found.message}${hint}`)]);
}
