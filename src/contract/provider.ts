// The provider contract: everything that one vendor needs. Shared code reads these properties
// and never branches on a vendor or a kind.

import type { z } from 'zod';
import type { AfterUnknown, Aim } from './after-unknown.js';
import type { Answer, Call, Fact, Learned, Request, Verdict } from './call.js';
import type { Certainty, Change, ChangeKey, Risk } from './change.js';
import type { Desired } from './desired.js';
import type { Ledger } from './ledger.js';
import type { Live } from './live.js';
import type { Problem } from './problem.js';
import type { Origin, Resource } from './resource.js';
import type { Address, Position, Value } from './value.js';

/**
 * Counts breaks of this contract. The module of a provider from outside says for which one it was written:
 * `export const contract = 1`.
 */
export const CONTRACT_VERSION = 1;

export interface Provider {
  /** `provider.type` in the file. */
  readonly type: string;
  /** The name that people know. */
  readonly title: string;
  /** The `provider` block without `type`; every field with a description and an example. */
  readonly settings: z.ZodType;
  /** Names of the settings that are secret; they must come from `${…}`. */
  readonly secretSettings: readonly string[];
  readonly defaults: {
    /** Calls in flight per center. */
    readonly concurrency: number;
    /** Calls per second against a real host; loopback has no limit. */
    readonly rate: number;
  };
  /** In the order in which documents are written. */
  readonly sections: readonly Section[];
  /** In the order in which plans are shown. */
  readonly kinds: readonly Kind[];
  readonly operations: Readonly<Record<string, Operation>>;
  /** What the vendor can do with each section, for `cutover providers`. */
  readonly capabilities: readonly Capability[];

  /** Checks over all resources of a center that no single item shows, before any network call. Pure. */
  check(desired: Desired): readonly Finding[];

  /** Signs requests and judges answers. Nothing is sent. */
  connect(settings: Readonly<Record<string, Value>>, reveal: (value: Value) => string): Connection;

  /** Reads the account in a handful of list calls. */
  read(client: ReadClient, scope: ReadScope): Promise<Live>;
  /**
   * Reads again who is in a call. Absent if the vendor shows no presence. `asked` are the members whose presence
   * counts now, for vendors that show one member at a time; the answer may name others too.
   */
  presence?(client: ReadClient, live: Live, asked: readonly Address[]): Promise<ReadonlySet<Address>>;

  /**
   * What the files say, as it counts beside what is live, where one object decides what another one means (a place in
   * a queue whose strategy keeps no order is nothing to compare). Pure. Default: as it is.
   */
  fit?(desired: Desired, live: Live): Desired;

  /**
   * Preconditions that only a person can meet (a number that the account does not own). Pure.
   * The address's own changes are left out of the plan; while it is not live, so is whatever refers to it.
   */
  preconditions(
    desired: Desired,
    live: Live,
  ): readonly { readonly address: Address; readonly reason: string }[];

  /**
   * Groups changes into calls, fewest first. Pure; sorted input gives sorted output.
   * A change may be served by several groups: they run in the order listed.
   */
  group(changes: readonly Change[], context: PlanContext): Grouping;

  /** Order that only this vendor needs: each edge says that `change` waits for `waitsFor`. Pure. */
  order?(changes: readonly Change[], context: PlanContext): readonly OrderEdge[];

  /**
   * Makes a secret that the file leaves to us (`new:ADDRESS#FIELD`), within the vendor's rules for it.
   * `pick(n)` is a random whole number below n. Default: 16 letters, digits and signs.
   */
  generate?(address: Address, field: string, context: PlanContext, pick: (below: number) => number): string;

  /** The fewest calls that could make these changes, by the vendor sheet's formula, apart from `group`. Pure. */
  lowerBound(changes: readonly Change[], context: PlanContext): number;
}

// ---------------------------------------------------------------- the file

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

/** A problem found by a provider; the loader gives it its place. */
export interface Finding extends Omit<Problem, 'file' | 'line' | 'column'> {
  readonly origin?: Origin;
}

export interface Capability {
  readonly section: string;
  readonly read: string;
  readonly create: string;
  readonly change: string;
  readonly delete: string;
  /** Why not, in a sentence; empty when all four are `yes`. */
  readonly note: string;
  /** How much one write call serves, such as `50 new ones, else 1`. Default: one object. */
  readonly perCall?: string;
  /** How many there may be, such as `100`, and who sets it. Default: none is known. */
  readonly caps?: string;
}

// ---------------------------------------------------------------- kinds

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

// ---------------------------------------------------------------- changes to calls

export interface PlanContext {
  readonly desired: Desired;
  readonly live: Live;
  readonly ledger: Ledger;
  readonly settings: Readonly<Record<string, Value>>;
  /** Live value before the plan. */
  before(address: Address): Resource | undefined;
  /** Value after the plan: live overlaid with what is declared; undefined if deleted or never there. */
  after(address: Address): Resource | undefined;
  /** The elements of a whole list (`Resource.list`) after the plan, sorted by address; for whole-list calls. */
  listAfter(list: string): readonly Resource[];
}

export interface OrderEdge {
  readonly change: ChangeKey;
  readonly waitsFor: ChangeKey;
  /** A wish: dropped when it would close a cycle or split a group. */
  readonly soft?: boolean;
}

export interface Grouping {
  readonly groups: readonly CallGroup[];
  /** Why more calls than `lowerBound` are needed, if so. */
  readonly reasons?: readonly string[];
}

export interface CallGroup {
  readonly operation: string;
  /** Keys, sorted. */
  readonly changes: readonly ChangeKey[];
  /** What the call is about when its changes share one end (the queue, or the agent). */
  readonly about?: Address;
  /** Set if sending depends on an answer; says on what. */
  readonly conditional?: string;
  /** One request must serve all of it: the planner never splits it (nor a group whose operation has `wholeList`). */
  readonly whole?: boolean;
}

/** One kind of write call. */
export interface Operation {
  /** Makes the request for some changes of a group (the planner may split groups). Pure. */
  request(changes: readonly Change[], about: Address | undefined, context: PlanContext): Request;
  /** What to do when the answer is lost. */
  readonly afterUnknown: AfterUnknown;
  /** For people, when the rule ends in `stop`. */
  readonly advice?: string;
  /** The call overwrites the whole list (`Resource.list`) of its changes: a saved plan's precondition covers the list. */
  readonly wholeList?: boolean;
  /** Fields of a new object that only this call sets, after another made it: until then the vendor's own values stand. */
  readonly sets?: readonly string[];
  /** Reads ids, secrets and partial failures out of a successful answer to `request`. Pure. */
  learn?(answer: Answer, changes: readonly Change[], context: PlanContext, request?: Request): Learned;
  /** What an `already` answer teaches (adopted, password unknown). Pure. */
  learnAlready?(changes: readonly Change[], context: PlanContext): Learned;
  /** Facts to write to the ledger before the call is sent. Pure. */
  intend?(changes: readonly Change[], context: PlanContext): Learned['facts'];
  /** A conditional call: read this first and send only if `needed` says so. Pure. */
  readonly probe?: {
    path(changes: readonly Change[]): string;
    needed(answer: Answer, changes: readonly Change[], context: PlanContext): boolean;
  };
  /** Of a write to an id that the ledger alone knows: how to make sure that the id is not another object's by now. */
  readonly aim?: Aim;
  /** Makes the body another way after a definite refusal, once (a documented contradiction). Pure. */
  fallback?(request: Request, verdict: Verdict): Request | undefined;
  /** Cuts a request that was refused for its size into smaller ones, to be sent one after the other. Pure. */
  split?(request: Request, verdict: Verdict): readonly Request[] | undefined;
  /** Checks by reading, after an `ok`, that a write that may be misread took effect. */
  readonly confirm?: {
    path(changes: readonly Change[]): string;
    /** For vendors whose reads are POSTs: what to read with. */
    body?(changes: readonly Change[], context: PlanContext): Value;
    holds(answer: Answer, changes: readonly Change[], context: PlanContext): boolean;
    /** Things a person should read in the outcome although it holds (something else was lost). */
    notes?(answer: Answer, changes: readonly Change[], context: PlanContext): Learned['notes'];
  };
}

// ---------------------------------------------------------------- transport

/** A read has no way to write: planning holds only this. */
export interface ReadClient {
  /** Sends a read, retried as reads may be; throws VendorError. */
  read(request: ReadRequest): Promise<Answer>;
}

export type ReadRequest =
  | { readonly method: 'GET'; readonly path: string }
  /** For vendors whose reads are POSTs; the path must be in `Connection.readPaths`. */
  | { readonly method: 'POST'; readonly path: string; readonly body: Value };

export interface ReadScope {
  /** Only these kinds are needed; everything if absent. */
  readonly kinds?: ReadonlySet<string>;
  /** What the files declare: costly details are read only of that. Absent (`pull`): read everything. */
  readonly desired?: Desired;
  /** Sections that the files mention: some lists are read only when declared. */
  readonly sections: ReadonlySet<string>;
  /** Check who we are signed in as (before the first write, or when the file pins it). */
  readonly identify: boolean;
  readonly ledger: Ledger;
  readonly settings: Readonly<Record<string, Value>>;
}

export interface Connection {
  /** With a trailing slash. */
  readonly baseUrl: string;
  /** POST paths (patterns) that only read. */
  readonly readPaths?: readonly RegExp[];
  /** Literal values that must never be shown, beyond the vault's. */
  readonly secrets: readonly string[];
  /** Query keys, header names and body keys whose values are always redacted. */
  readonly secretKeys: readonly string[];
  /** Signs one attempt. Called anew for every attempt. `now` is server-corrected milliseconds. */
  sign(request: UnsignedRequest, now: number, send: RawSend): SignedRequest | Promise<SignedRequest>;
  /** What an answer means. `request` is what was sent. Pure. */
  judge(answer: Answer, request: UnsignedRequest): Verdict;
  /** After `denied`: change something (the other time unit, a fresh token) and say whether a repeat may succeed. */
  renew?(answer: Answer, request: UnsignedRequest, send: RawSend): boolean | Promise<boolean>;
  /** The end of the run: sign out. */
  close?(send: RawSend): Promise<void>;
}

export interface UnsignedRequest {
  readonly method: Request['method'];
  readonly path: string;
  /** The literal body, or undefined for none. */
  readonly bodyText?: string;
}

export interface SignedRequest {
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends one request as it is (sign-in, refresh), without retry. */
export type RawSend = (
  request: SignedRequest & { readonly method: Request['method']; readonly bodyText?: string },
) => Promise<Answer>;

export type { Call, Position };
