// Plain objects with an id: queues, agents.

import type { Kind, Resource, Section, Value } from '../../contract/index.js';
import { object } from '../../schema/fields.js';
import { type Form, labelled, orNothing } from './fields.js';
import { exampleOf, type IdSchema, type Item } from './item.js';
import { idOf, ofKind } from './live.js';

type Shape = Parameters<typeof object>[0];

export interface Objects {
  /** Name of the kind, such as `queue`; the address of an object is `queue/ID`. */
  readonly kind: string;
  /** Key of the file, such as `queues`. */
  readonly section: string;
  readonly description: string;
  readonly id: IdSchema;
  /** What a file calls the id: `id` unless said otherwise. */
  readonly key?: string;
  /** Fields beside the id. */
  readonly fields: Shape;
  /** What one object is, for help and editors. */
  readonly item?: { readonly description: string; readonly example: Item };
  /** Where it is absent, what a file says is compared as it stands with what is read. */
  readonly form?: Form;
}

/** A section of plain objects. A field `name`, if there is one, is what people call the object. */
export function objectSection({ kind, section, description, id, key = 'id', ...more }: Objects): Section {
  const item = more.item ?? { description: `One ${kind}.`, example: { [key]: exampleOf(id) } };
  const { fields, said } = more.form ?? asItStands(key);
  return {
    name: section,
    description,
    form: 'list',
    schema: object({ [key]: id, ...more.fields }, item),
    identity: [key],
    kind,
    address: (item) => `${kind}/${String(item[key])}`,
    expand: (item) => ({
      resources: [
        { kind, address: `${kind}/${String(item[key])}`, fields: fields(item), ...labelled(item.name) },
      ],
    }),
    collapse: (live) =>
      orNothing(ofKind(live, kind).map((one) => ({ [key]: idOf(one.address), ...said(one) }))),
  };
}

const asItStands = (key: string): Form => ({
  fields: ({ [key]: _id, ...said }) => said as Resource['fields'],
  said: ({ fields }) => fields,
});

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
