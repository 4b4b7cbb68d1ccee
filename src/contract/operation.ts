// One kind of write call: how its request is made, what its answer teaches, and what to do when none comes.

import type { AfterUnknown, Aim } from './after-unknown.js';
import type { Answer, Learned, Request, Verdict } from './call.js';
import type { Change } from './change.js';
import type { PlanContext } from './plan-context.js';
import type { Address, Value } from './value.js';

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
