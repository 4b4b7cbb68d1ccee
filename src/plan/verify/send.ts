// Sends one planned call to the vendor's model, as apply would send it to the vendor: ids and secrets put in, a
// conditional call asked for first, a read-overlay-write read first.

import type {
  Address,
  Answer,
  Body,
  Call,
  Change,
  ChangeKey,
  Effect,
  Model,
  ModelAnswer,
  ModelTools,
  PlanContext,
  Provider,
  Request,
  UnsignedRequest,
  Verdict,
} from '../../contract/index.js';
import { createRandom, isIdRef, isSecretRef } from '../../contract/index.js';
import { overlay } from '../overlay.js';
import { fillBody, fillPath, type Reveal } from '../substitute.js';
import { createDummies } from './dummies.js';

/** Everything that sending needs and that no schedule changes. */
export interface Sender {
  readonly provider: Provider;
  readonly model: Model;
  readonly context: PlanContext;
  readonly tools: ModelTools;
  /** By call: the changes that it serves, as far as they were asked for. */
  readonly served: Map<Call, readonly Change[]>;
  readonly changes: ReadonlyMap<ChangeKey, Change>;
  /** Whether a body is without stand-ins, as far as it was looked through. */
  readonly plain: Map<Body, boolean>;
  judge(said: ModelAnswer, answer: Answer, request: UnsignedRequest): Verdict;
  readonly reveal: Reveal;
}

/** One account on the model, with the vendor ids known so far. */
export interface Account {
  readonly state: unknown;
  readonly ids: Map<Address, string>;
}

export type Sent =
  | { readonly ok: true; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly why: string };

export function createSender(
  provider: Provider,
  model: Model,
  context: PlanContext,
  changes: readonly Change[],
): Sender {
  const connection = provider.connect(context.settings, () => 'secret-of-the-model');
  const random = createRandom(7);
  return {
    provider,
    model,
    context,
    tools: { now: () => 1_767_225_600_000, random },
    served: new Map(),
    changes: new Map(changes.map((change) => [change.key, change])),
    plain: new Map(),
    judge(said, answer, request) {
      if (!model.accepts) return connection.judge(answer, request);
      return model.accepts(said)
        ? { outcome: 'ok' }
        : { outcome: 'failed', code: 'refused', message: answer.text || String(answer.status) };
    },
    reveal: createDummies(provider, context),
  };
}

/** Sends; the state changes only if the model accepts. */
export function sendCall(sender: Sender, account: Account, call: Call): Sent {
  const operation = sender.provider.operations[call.operation];
  if (!operation) return { ok: false, why: `there is no operation ${call.operation}` };
  const changes = servedBy(sender, call);
  try {
    if (operation.probe && call.conditional !== undefined) {
      const answer = read(sender, account, operation.probe.path(changes));
      if (!operation.probe.needed(answerOf(answer), changes, sender.context))
        return { ok: true, effects: [] };
    }
    const request: Request = {
      method: call.method,
      path: call.path,
      ...(call.body === undefined ? {} : { body: call.body }),
    };
    const first = transmit(sender, account, request, call.over);
    const other =
      first.verdict.outcome === 'failed' ? operation.fallback?.(request, first.verdict) : undefined;
    const { answer, effects, verdict } = other ? transmit(sender, account, other, call.over) : first;
    if (!isAccepted(verdict, changes)) {
      return {
        ok: false,
        why: `the model refuses it: ${'message' in verdict ? verdict.message : verdict.outcome}`,
      };
    }
    learnIds(account, operation.learn?.(answer, changes, sender.context, other ?? request).ids);
    return { ok: true, effects };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

function servedBy({ served, changes }: Sender, call: Call): readonly Change[] {
  const known = served.get(call);
  if (known) return known;
  const made = call.changes.flatMap((key) => changes.get(key) ?? []);
  served.set(call, made);
  return made;
}

/** "It is so already" is no refusal where nobody could know. */
function isAccepted(verdict: Verdict, changes: readonly Change[]): boolean {
  if (verdict.outcome === 'ok' || verdict.outcome === 'accepted') return true;
  return verdict.outcome === 'already' && changes.some((change) => change.certainty !== 'verified');
}

function transmit(
  sender: Sender,
  account: Account,
  request: Request,
  over: Request['over'],
): { answer: Answer; effects: readonly Effect[]; verdict: Verdict } {
  const filled = request.body === undefined ? undefined : fillOnce(sender, account, request.body);
  const body = over ? overlay(read(sender, account, over.path).body, over.keep, filled) : filled;
  const path = filledPath(sender, account, request.path);
  const { method } = request;
  const said = sender.model.handle(account.state, { ...splitPath(path), method, body }, sender.tools);
  const answer = answerOf(said);
  const asked = asSent(method, path, request.body);
  return { answer, effects: said.effects, verdict: sender.judge(said, answer, asked) };
}

function read(sender: Sender, account: Account, path: string): ModelAnswer {
  const target = splitPath(filledPath(sender, account, path));
  return sender.model.handle(account.state, { ...target, method: 'GET', body: undefined }, sender.tools);
}

/**
 * The texts are made only if the provider looks at them: few do, and there are as many as calls times orders. A class,
 * since a getter of its own makes an object slow.
 */
class Told implements Answer {
  readonly headers: Answer['headers'] = {};
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {}
  get text(): string {
    return JSON.stringify(this.body) ?? '';
  }
}

class Asked implements UnsignedRequest {
  constructor(
    readonly method: Request['method'],
    readonly path: string,
    readonly body: Body,
  ) {}
  get bodyText(): string {
    return JSON.stringify(this.body);
  }
}

const answerOf = ({ status, body }: ModelAnswer): Answer => new Told(status, body);

const asSent = (method: Request['method'], path: string, body: Body | undefined): UnsignedRequest =>
  body === undefined ? { method, path } : new Asked(method, path, body);

const NO_QUERY: Readonly<Record<string, string>> = {};

function splitPath(path: string): { path: string; query: Readonly<Record<string, string>> } {
  const at = path.indexOf('?');
  if (at < 0) return { path, query: NO_QUERY };
  return { path: path.slice(0, at), query: Object.fromEntries(new URLSearchParams(path.slice(at + 1))) };
}

// ---------------------------------------------------------------- stand-ins

function filledPath(sender: Sender, account: Account, path: string): string {
  return fillPath(path, (address) => idOf(sender, account, address));
}

/** Most bodies have nothing to fill in: they are looked through once, however many orders are run. */
function fillOnce(sender: Sender, account: Account, body: Body): unknown {
  const plain = sender.plain.get(body) ?? !holdsStandIn(body);
  sender.plain.set(body, plain);
  return plain ? body : fillBody(body, (address) => idOf(sender, account, address), sender.reveal);
}

function holdsStandIn(body: Body): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (isSecretRef(body) || isIdRef(body)) return true;
  return Object.values(body).some((item: Body) => holdsStandIn(item));
}

/** The model is asked for all its ids only when an id is not known yet: answers teach most of them. */
function idOf(sender: Sender, account: Account, address: Address): string {
  if (!account.ids.has(address)) learnIds(account, sender.model.ids(account.state));
  const id = account.ids.get(address);
  if (id === undefined) throw new Error(`the vendor's id of ${address} is not known when the call is sent`);
  return id;
}

function learnIds(account: Account, ids: Readonly<Record<Address, string>> | undefined): void {
  if (ids === undefined) return;
  for (const [address, id] of Object.entries(ids)) account.ids.set(address, id);
}
