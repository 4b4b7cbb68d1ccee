// Plain objects with an id: queues, agents.

import type { Kind, Resource, Section, Value } from '../../contract/index.js';
import { object } from '../../schema/fields.js';
import { labelled, orNothing } from './fields.js';
import { exampleOf, type IdSchema, type Item } from './item.js';
import { idsIn, ofKind } from './live.js';

type Shape = Parameters<typeof object>[0];

export interface Objects {
  /** Name of the kind, such as `queue`; the address of an object is `queue/ID`. */
  readonly kind: string;
  /** Key of the file, such as `queues`. */
  readonly section: string;
  readonly description: string;
  readonly id: IdSchema;
  /** Fields beside `id`. What a file says of them is compared as it stands with what is read. */
  readonly fields: Shape;
}

/** A section of plain objects. A field `name`, if there is one, is what people call the object. */
export function objectSection({ kind, section, description, id, fields }: Objects): Section {
  return {
    name: section,
    description,
    form: 'list',
    schema: object({ id, ...fields }, { description: `One ${kind}.`, example: { id: exampleOf(id) } }),
    identity: ['id'],
    kind,
    address: (item) => `${kind}/${String(item.id)}`,
    expand: ({ id: one, ...said }) => ({ resources: [objectOf(kind, String(one), said)] }),
    collapse: (live) => {
      return orNothing(
        ofKind(live, kind).map(({ address, fields: read }) => ({ id: idsIn(address)[0], ...read })),
      );
    },
  };
}

/** The kind that goes with `objectSection`; `more` says what its rules are. */
export function objectKind(
  { kind, section }: Pick<Objects, 'kind' | 'section'>,
  more: Pick<Kind, 'fields'> & Partial<Kind>,
): Kind {
  return {
    name: kind,
    section,
    title: { one: kind, many: section },
    visibility: 'listed',
    refs: () => [],
    ...more,
  };
}

/** An object as a resource: of a file's item, or of a row that was read. */
export function objectOf(kind: string, id: string, fields: Item): Resource {
  return {
    kind,
    address: `${kind}/${id}`,
    fields: fields as Readonly<Record<string, Value>>,
    ...labelled(fields.name),
  };
}
