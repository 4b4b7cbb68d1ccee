// Where editors find the schema of a file: in the package, which is installed in the working folder.
import { relative, sep } from 'node:path';

const SCHEMA = 'node_modules/cutover/schema/cutover.schema.json';

/** The path of the schema, seen from a folder. */
export function schemaFrom(folder: string): string {
  const path = slashes(relative(folder, SCHEMA));
  return path.startsWith('.') ? path : `./${path}`;
}

export function slashes(path: string): string {
  return path.split(sep).join('/');
}
