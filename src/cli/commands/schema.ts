// `cutover schema`: the JSON Schema of the file, for editors; with files, also of the providers that they name.
import { InputError, type Problem, type Provider } from '../../contract/index.js';
import { builtInTypes } from '../../providers/registry.js';
import { jsonSchema } from '../../schema/json-schema.js';
import { parseFiles } from '../../schema/parse.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { readFiles } from '../loading/files.js';
import { loadVendors, vendorNamed } from '../loading/vendors.js';
import { problem } from '../problem.js';

export async function run(operands: readonly string[], _flags: object, io: Io): Promise<ExitCode> {
  const providers: Provider[] = [];
  for (const type of builtInTypes()) providers.push((await vendorNamed(type)).provider);
  providers.push(...(await fromOutside(operands, io)));
  io.write(`${JSON.stringify(jsonSchema(providers), null, 2)}\n`);
  return EXIT.done;
}

/** Under the type that a file writes, be it a path: that is what the schema tells documents apart by. */
async function fromOutside(paths: readonly string[], io: Io): Promise<Provider[]> {
  if (paths.length === 0) return [];
  const { providerNames } = parseFiles(readFiles(paths));
  const named = providerNames.filter(({ type }) => !builtInTypes().includes(type));
  const vendors = await loadVendors(named, io.env);
  const found = new Map<string, Provider>();
  const problems: Problem[] = [];
  for (const { type, file } of named) {
    const why = vendors.whyNot(type, file);
    if (why) problems.push(problem(why.code, why.message, file));
    const vendor = vendors.find(type, file);
    if (vendor) found.set(type, { ...vendor.provider, type });
  }
  if (problems.length > 0) throw new InputError(problems);
  return [...found.values()];
}
