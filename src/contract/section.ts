// One section of the file: how an item of it is checked, and which resources it means.

import type { z } from 'zod';
import type { Live } from './live.js';
import type { Resource } from './resource.js';
import type { Address } from './value.js';

/** One top-level key of the file. */
export interface Section {
  readonly name: string;
  readonly description: string;
  /** `list`: items with an identity. `map`: one object as a whole. */
  readonly form: 'list' | 'map';
  /** Schema of one item (list) or of the whole (map). Strict: unknown keys are errors. */
  readonly schema: z.ZodType;
  /** Fields that name an item, in order (`['id']`); empty for a map. */
  readonly identity: readonly string[];
  /** Inside an item: list fields whose elements have an identity, such as `{ agents: 'agent' }`. */
  readonly nested?: Readonly<Record<string, string>>;
  /** The address of an item. */
  address(item: Readonly<Record<string, unknown>>): Address;
  /** The kind of the object that `state: absent` and `prune` delete. */
  readonly kind: string;
  /** Turns one checked item into resources in normal form. Pure. `null` fields clear. */
  expand(item: Readonly<Record<string, unknown>>): Expansion;
  /** The inverse, for `pull`: this section as it would be written, or nothing when there is nothing to say. Pure. */
  collapse(
    live: Live,
  ): readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, unknown>> | undefined;
  /** If `schema` refuses an empty list, the field that must be true to allow it. */
  readonly allowEmpty?: string;
}

export interface Expansion {
  /** `at` is the path inside the item that the resource was written at, for positions. */
  readonly resources: readonly (Omit<Resource, 'origin'> & { readonly at?: readonly (string | number)[] })[];
  /** Whole lists that this item owns. */
  readonly lists?: readonly string[];
}
