// One item of a section, as its schema has left it, and the schema of an id.

import type { elementOf } from '../../schema/fields.js';

export type Item = Readonly<Record<string, unknown>>;
export type IdSchema = Parameters<typeof elementOf>[1];

export function exampleOf(schema: IdSchema): unknown {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples[0] : undefined;
}
