// Building blocks for what many vendors have alike: plain objects with an id, and lists of members that a file owns whole.
import type {
  Address,
  CallGroup,
  Certificate,
  Change,
  Kind,
  Live,
  Resource,
  Section,
  Value,
} from '../contract/index.js';
import { boolean, elementOf, list, object } from '../schema/fields.js';

type Shape = Parameters<typeof object>[0];
type IdSchema = Parameters<typeof elementOf>[1];
type Item = Readonly<Record<string, unknown>>;

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
      const items = ofKind(live, kind).map(({ address, fields: read }) => ({
        id: idsIn(address)[0],
        ...read,
      }));
      return items.length === 0 ? undefined : items;
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
  const label = typeof fields.name === 'string' ? { label: fields.name } : {};
  return { kind, address: `${kind}/${id}`, fields: fields as Readonly<Record<string, Value>>, ...label };
}

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
    { description: 'An id.', example: exampleOf(of.elementId) },
  );
  const all = { description: `All ${elements} of the ${owner}.`, example: [exampleOf(of.elementId)] };
  const empty = boolean({ description: 'Must be true where the list is empty on purpose.', example: true });
  return {
    name: of.section,
    description: of.description,
    form: 'list',
    schema: object(
      { [owner]: of.ownerId, [elements]: list(one, all), allowEmpty: empty.optional() },
      { description: `The ${elements} of one ${owner}.`, example: { [owner]: exampleOf(of.ownerId) } },
    ),
    identity: [owner],
    nested: { [elements]: element },
    allowEmpty: 'allowEmpty',
    kind,
    address: (item) => `${kind}/${String(item[owner])}/*`,
    expand(item) {
      const id = String(item[owner]);
      const ids = Array.isArray(item[elements]) ? (item[elements] as readonly Item[]) : [];
      const resources = ids.map((each, index) => ({
        ...memberOf(of, id, String(each[element])),
        at: [elements, index],
      }));
      return { resources, lists: [listOf(of, id)] };
    },
    collapse(live) {
      const found = new Map<string, string[]>();
      for (const { address } of ofKind(live, kind)) {
        const [id = '', each = ''] = idsIn(address);
        found.set(id, [...(found.get(id) ?? []), each]);
      }
      if (found.size === 0) return undefined;
      return [...found].map(([id, ids]) => ({ [owner]: id, [elements]: ids }));
    },
  };
}

/** The name of an owner's whole list (`Resource.list`). */
export function listOf({ kind, owner }: Pick<Members, 'kind' | 'owner'>, id: string): string {
  return `${owner}/${id} ${kind}s`;
}

/** One element of an owner's list. */
export function memberOf(of: Pick<Members, 'kind' | 'owner'>, owner: string, element: string): Resource {
  return { kind: of.kind, address: `${of.kind}/${owner}/${element}`, fields: {}, list: listOf(of, owner) };
}

/** The kind that goes with `memberSection`: it cannot outlive its two ends, and while both exist it staffs its owner. */
export function memberKind(of: Omit<Members, 'description' | 'ownerId' | 'elementId'>): Kind {
  const ends = ({ address }: { readonly address: Address }): readonly [Address, Address] => {
    const [owner = '', element = ''] = idsIn(address);
    return [`${of.owner}/${owner}`, `${of.element}/${element}`];
  };
  return {
    name: of.kind,
    section: of.section,
    title: { one: of.kind, many: `${of.kind}s` },
    visibility: 'listed',
    fields: {},
    bound: true,
    refs: (resource) => ends(resource).map((to) => ({ to })),
    ends,
    staffs: (resource) => ({ pool: ends(resource)[0], member: ends(resource)[1] }),
    cuts: (change) => (change.action === 'delete' ? [ends(change)[1]] : []),
  };
}

/** What was read, in order, with nothing said where a small vendor has nothing to say. */
export function liveOf(
  read: Pick<Live, 'account' | 'reads'> & Partial<Live> & { readonly certificates: Live['certificates'] },
  resources: Iterable<Resource>,
): Live {
  const sorted = [...resources].sort((a, b) => (a.address < b.address ? -1 : 1));
  return {
    ids: {},
    inCall: new Set(),
    untouchable: {},
    ambiguous: {},
    facts: {},
    ...read,
    resources: new Map(sorted.map((one) => [one.address, one])),
  };
}

/** One call for all changes that `callOf` gives the same operation and the same object, in the order of the changes. */
export function grouped(
  changes: readonly Change[],
  callOf: (change: Change) => Pick<CallGroup, 'operation'> & { readonly about: Address },
): CallGroup[] {
  const groups = new Map<string, CallGroup>();
  for (const change of changes) {
    const { operation, about } = callOf(change);
    const name = `${operation} ${about}`;
    const served = groups.get(name)?.changes ?? [];
    groups.set(name, { operation, about, changes: [...served, change.key].sort() });
  }
  return [...groups.values()];
}

/** Rows that say how many there are: each id once, complete only if that many arrived. */
export function counted<Row extends { readonly id: string }>(
  declared: number,
  arrived: readonly Row[],
): { readonly rows: readonly Row[]; readonly certificate: Certificate } {
  const rows = [...new Map(arrived.map((row) => [row.id, row])).values()];
  return { rows, certificate: { complete: rows.length === declared, declared, arrived: rows.length } };
}

/** The ids in an address: `membership/q1/a1` has two. */
export function idsIn(address: Address): string[] {
  return address.split('/').slice(1);
}

function ofKind(live: Live, kind: string): Resource[] {
  return [...live.resources.values()].filter((resource) => resource.kind === kind);
}

function exampleOf(schema: IdSchema): unknown {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples[0] : undefined;
}
