// The shape of every endpoint: check everything first, then say what to answer and how to change the state.

import type { Effect } from '../../../contract/index.js';
import type { Refusal } from '../../../simulator/refusal.js';
import type { Mint } from './mint.js';
import type { App, UdeskState } from './state.js';
import type { Options } from './switches.js';

export interface Ask {
  readonly state: UdeskState;
  readonly app: App;
  readonly options: Options;
  /** Values of the route's `{…}`. */
  readonly params: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly mint: Mint;
}

export interface Decision {
  /** `Result`; the key is left out when undefined. */
  readonly result?: unknown;
  /** Keys beside `Result` (udesk.md §1.3, family A′). */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** `ErrDesc`, `OK` unless said otherwise. */
  readonly description?: string;
  /** Families of udesk.md §1.3; management unless said otherwise. */
  readonly envelope?: 'command' | 'control';
  /** Makes the change. Absent: nothing changes. */
  readonly commit?: () => readonly Effect[];
  /** Answered although part of the request took effect (udesk.md C21). */
  readonly refusal?: Refusal;
}

/** Throws Refusal; changes nothing by itself. */
export type Handler = (ask: Ask) => Decision;

/** JSON's `null` where the vendor has an empty list (udesk.md G26). */
export function listOr<Item>(items: readonly Item[], options: Options): readonly Item[] | null {
  return items.length === 0 && options.emptyLists === 'null' ? null : items;
}
