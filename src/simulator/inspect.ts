// The test-only interface beside the vendor's paths: GET /__sim/state, /__sim/log, /__sim/options; POST /__sim/options.

import { z } from 'zod';
import { InputError, type Resource } from '../contract/index.js';
import { type Account, driftNames } from './account.js';
import { FAULTS } from './faults.js';
import type { Reply } from './spec.js';

const texts = z.record(z.string(), z.string());
const changeSchema = z.strictObject({
  /** Switches of the vendor sheet. */
  options: texts.optional(),
  /** Faults; `null` ends one. Counting begins anew. */
  faults: z.record(z.string(), z.string().nullable()).optional(),
  latencyMs: z.number().min(0).optional(),
  /** Another writer puts these resources, past the vendor's API. */
  put: z
    .array(
      z.looseObject({
        kind: z.string(),
        address: z.string(),
        fields: z.record(z.string(), z.json()).default({}),
      }),
    )
    .optional(),
  /** Another writer removes these addresses. */
  drop: z.array(z.string()).optional(),
  /** Another writer acts: `queue-made`, `in-call:agent/10031`. */
  drift: z.union([z.string(), z.array(z.string())]).optional(),
  /** Puts members in a call (true) or ends it. */
  inCall: z.record(z.string(), z.boolean()).optional(),
  /** `log`: empties the log. `staffing`: minima and cut calls count from now. `faults`: ends all of them. */
  reset: z.array(z.enum(['log', 'staffing', 'faults'])).optional(),
});

/** What POST /__sim/options takes. */
export type Change = z.input<typeof changeSchema>;

export interface StateView {
  readonly type: string;
  /** Everything the account holds, in normal form, sorted by address; also what the vendor's API does not show. */
  readonly resources: readonly Resource[];
  /** Ids that the vendor made, by address. */
  readonly ids: Readonly<Record<string, string>>;
  readonly hidden: Readonly<Record<string, unknown>>;
  readonly counters: ReturnType<Account['log']['counters']>;
  readonly staffing: ReturnType<Account['staff']['pools']>;
  readonly inCall: readonly string[];
  /** How often a write unbound, disabled or deleted a member in the middle of a call. */
  readonly callsCut: number;
  readonly cuts: Account['cuts'];
  /** The vendor's rules broken now. */
  readonly violations: readonly string[];
}

export interface Settings {
  latencyMs: number;
}

export function viewState(account: Account): StateView {
  account.settle();
  const { spec } = account;
  const state = account.state();
  const byAddress = (left: Resource, right: Resource): number =>
    left.address < right.address ? -1 : left.address > right.address ? 1 : 0;
  return {
    type: spec.type,
    resources: [...spec.model.resources(state)].sort(byAddress),
    ids: spec.model.ids(state),
    hidden: spec.hidden?.(state) ?? {},
    counters: account.log.counters(),
    staffing: account.staff.pools(),
    inCall: account.calls.inCall(),
    callsCut: account.cuts.length,
    cuts: [...account.cuts],
    violations: spec.model.violations(state),
  };
}

function viewOptions(account: Account, settings: Settings): unknown {
  return {
    options: account.options(),
    faults: account.faults.values(),
    latencyMs: settings.latencyMs,
    switches: [...account.spec.model.switches, ...account.spec.switches],
    faultKinds: Object.fromEntries(Object.entries(FAULTS).map(([name, kind]) => [name, kind.does])),
    drifts: driftNames(account.spec),
  };
}

/** Applies a change from outside the vendor's API. Throws InputError when it makes no sense. */
export function change(account: Account, settings: Settings, given: unknown): void {
  const parsed = changeSchema.safeParse(given);
  if (!parsed.success) {
    throw wrong(
      ...parsed.error.issues.map((issue) => `${issue.path.join('.') || 'The change'}: ${issue.message}`),
    );
  }
  const wanted = parsed.data;
  configure(account, settings, wanted);
  actElsewhere(account, wanted);
  if (wanted.reset?.includes('log')) account.log.reset();
  if (wanted.reset?.includes('staffing')) {
    account.staff.reset();
    account.cuts.length = 0;
  }
}

type Wanted = z.output<typeof changeSchema>;

function configure(
  account: Account,
  settings: Settings,
  { options, reset, faults, latencyMs }: Wanted,
): void {
  if (options) account.setOptions(options);
  if (reset?.includes('faults')) {
    account.setFaults(Object.fromEntries(Object.keys(account.faults.values()).map((name) => [name, null])));
  }
  if (faults) account.setFaults(faults);
  if (latencyMs !== undefined) settings.latencyMs = latencyMs;
}

/** What another writer does, in the order of the list. */
function actElsewhere(account: Account, { drop = [], put = [], drift = [], inCall = {} }: Wanted): void {
  const { spec } = account;
  for (const address of drop) account.elsewhere((state, tools) => spec.drop(state, address, tools));
  for (const resource of put) {
    account.elsewhere((state, tools) => spec.put(state, resource as Resource, tools));
  }
  for (const text of [drift].flat()) account.drift(text);
  for (const [member, isBusy] of Object.entries(inCall)) {
    if (!account.staff.members().includes(member)) throw wrong(`There is no member ${member}.`);
    if (isBusy) account.calls.begin(member);
    else account.calls.end(member);
  }
}

function wrong(...messages: readonly string[]): InputError {
  return new InputError(
    messages.map((message) => ({ code: 'simulator-change', severity: 'error', message, address: null })),
  );
}

/** Answers a request below /__sim/. */
export function inspect(
  account: Account,
  settings: Settings,
  request: { readonly method: string; readonly name: string; readonly text: string },
): Reply {
  const { method, name, text } = request;
  if (method === 'GET' && name === 'state') return { status: 200, body: viewState(account) };
  if (method === 'GET' && name === 'log') {
    return { status: 200, body: { calls: account.log.entries, counters: account.log.counters() } };
  }
  if (name !== 'options' || !['GET', 'POST'].includes(method)) {
    return {
      status: 404,
      body: { problems: [{ message: 'GET state, GET log, GET options, POST options' }] },
    };
  }
  try {
    if (method === 'POST') change(account, settings, JSON.parse(text));
    return { status: 200, body: viewOptions(account, settings) };
  } catch (error) {
    if (error instanceof InputError) return { status: 400, body: { problems: error.problems } };
    if (error instanceof SyntaxError)
      return { status: 400, body: { problems: [{ message: error.message }] } };
    throw error;
  }
}
