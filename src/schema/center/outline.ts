// What a section's schema says of all its items: worked out once, and not for each of them.

import type { Provider, Section } from '../../contract/index.js';
import { elementsOf, type SchemaPath, type Shape, secretPaths, shapeOf } from '../introspect.js';

export interface SectionOutline {
  readonly section: Section;
  readonly shape: Shape;
  readonly secrets: readonly SchemaPath[];
  /** Nested lists whose elements are plain ids in the provider's schema, with the key of the id. */
  readonly plainNested: readonly (readonly [field: string, key: string])[];
  /** Keys of an item that the loader reads itself, because the provider's schema has none of that name. */
  readonly own: readonly string[];
  /** Fields that hold a list: a cell of a CSV file gives its elements separated by semicolons. */
  readonly listFields: readonly string[];
}

export function outlineOf(section: Section, provider: Provider): SectionOutline {
  const shape = shapeOf(section.schema) ?? {};
  const element = (field: string) => shape[field] && elementsOf(shape[field]);
  const own = ['state', ...(section.allowEmpty === undefined ? [] : [section.allowEmpty])];
  return {
    section,
    shape,
    secrets: secretsOf(section, shape, provider),
    plainNested: Object.entries(section.nested ?? {}).filter(([field]) => {
      const inner = element(field);
      return inner !== undefined && shapeOf(inner) === undefined;
    }),
    own: own.filter((key) => shape[key] === undefined),
    listFields: Object.keys(shape).filter((field) => element(field) !== undefined),
  };
}

/** What the schema marks as secret, and what the rules of the section's kinds do. */
function secretsOf(section: Section, shape: Shape, { kinds }: Provider): readonly SchemaPath[] {
  const paths = new Map(secretPaths(section.schema).map((path) => [path.join('.'), path]));
  for (const kind of kinds) {
    if (kind.section !== section.name) continue;
    for (const [field, rule] of Object.entries(kind.fields)) {
      if (rule.secret === true && shape[field] !== undefined) paths.set(field, [field]);
    }
  }
  return [...paths.values()];
}
