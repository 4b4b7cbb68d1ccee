// Sends one planned call to the vendor's model, as apply would send it to the vendor: ids and secrets put in, a
// conditional call asked for first, a read-overlay-write read first.

import type {
  Address,
  Answer,
  Body,
  Call,
  Change,
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
import { isIdRef, isSecretRef } from '../../contract/index.js';
import { overlay } from '../overlay.js';
import { createRandom } from './linear.js';

/** Everything that sending needs and that no schedule changes. */
export interface Sender {
  readonly provider: Provider;
  readonly model: Model;
  readonly context: PlanContext;
  readonly tools: ModelTools;
  readonly changes: ReadonlyMap<string, Change>;
  /** Whether a body is without stand-ins, as far as it was looked through. */
  readonly plain: Map<Body, boolean>;
  judge(answer: ModelAnswer, request: Request): Verdict;
  secret(ref: string): string;
}

/** One account on the model, with the vendor ids known so far. */
export interface Account {
  readonly state: unknown;
  readonly ids: Map<Address, string>;
}

const NO_HEADERS: Answer['headers'] = {};

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
    changes: new Map(changes.map((change) => [change.key, change])),
    plain: new Map(),
    judge(answer, { method, path, body }) {
      if (model.accepts) {
        const said = JSON.stringify(answer.body) ?? String(answer.status);
        return model.accepts(answer)
          ? { outcome: 'ok' }
          : { outcome: 'failed', code: 'refused', message: said };
      }
      return connection.judge(answerOf(answer), asSent(method, path, body));
    },
    secret: createDummies(provider, context),
  };
}

/** Sends; the state changes only if the model accepts. */
export function sendCall(sender: Sender, account: Account, call: Call): Sent {
  const operation = sender.provider.operations[call.operation];
  if (!operation) return { ok: false, why: `there is no operation ${call.operation}` };
  const changes = call.changes.flatMap((key) => sender.changes.get(key) ?? []);
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
    const { answer, verdict } = other ? transmit(sender, account, other, call.over) : first;
    if (!isAccepted(verdict, changes)) {
      return {
        ok: false,
        why: `the model refuses it: ${'message' in verdict ? verdict.message : verdict.outcome}`,
      };
    }
    learnIds(account, operation.learn?.(answerOf(answer), changes, sender.context, other ?? request).ids);
    return { ok: true, effects: answer.effects };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
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
): { answer: ModelAnswer; verdict: Verdict } {
  const filled = request.body === undefined ? undefined : fillOnce(sender, account, request.body);
  const body = over ? overlay(read(sender, account, over.path).body, over.keep, filled) : filled;
  const path = fillPath(sender, account, request.path);
  const answer = sender.model.handle(
    account.state,
    { ...splitPath(path), method: request.method, body },
    sender.tools,
  );
  return { answer, verdict: sender.judge(answer, { ...request, path }) };
}

function read(sender: Sender, account: Account, path: string): ModelAnswer {
  const target = splitPath(fillPath(sender, account, path));
  return sender.model.handle(account.state, { ...target, method: 'GET', body: undefined }, sender.tools);
}

/** The texts are made only if the provider looks at them: few do, and there are as many as calls times orders. */
function answerOf({ status, body }: ModelAnswer): Answer {
  return {
    status,
    headers: NO_HEADERS,
    body,
    get text() {
      return JSON.stringify(body) ?? '';
    },
  };
}

function asSent(method: Request['method'], path: string, body: Request['body']): UnsignedRequest {
  if (body === undefined) return { method, path };
  return {
    method,
    path,
    get bodyText() {
      return JSON.stringify(body);
    },
  };
}

function splitPath(path: string): { path: string; query: Record<string, string> } {
  const at = path.indexOf('?');
  if (at < 0) return { path, query: {} };
  return { path: path.slice(0, at), query: Object.fromEntries(new URLSearchParams(path.slice(at + 1))) };
}

// ---------------------------------------------------------------- stand-ins

function fillPath(sender: Sender, account: Account, path: string): string {
  const from = path.indexOf('{');
  const to = path.lastIndexOf('}');
  if (from < 0 || to < from) return path;
  const id = idOf(sender, account, path.slice(from + 1, to));
  return path.slice(0, from) + encodeURIComponent(id) + path.slice(to + 1);
}

/** Most bodies have nothing to fill in: they are looked through once, however many orders are run. */
function fillOnce(sender: Sender, account: Account, body: Body): unknown {
  const plain = sender.plain.get(body) ?? !holdsStandIn(body);
  sender.plain.set(body, plain);
  return plain ? body : fill(sender, account, body);
}

function holdsStandIn(body: Body): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (isSecretRef(body) || isIdRef(body)) return true;
  return Object.values(body).some((item: Body) => holdsStandIn(item));
}

function fill(sender: Sender, account: Account, body: Body): unknown {
  if (typeof body !== 'object' || body === null) return body;
  if (isSecretRef(body)) return sender.secret(body.$secret);
  if (isIdRef(body)) return idOf(sender, account, body.$id);
  if (Array.isArray(body)) return body.map((item: Body) => fill(sender, account, item));
  return Object.fromEntries(Object.entries(body).map(([key, item]) => [key, fill(sender, account, item)]));
}

/** The model is asked for all its ids only when an id is not known yet: answers teach most of them. */
function idOf(sender: Sender, account: Account, address: Address): string {
  if (!account.ids.has(address)) learnIds(account, sender.model.ids(account.state));
  const id = account.ids.get(address);
  if (id === undefined) throw new Error(`the vendor's id of ${address} is not known when the call is sent`);
  return id;
}

function learnIds(account: Account, ids: Readonly<Record<Address, string>> | undefined): void {
  for (const [address, id] of Object.entries(ids ?? {})) account.ids.set(address, id);
}

/** Stand-ins of the right shape: the provider makes them as it would make the real ones. */
function createDummies(provider: Provider, context: PlanContext): (ref: string) => string {
  const random = createRandom(11);
  const pick = (below: number): number => Math.floor(random() * below);
  let places: Map<string, { address: Address; field: string }> | undefined;
  const given = (): Map<string, { address: Address; field: string }> => {
    const found = new Map<string, { address: Address; field: string }>();
    for (const { address, fields } of context.desired.resources.values()) {
      for (const [field, value] of Object.entries(fields)) {
        if (isSecretRef(value)) found.set(value.$secret, { address, field });
      }
    }
    return found;
  };
  return (ref) => {
    const at = ref.lastIndexOf('#');
    places ??= given();
    const place =
      ref.startsWith('new:') && at > 0
        ? { address: ref.slice('new:'.length, at), field: ref.slice(at + 1) }
        : places.get(ref);
    if (!place || !provider.generate) return 'Stand-in-Secret-1';
    return provider.generate(place.address, place.field, context, pick);
  };
}
