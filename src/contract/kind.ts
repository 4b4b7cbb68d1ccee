// One kind of object at the vendor: what a provider says of it, so that shared code never asks which one it is.

import type { Fact } from './call.js';
import type { Certainty, Change, Risk } from './change.js';
import type { Live } from './live.js';
import type { PlanContext } from './plan-context.js';
import type { Resource } from './resource.js';
import type { Address, Value } from './value.js';

export interface Kind {
  readonly name: string;
  /** Section whose `prune` covers it. */
  readonly section: string;
  readonly title: { readonly one: string; readonly many: string };
  /**
   * `listed`: what a complete list does not hold does not exist.
   * `unlisted`: may exist unseen (no list call); a create is "create or adopt".
   * `unreadable`: never seen; the ledger's hash of what was last written is all there is.
   */
  readonly visibility: 'listed' | 'unlisted' | 'unreadable';
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** What this value refers to. Pure, cheap: called for every resource. */
  refs(resource: Resource): readonly Ref[];
  /** True if it cannot outlive what it refers to (a membership): deleted with it, always before it. */
  readonly bound?: boolean;
  /**
   * A part of `whole`, one of very many (a contact of a campaign): made by the calls of the whole's change, with no
   * change of its own. Field `count` of the whole says how many of its declared parts are there.
   */
  partOf?(resource: Resource): { readonly whole: Address; readonly count: string };
  /** Limited or unique places that it occupies while it exists. */
  slots?(resource: Resource, live: Live): readonly Slot[];
  /** A membership: `member` works in `pool` while both exist and `member` is active. */
  staffs?(resource: Resource): { readonly pool: Address; readonly member: Address };
  /** Of a member: whether it can take calls (enabled). Default: true. */
  active?(resource: Resource): boolean;
  /** Members whose live call this change would cut. */
  cuts?(change: Change, context: PlanContext): readonly Address[];
  /** Neither made nor deleted by a call: a person must do it, and this is what the plan tells them. */
  readonly givenOnly?: string;
  /** Of elements of a list that is written as a whole: why the last one cannot be taken out. */
  readonly neverEmpty?: string;
  /** No call deletes it: why an inverse must leave what a plan has made. `Live.untouchable` says it of what is live. */
  readonly neverDeleted?: string;
  /** Never pruned even when its section is. */
  readonly neverPruned?: string;
  /** Default: low; deletes medium. */
  risk?(change: Change, context: PlanContext): { readonly risk: Risk; readonly reason: string } | undefined;
  /** Default: `verified` for listed kinds, `unknowable` for the others. */
  certainty?(
    change: Change,
    context: PlanContext,
  ): { readonly certainty: Certainty; readonly reason: string } | undefined;
  /** Refuses a change that the policy does not allow (one that dials). The message says what to do. */
  guard?(
    change: Change,
    context: PlanContext,
  ): { readonly code: string; readonly message: string } | undefined;
  /** What is lost for good once this change is made, whatever undoes it later (a password, the vendor's id). Pure. */
  irreversible?(change: Change): string | undefined;
  /**
   * Of an `unlisted` kind: whether the ledger says that we made the object, and did not merely find it. An inverse
   * deletes no other.
   */
  madeHere?(fact: Fact): boolean;
  /** A binding shows as `bind`/`unbind` of these two. */
  ends?(resource: Resource): readonly [Address, Address];
}

export interface FieldRule {
  /** The vendor's documented default, sent explicitly on create when the file is silent. */
  readonly default?: Value;
  /** Fixed at creation: a difference is a plan error that says so. */
  readonly immutable?: string;
  /**
   * Says where it stands among others (a place in a list, or how many parts there are), so that it moves, comes and goes
   * with them: no side effect when it does so unplanned.
   */
  readonly relative?: boolean;
  /** Cannot be read back: compared with the ledger's hash only. */
  readonly writeOnly?: boolean;
  readonly secret?: boolean;
  /**
   * May be set after creation; lets the planner split a cycle. The create's `fields` then lack it, and an update of the
   * same address sets it: a create must send no late field that its change does not list.
   */
  readonly late?: boolean;
}

export interface Ref {
  readonly to: Address;
  /** Field that holds it; needed only for `late` fields. */
  readonly field?: string;
  /**
   * It may as well name something that is none of ours (a number that is perhaps a queue's): it counts only where such
   * an object is declared or live, and is never missing.
   */
  readonly loose?: boolean;
}

export interface Slot {
  /** Such as `queues`, `extensions of agent/10031`, `owner of extension/8001`. */
  readonly pool: string;
  readonly limit: number;
}
