// `cutover schema`: the JSON Schema of the file, for editors.
import type { Provider } from '../../contract/index.js';
import { builtIn, builtInTypes } from '../../providers/registry.js';
import { jsonSchema } from '../../schema/json-schema.js';
import { EXIT, type ExitCode } from '../exit.js';
import type { Io } from '../io.js';

export async function run(_operands: readonly string[], _flags: object, io: Io): Promise<ExitCode> {
  const providers: Provider[] = [];
  for (const type of builtInTypes()) {
    const found = builtIn(type);
    if (found) providers.push(await found.provider());
  }
  io.write(`${JSON.stringify(jsonSchema(providers), null, 2)}\n`);
  return EXIT.done;
}
