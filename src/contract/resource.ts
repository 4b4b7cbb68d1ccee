// A resource is one managed object, desired or live, in the provider's normal form.

import type { Address, Value } from './value.js';

/** Where a desired resource was written: the n-th loaded file and a character offset into its text. */
export interface Origin {
  readonly file: number;
  readonly offset: number;
}

export interface Resource {
  /** Name of a `Kind` of the provider, such as `queue`. */
  readonly kind: string;
  readonly address: Address;
  /** Desired: only what the file declares (`null` clears). Live: everything that was read. Both in normal form. */
  readonly fields: Readonly<Record<string, Value>>;
  /** What a person calls it, such as `Support`. Hostile text: escape it wherever it is shown. */
  readonly label?: string;
  /**
   * The whole list this resource is an element of (a queue's memberships, the fast-route table).
   * If the desired side owns the list, live elements that it does not hold are deleted without prune.
   */
  readonly list?: string;
  /**
   * Desired: how to bring it about (a mode, the ids of its many parts). Live: what it leads to that no field says. Read
   * by the provider's `fit`, `refs` and calls; never compared and never shown. No secrets.
   */
  readonly aside?: Readonly<Record<string, Value>>;
  /** Desired only. */
  readonly origin?: Origin;
}
