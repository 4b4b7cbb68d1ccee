// Looks into a provider's zod schemas: which fields exist, which are lists, which are secret.

import * as z from 'zod';

type Schema = z.core.$ZodType;
export type Shape = Readonly<Record<string, Schema>>;

/** Marks the schemas that `secret()` of fields.ts makes. */
export const secretFields = z.registry<{ readonly secret: true }>();

/** A place inside a value; `*` stands for every element of a list or mapping. */
export type SchemaPath = readonly string[];

/** The same schema without what only says whether it may be left out, cleared or is computed from. */
function bare(schema: Schema): Schema {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return bare(def.innerType);
    case 'pipe':
      return bare(def.in);
    case 'lazy':
      return bare(def.getter());
    default:
      return schema;
  }
}

/** The named fields of a mapping (of all mappings of a union), or undefined if it is none. */
export function shapeOf(schema: Schema): Shape | undefined {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return def.shape;
  if (def.type === 'intersection') return joined([shapeOf(def.left), shapeOf(def.right)]);
  if (def.type === 'union') return joined(def.options.map(shapeOf));
  return undefined;
}

/** The schema of the elements of a list (of a union, of its first list), or undefined if it is none. */
export function elementsOf(schema: Schema): Schema | undefined {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  if (def.type === 'array') return def.element;
  if (def.type === 'union') return def.options.map(elementsOf).find((found) => found !== undefined);
  return undefined;
}

/** The schema at a path of a value, as far as it can be known. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | undefined {
  let current: Schema | undefined = schema;
  for (const step of path) {
    if (current === undefined) return undefined;
    current =
      typeof step === 'number'
        ? elementsOf(current)
        : (shapeOf(current)?.[String(step)] ?? valuesOf(current));
  }
  return current;
}

/** Every place in values of this schema that holds a secret. */
export function secretPaths(schema: Schema, depth = 0): readonly SchemaPath[] {
  if (isSecret(schema)) return [[]];
  if (depth > 8) return [];
  const inner = bare(schema);
  if (isSecret(inner)) return [[]];
  const found: SchemaPath[] = [];
  const below = (step: string, child: Schema): void => {
    for (const path of secretPaths(child, depth + 1)) found.push([step, ...path]);
  };
  for (const [name, field] of Object.entries(shapeOf(inner) ?? {})) below(name, field);
  const element = elementsOf(inner) ?? valuesOf(inner);
  if (element !== undefined) below('*', element);
  return found;
}

function isSecret(schema: Schema): boolean {
  return secretFields.get(schema) !== undefined;
}

function valuesOf(schema: Schema): Schema | undefined {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  return def.type === 'record' ? def.valueType : undefined;
}

function joined(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const known = shapes.filter((shape) => shape !== undefined);
  return known.length === 0 ? undefined : Object.assign({}, ...known);
}
