// One tenant's state, its indexes, and the few ways in which it changes.

import type { Address, ModelTools } from '../../../contract/index.js';
import type { Item } from './fields.js';
import type { Options } from './switches.js';

export type AgentStatus =
  | 'READY'
  | 'NOT_READY'
  | 'QUEUE_CALL'
  | 'OTHER_CALL'
  | 'WRAP_UP'
  | 'BREAK'
  | 'LUNCH'
  | 'LOGGED_OUT'
  | 'OFFLINE';

export interface Member {
  readonly skill: number;
  readonly status: AgentStatus;
}

/** One entry of the tenant's single namespace of numbers (portsip.md 7.1). */
export interface Owner {
  readonly id: string;
  readonly type: 'EXTENSION' | 'RING_GROUP' | 'CALL_QUEUE' | 'CONFERENCE_ROOM' | 'VIRTUAL_RECEPTIONIST';
  /** Of types that are only seeded. */
  readonly name?: string;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Items and member lists are never changed in place, only replaced: copies of the maps are independent. */
export interface PortsipState {
  options: Options;
  /** As the facts say; undefined: that of the rules. */
  readonly version: string | undefined;
  readonly users: Map<string, Item>;
  readonly queues: Map<string, Item>;
  readonly rules: Map<string, Item>;
  readonly trunks: Map<string, Item>;
  readonly holidays: Map<string, Item>;
  readonly roles: Map<string, Role>;
  /** Uploaded prompts by id. Ids can be written to a queue, never read from it (portsip.md 9.2). */
  readonly files: ReadonlyMap<string, { readonly name: string; readonly size: number }>;
  /** Members by queue id, in the configured order, by agent number. */
  readonly members: Map<string, ReadonlyMap<string, Member>>;
  readonly numbers: Map<string, Owner>;
  /** Login names, lower case. */
  readonly logins: Set<string>;
  /** Numbers that were destroyed while a rule named them, and not made again: a rule that still does dangles. */
  readonly gone: Set<string>;
  /** Numbers of users that are in a call now. Run-time state, set from outside. */
  readonly calls: Map<string, 'QUEUE_CALL' | 'OTHER_CALL'>;
  /** Vendor ids by address; kept up to date in place, since a plan asks after every create. */
  readonly ids: Record<Address, string>;
  /** Sorted lists, until the next write. */
  readonly lists: Map<string, readonly Item[]>;
  /** Event slots that count as objects even while they are off; undefined: all. */
  readonly shownSlots: ReadonlySet<string> | undefined;
  /** Numbers that are spoken of as queues before they are. */
  readonly declaredQueues: ReadonlySet<string>;
  tenant: Item;
  policy: Item;
  /** True while the caller is a system-wide user (portsip.md 2.2). */
  systemWide: boolean;
}

export function cloneState(state: PortsipState): PortsipState {
  return {
    ...state,
    users: new Map(state.users),
    queues: new Map(state.queues),
    rules: new Map(state.rules),
    trunks: new Map(state.trunks),
    holidays: new Map(state.holidays),
    roles: new Map(state.roles),
    members: new Map(state.members),
    numbers: new Map(state.numbers),
    logins: new Set(state.logins),
    gone: new Set(state.gone),
    calls: new Map(state.calls),
    ids: { ...state.ids },
    lists: new Map(),
  };
}

/** Opaque to a client: the base64 of a random decimal (portsip.md 9.6). */
export function newId(state: PortsipState, tools: ModelTools): string {
  for (;;) {
    const high = 100_000_000 + Math.floor(tools.random() * 900_000_000);
    const low = Math.floor(tools.random() * 1_000_000_000);
    const id = btoa(`${high}${String(low).padStart(9, '0')}`);
    const taken = [state.users, state.queues, state.rules, state.trunks, state.holidays].some((map) =>
      map.has(id),
    );
    if (!taken) return id;
  }
}

export const looksLikeId = (id: string): boolean => /^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(id);

export function claimNumber(state: PortsipState, number: string, owner: Owner): void {
  state.numbers.set(number, owner);
  state.gone.delete(number);
}

/** Queues in which this number is an agent, as [queue id, members]. */
export function queuesWith(
  state: PortsipState,
  number: string,
): (readonly [string, ReadonlyMap<string, Member>])[] {
  return [...state.members].filter(([, members]) => members.has(number));
}
