// One simulated account: the vendor's model with all that surrounds it, from other writers to the log.

import type { Address, Effect, ModelTools, Resource } from '../contract/index.js';
import { createRandom } from '../contract/random.js';
import { createFaults, type Faults, unknownDrift } from './faults.js';
import { handling, type Wire } from './handle.js';
import { createLaggingModel } from './lagging.js';
import { type Calls, createCalls } from './live-calls.js';
import { type CallLog, createLog } from './log.js';
import { createRecorder } from './record.js';
import type { Received, SimulatorSpec } from './spec.js';
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
  const faults = createFaults(random, driftNames(spec));
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
  const model = createLaggingModel(spec, state, tools);
  const calls = createCalls({
    now: clock,
    random,
    candidates: () => staff.members().filter((member) => staff.isActive(member)),
    show: model.setInCall,
  });

  const follow = (effects: readonly Effect[], n?: number): void => {
    const gone = new Set(effects.flatMap((effect) => ('drop' in effect ? [effect.drop] : [])));
    for (const member of staff.follow(effects)) {
      if (!calls.isInCall(member)) continue;
      if (n !== undefined) cuts.push({ n, member });
      if (gone.has(member)) calls.end(member);
    }
  };
  const setOptions: Account['setOptions'] = (next) => {
    options = resolveSwitches(switches, { ...options, ...next });
    spec.configure(state, options);
  };
  const elsewhere: Account['elsewhere'] = (change) => follow(change(state, tools));
  const drift: Account['drift'] = (text) => act(spec, text, calls, elsewhere);
  const door = spec.door({ credentials, options: () => options, state: () => state, tools });
  const account = {
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
    setFaults: (next: Readonly<Record<string, string | null>>) => setFaults(spec, next, faults, setOptions),
    elsewhere,
    drift,
    settle: () => follow(spec.settle?.(state, tools) ?? [], log.entries.at(-1)?.n),
    handle: handling({
      spec,
      door,
      model,
      faults,
      calls,
      record: createRecorder(spec, credentials, log, tools.now),
      drift,
      follow,
    }),
  };
  account.setFaults(given.faults ?? {});
  return account;
}

/** What another writer may do. */
export function driftNames(spec: SimulatorSpec): string[] {
  return [...Object.keys(spec.drifts), ...CALL_DRIFTS].sort();
}

/** Another writer does what `text` names: ACTION or ACTION:OBJECT. */
function act(spec: SimulatorSpec, text: string, calls: Calls, elsewhere: Account['elsewhere']): void {
  const colon = text.indexOf(':');
  const action = colon < 0 ? text : text.slice(0, colon);
  const argument = colon < 0 ? undefined : text.slice(colon + 1);
  if (action === 'in-call') calls.begin(argument);
  if (action === 'call-ended') calls.end(argument);
  if (CALL_DRIFTS.includes(action)) return;
  const drift = spec.drifts[action];
  if (!drift) throw unknownDrift(action, driftNames(spec));
  elsewhere((state, tools) => drift(state, argument, tools));
}

/** Faults of the kit, and those that are switches of the vendor's. */
function setFaults(
  spec: SimulatorSpec,
  given: Readonly<Record<string, string | null>>,
  faults: Faults,
  setOptions: Account['setOptions'],
): void {
  const isOwn = (name: string): boolean => spec.faultSwitches?.includes(name) === true;
  const own = Object.entries(given).filter(([name]) => isOwn(name));
  faults.set(Object.fromEntries(Object.entries(given).filter(([name]) => !isOwn(name))));
  if (own.length > 0) setOptions(Object.fromEntries(own.map(([name, value]) => [name, value ?? ''])));
}
