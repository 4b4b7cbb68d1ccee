// One simulated account: passes each request through faults, other writers, the vendor's door and its model, and records it.

import type { Address, Effect, ModelTools, Resource } from '../contract/index.js';
import { type Calls, createCalls } from './calls.js';
import { createFaults, type Faults, unknownDrift } from './faults.js';
import { type CallLog, createLog, type LogEntry, redactBody, redactValue } from './log.js';
import { createRandom } from './random.js';
import type { Door, Received, Reply, SimulatorSpec } from './spec.js';
import { afterFault, beforeFault, type Spoilt } from './spoil.js';
import { createStaff, type Staff } from './staff.js';
import { resolveSwitches } from './switches.js';

export interface AccountOptions {
  readonly seedResources?: Iterable<Resource>;
  /** Laid over the spec's made-up credentials. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
  readonly faults?: Readonly<Record<string, string>>;
  readonly rng?: number;
  /** Milliseconds; default: the system's clock. */
  readonly now?: () => number;
}

/** What goes over the wire, and how long it is held back. */
export type Wire = Spoilt & { readonly slowMs: number };

/** A write that unbound, disabled or deleted a member in the middle of a call. */
export interface Cut {
  /** Number of the call in the log. */
  readonly n: number;
  readonly member: Address;
}

export interface Account {
  readonly spec: SimulatorSpec;
  readonly credentials: Readonly<Record<string, string>>;
  readonly log: CallLog;
  readonly faults: Faults;
  readonly staff: Staff;
  readonly calls: Calls;
  readonly tools: ModelTools;
  readonly cuts: Cut[];
  state(): unknown;
  options(): Readonly<Record<string, string>>;
  setOptions(given: Readonly<Record<string, string>>): void;
  setFaults(given: Readonly<Record<string, string | null>>): void;
  /** Another writer's change: past the vendor's API, followed like any other. */
  elsewhere(change: (state: unknown, tools: ModelTools) => readonly Effect[]): void;
  drift(text: string): void;
  /** Lets background work that is due take effect. */
  settle(): void;
  handle(request: Received): Wire;
}

/** What any vendor's members may do: take a call, end it. */
const CALL_DRIFTS = ['in-call', 'call-ended'];

/** Opens an account that holds exactly `seedResources`. Throws InputError for an unknown option or fault. */
export function openAccount(spec: SimulatorSpec, given: AccountOptions = {}): Account {
  const random = createRandom(given.rng ?? 1);
  const clock = given.now ?? Date.now;
  const driftNames = [...Object.keys(spec.drifts), ...CALL_DRIFTS].sort();
  const faults = createFaults(random, driftNames);
  const tools: ModelTools = {
    now: () => clock() + Number(faults.standing('clock-skew') ?? 0),
    random,
  };
  const credentials = { ...spec.credentials, ...given.credentials };
  const switches = [...spec.model.switches, ...spec.switches];
  let options = resolveSwitches(switches, given.options ?? {});
  const state = spec.model.seed(given.seedResources ?? [], spec.facts(credentials), options, tools);
  const staff = createStaff(spec.staff, spec.model.resources(state));
  const log = createLog();
  const cuts: Cut[] = [];
  let lag: { state: unknown; left: number } | undefined;

  const calls = createCalls({
    now: clock,
    random,
    candidates: () => staff.members().filter((member) => staff.isActive(member)),
    show(member, inCall) {
      spec.setInCall?.(state, member, inCall);
      if (lag) spec.setInCall?.(lag.state, member, inCall);
    },
  });

  const follow = (effects: readonly Effect[], n?: number): void => {
    const gone = new Set(effects.flatMap((effect) => ('drop' in effect ? [effect.drop] : [])));
    for (const member of staff.follow(effects)) {
      if (!calls.isInCall(member)) continue;
      if (n !== undefined) cuts.push({ n, member });
      if (gone.has(member)) calls.end(member);
    }
  };

  const setOptions = (next: Readonly<Record<string, string>>): void => {
    options = resolveSwitches(switches, { ...options, ...next });
    spec.configure(state, options);
  };
  const setFaults = (next: Readonly<Record<string, string | null>>): void => {
    const own = Object.entries(next).filter(([name]) => spec.faultSwitches?.includes(name));
    const rest = Object.entries(next).filter(([name]) => !spec.faultSwitches?.includes(name));
    faults.set(Object.fromEntries(rest));
    if (own.length > 0) setOptions(Object.fromEntries(own.map(([name, value]) => [name, value ?? ''])));
  };
  const elsewhere: Account['elsewhere'] = (change) => follow(change(state, tools));
  const settle = (): void => follow(spec.settle?.(state, tools) ?? [], log.entries.at(-1)?.n);

  const drift = (text: string): void => {
    const colon = text.indexOf(':');
    const action = colon < 0 ? text : text.slice(0, colon);
    const argument = colon < 0 ? undefined : text.slice(colon + 1);
    if (action === 'in-call') calls.begin(argument);
    if (action === 'call-ended') calls.end(argument);
    if (CALL_DRIFTS.includes(action)) return;
    const act = spec.drifts[action];
    if (!act) throw unknownDrift(action, driftNames);
    elsewhere((now, own) => act(now, argument, own));
  };

  const door: Door = spec.door({ credentials, options: () => options, state: () => state, tools });
  const secretKeys = new Set(spec.secretKeys.map((key) => key.toLowerCase()));
  const secrets = spec.secretKeys.flatMap((key) =>
    Object.entries(credentials)
      .filter(([name]) => name.toLowerCase() === key.toLowerCase())
      .map(([, value]) => value),
  );

  interface Processed {
    readonly reply: Reply;
    readonly effects: readonly Effect[];
  }
  const processed = (request: Received, write: boolean, staleReads: number | undefined): Processed => {
    const admission = door.admit(request);
    if ('reply' in admission) return { reply: admission.reply, effects: [] };
    const stale = !write && lag !== undefined && lag.left > 0 ? lag : undefined;
    const before = write && staleReads !== undefined && !lag?.left ? spec.model.clone(state) : undefined;
    const answer = spec.model.handle(stale ? stale.state : state, admission.request, tools);
    const reply = door.wrap?.(answer, request) ?? { status: answer.status, body: answer.body };
    if (stale) {
      stale.left -= 1;
      return { reply, effects: [] };
    }
    if (before !== undefined && staleReads && answer.effects.length > 0)
      lag = { state: before, left: staleReads };
    return { reply, effects: answer.effects };
  };

  const handle = (request: Received): Wire => {
    const write = spec.isWrite?.(request) ?? !['GET', 'HEAD'].includes(request.method);
    const route = spec.route(request.method, request.path);
    const hits = faults.hit({ write, route, literal: `${request.method} ${request.path}` });
    for (const text of hits.drifts) drift(text);
    calls.tick(faults.standing('calls'));
    const slowMs = Number(hits.names.get('slow') ?? 0);
    const record = (status: number, reply?: Reply): LogEntry =>
      log.add({
        at: tools.now(),
        method: request.method,
        path: request.path,
        route,
        body: redactBody(request.text, secretKeys, secrets),
        status,
        write,
        refused: reply !== undefined && !spec.succeeded(reply),
        ...(reply && !spec.succeeded(reply)
          ? { because: redactValue(reply.body ?? reply.text, secretKeys, secrets) }
          : {}),
        ...(hits.names.size + hits.drifts.length > 0
          ? { faults: [...hits.names.keys(), ...(hits.drifts.length > 0 ? ['drift'] : [])] }
          : {}),
      });

    const swallowed = beforeFault(spec, hits);
    if (swallowed) {
      record('reply' in swallowed ? swallowed.reply.status : 0);
      return { ...swallowed, slowMs };
    }
    const staleReads = hits.names.get('stale');
    const { reply, effects } = processed(
      request,
      write,
      staleReads === undefined ? undefined : Number(staleReads),
    );
    const wire = afterFault(spec, hits, reply);
    const entry = record('reply' in wire ? wire.reply.status : 0, reply);
    follow(effects, entry.n);
    return { ...wire, slowMs };
  };

  setFaults(given.faults ?? {});
  return {
    spec,
    credentials,
    log,
    faults,
    staff,
    calls,
    tools,
    cuts,
    state: () => state,
    options: () => options,
    setOptions,
    setFaults,
    elsewhere,
    drift,
    settle,
    handle,
  };
}
