// Lists of members that a file owns whole: who serves a queue.

import { type Address, collect, type Kind, type Resource, type Section } from '../../contract/index.js';
import { boolean, elementOf, list, object } from '../../schema/fields.js';
import { NO_FIELDS, orNothing } from './fields.js';
import { exampleOf, type IdSchema, type Item } from './item.js';
import { endsIn, ofKind } from './live.js';

export interface Members {
  /** Name of the kind, such as `membership`; an address is `membership/OWNER/ELEMENT`. */
  readonly kind: string;
  /** Key of the file, such as `memberships`. */
  readonly section: string;
  readonly description: string;
  /** Kind of what has the list, and of what stands on it: `queue`, `agent`. */
  readonly owner: string;
  readonly element: string;
  readonly ownerId: IdSchema;
  readonly elementId: IdSchema;
}

/** A section that says who belongs to what: each list is the whole list of its owner, written as ids. */
export function memberSection(of: Members): Section {
  const { kind, owner, element } = of;
  const elements = `${element}s`;
  const one = elementOf(
    element,
    of.elementId,
    {},
    {
      description: `One ${element} of the ${owner}: the id alone, or as a mapping.`,
      example: exampleOf(of.elementId),
    },
  );
  const all = {
    description: `All ${elements} of the ${owner}. Who is not listed leaves it.`,
    example: [exampleOf(of.elementId)],
  };
  return {
    name: of.section,
    description: of.description,
    form: 'list',
    schema: object(
      { [owner]: of.ownerId, [elements]: list(one, all), allowEmpty: allowEmpty(elements) },
      {
        description: `The ${elements} of one ${owner}.`,
        example: { [owner]: exampleOf(of.ownerId), [elements]: [exampleOf(of.elementId)] },
      },
    ),
    identity: [owner],
    nested: { [elements]: element },
    allowEmpty: 'allowEmpty',
    kind,
    address: (item) => `${kind}/${String(item[owner])}/*`,
    expand(item) {
      const id = String(item[owner]);
      const ids = Array.isArray(item[elements]) ? (item[elements] as readonly Item[]) : [];
      const list = listOf(of, id);
      const before = `${kind}/${id}/`;
      const resources = ids.map((each, index) => ({
        kind,
        address: before + String(each[element]),
        fields: NO_FIELDS,
        list,
        at: [elements, index],
      }));
      return { resources, lists: [list] };
    },
    collapse(live) {
      const found = new Map<string, string[]>();
      for (const { address } of ofKind(live, kind)) {
        const [id, each] = endsIn(address);
        collect(found, id, each);
      }
      return orNothing([...found].map(([id, ids]) => ({ [owner]: id, [elements]: ids })));
    },
  };
}

/** What says that an empty list is meant. */
export function allowEmpty(elements: string) {
  const description = `Must be true where the list of ${elements} is empty on purpose.`;
  return boolean({ description, example: true }).optional();
}

/** The name of an owner's whole list (`Resource.list`), such as `queue/9001 agents`. */
export function listOf({ owner, element }: Pick<Members, 'owner' | 'element'>, id: string): string {
  return `${owner}/${id} ${element}s`;
}

/** One element of an owner's list. */
export function memberOf(
  of: Pick<Members, 'kind' | 'owner' | 'element'>,
  owner: string,
  element: string,
): Resource {
  return { kind: of.kind, address: `${of.kind}/${owner}/${element}`, fields: {}, list: listOf(of, owner) };
}

/**
 * The kind that goes with `memberSection`: it cannot outlive its two ends, and while both exist it staffs its owner.
 * `more` says what else its rules are.
 */
export function memberKind(
  of: Pick<Members, 'kind' | 'section' | 'owner' | 'element'>,
  more: Partial<Kind> = {},
): Kind {
  const ends = ({ address }: { readonly address: Address }): readonly [Address, Address] => {
    const [owner, element] = endsIn(address);
    return [`${of.owner}/${owner}`, `${of.element}/${element}`];
  };
  return {
    name: of.kind,
    section: of.section,
    title: { one: of.kind, many: `${of.kind}s` },
    visibility: 'listed',
    fields: {},
    bound: true,
    refs: (resource) => {
      const [owner, element] = ends(resource);
      return [{ to: owner }, { to: element }];
    },
    ends,
    staffs: (resource) => {
      const [pool, member] = ends(resource);
      return { pool, member };
    },
    cuts: (change) => (change.action === 'delete' ? [ends(change)[1]] : []),
    ...more,
  };
}
