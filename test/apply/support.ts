// A tiny vendor in memory, its provider and its planner: enough to lose answers, lag, ignore and die at any call.
import { randomInt } from 'node:crypto';
import { applyCenter } from '../../src/apply/apply.js';
import type { ApplyInput } from '../../src/apply/input.js';
import type {
  Address,
  Answer,
  ApplyEvent,
  Body,
  Call,
  CenterPlan,
  CenterResult,
  Change,
  Desired,
  Kind,
  Ledger,
  Live,
  Operation,
  PlanContext,
  Policy,
  Provider,
  Resource,
  Value,
  Verdict,
} from '../../src/contract/index.js';
import type { Sent, WriteRequest } from '../../src/http/client.js';
import type { Planned } from '../../src/plan/plan.js';
import { createRedactor } from '../../src/secrets/redact.js';
import type { SecretLine } from '../../src/secrets/sink.js';
import { createVault } from '../../src/secrets/vault.js';
import { parseJournal } from '../../src/state/journal.js';
import type { JournalEntry } from '../../src/state/journal-entry.js';
import { emptyLedger, mergeFacts } from '../../src/state/ledger.js';
import type { LedgerStore } from '../../src/state/ledger-store.js';
import { DEFAULT_POLICY } from '../support/policy.js';

export type Fields = Readonly<Record<string, Value>>;
export type World = Map<Address, Fields>;

/** What happens to a write: done as usual, answer lost before or after it took effect, or a verdict of its own. */
export type Fate =
  | 'lost-before'
  | 'lost-after'
  | 'ignored'
  | 'dies-before'
  | 'dies-after'
  | Verdict
  | undefined;

/** The process is gone: nothing after this may run. */
export class Died extends Error {}

const kindOf = (address: Address): string => address.slice(0, address.indexOf('/'));

/** Kinds: `room`, `badge` (needs a room; cuts the call of its room), `key` (unlisted, secret), `memo` (vendor ids). */
function kind(name: string, more: Partial<Kind> = {}): Kind {
  return {
    name,
    section: `${name}s`,
    title: { one: name, many: `${name}s` },
    visibility: 'listed',
    fields: {},
    refs: () => [],
    ...more,
  };
}

const bodyOf = (change: Change): Body => ({
  address: change.address,
  ...Object.fromEntries(change.fields.map(({ path, after }) => [path, after])),
});

function operation(method: 'POST' | 'PUT' | 'DELETE', more: Partial<Operation> = {}): Operation {
  return {
    afterUnknown: { rule: 'look' },
    request: (changes) => ({
      method,
      path: kindOf(changes[0]?.address ?? ''),
      body: { items: changes.map(bodyOf) },
    }),
    ...more,
  };
}

const itemsOf = (answer: Answer): readonly Record<string, string>[] => {
  const body = answer.body as { items?: readonly Record<string, string>[] };
  return body.items ?? [];
};

export const operations: Record<string, Operation> = {
  'room create': operation('POST'),
  'room update': operation('PUT', { afterUnknown: { rule: 'repeat' } }),
  'room delete': operation('DELETE'),
  'badge create': operation('POST'),
  'badge delete': operation('DELETE'),
  'key create': operation('POST', {
    afterUnknown: {
      rule: 'recreate',
      undo: (changes) => ({ method: 'DELETE', path: 'key', body: { items: changes.map(bodyOf) } }),
    },
    intend: (changes) => Object.fromEntries(changes.map(({ address }) => [address, { intent: true }])),
    learn: (answer) => ({
      secrets: itemsOf(answer).map((item) => ({
        address: item.address ?? '',
        field: 'password',
        value: item.password ?? '',
        beside: { number: `7${item.address}` },
      })),
      facts: Object.fromEntries(itemsOf(answer).map((item) => [item.address ?? '', { made: true }])),
    }),
    learnAlready: (changes) => ({
      notes: changes.map(({ key }) => ({ change: key, message: 'adopted, password unknown' })),
      facts: Object.fromEntries(
        changes.map(({ address }) => [address, { made: true, passwordKnown: false }]),
      ),
    }),
  }),
  'key delete': operation('DELETE'),
  'memo create': operation('POST', {
    learn: (answer) => ({
      ids: Object.fromEntries(itemsOf(answer).map((item) => [item.address ?? '', item.id ?? ''])),
      facts: Object.fromEntries(itemsOf(answer).map((item) => [item.address ?? '', { id: item.id ?? '' }])),
    }),
    afterUnknown: {
      rule: 'compare',
      async find(client, changes, context) {
        const answer = await client.read({ method: 'GET', path: 'memo' });
        const before = [...context.live.resources.keys()].filter((address) => kindOf(address) === 'memo');
        const now = itemsOf(answer);
        if (now.some(({ address }) => address === 'memo/unclear'))
          return { found: 'unclear', message: 'two alike' };
        const fresh = now.filter(({ address }) => !before.includes(address ?? ''));
        const done = changes.filter(({ address }) => fresh.some((item) => item.address === address));
        const found = done.length === changes.length ? 'all' : done.length === 0 ? 'none' : 'some';
        const facts = Object.fromEntries(fresh.map((item) => [item.address ?? '', { id: item.id ?? '' }]));
        const ids = Object.fromEntries(fresh.map((item) => [item.address ?? '', item.id ?? '']));
        return { found, done: done.map(({ key }) => key), learned: { facts, ids } };
      },
    },
  }),
  'memo update': operation('PUT', {
    afterUnknown: { rule: 'repeat' },
    request: (changes) => ({
      method: 'PUT',
      path: `memo/{${changes[0]?.address}}`,
      body: { items: changes.map(bodyOf) },
    }),
  }),
  'memo delete': operation('DELETE'),
  'bell create': operation('POST', { afterUnknown: { rule: 'stop' }, advice: 'listen whether it rings' }),
};

const KINDS: readonly Kind[] = [
  kind('room', { refs: () => [] }),
  kind('badge', { cuts: (change) => (change.action === 'delete' ? [roomOf(change.address)] : []) }),
  kind('key', { visibility: 'unlisted' }),
  kind('memo'),
  kind('bell', { visibility: 'unreadable' }),
];

export const roomOf = (badge: Address): Address => `room/${badge.split('/')[1]}`;

export interface Stage {
  readonly world: World;
  readonly lines: string[];
  readonly sent: (WriteRequest & { readonly index: number })[];
  readonly sink: SecretLine[];
  readonly events: ApplyEvent[];
  readonly slept: number[];
  ledger: Ledger;
  readonly inCall: Set<Address>;
  /** Lists show keys too. */
  showsKeys: boolean;
  /** Reads still to be answered from `stale`. */
  staleReads: number;
  stale: World;
  clock: number;
  /** Called at each write; the default is that it is done. */
  fate: (request: WriteRequest, index: number) => Fate;
  onPresence: () => void;
  run(
    wanted: Wanted,
    more?: Partial<ApplyInput> & { readonly policy?: Partial<Policy>; readonly provider?: Provider },
  ): Promise<CenterResult>;
}

/** Fields of an address, or null for "must not exist". */
export type Wanted = Readonly<Record<Address, Fields | null>>;

/** A vendor that holds `start`, and everything that a run of apply needs. */
export function stage(start: Readonly<Record<Address, Fields>> = {}): Stage {
  const it: Stage = {
    world: new Map(Object.entries(start)),
    lines: [],
    sent: [],
    sink: [],
    events: [],
    slept: [],
    ledger: emptyLedger('acme', 'app-1'),
    inCall: new Set(),
    showsKeys: false,
    staleReads: 0,
    stale: new Map(),
    clock: Date.parse('2026-01-01T00:00:00Z'),
    fate: () => undefined,
    onPresence: () => {},
    run: (wanted, more = {}) => run(it, wanted, more),
  };
  return it;
}

function liveOf(it: Stage): Live {
  const world = it.staleReads > 0 ? it.stale : it.world;
  if (it.staleReads > 0) it.staleReads--;
  const hidden = it.showsKeys ? ['bell'] : ['key', 'bell'];
  const seen = [...world].filter(([address]) => !hidden.includes(kindOf(address))).sort();
  const ids = seen.flatMap(([address, { id }]) =>
    typeof id === 'string' && it.ledger.facts[address] ? [[address, id] as const] : [],
  );
  return {
    resources: new Map(
      seen.map(([address, fields]) => [address, { kind: kindOf(address), address, fields }]),
    ),
    certificates: Object.fromEntries(
      KINDS.map(({ name, visibility }) => [name, { complete: visibility === 'listed', arrived: 0 }]),
    ),
    ids: Object.fromEntries(ids),
    inCall: new Set(it.inCall),
    untouchable: {},
    ambiguous: {},
    facts: {},
    account: 'app-1',
    reads: 1,
  };
}

/** One change a difference, one call a change; badges wait for their room, a room's delete for its badges. */
export function planTiny(desired: Desired, live: Live, ledger: Ledger): Planned {
  const changes: Change[] = [];
  const add = (action: Change['action'], address: Address, fields: Change['fields']): void => {
    changes.push({
      key: `${action} ${address}`,
      action,
      kind: kindOf(address),
      address,
      fields,
      certainty: 'verified',
      risk: 'low',
      waitsFor: [],
    });
  };
  const known = (address: Address): boolean =>
    live.resources.has(address) || ledger.facts[address]?.made === true;
  for (const [address, { fields }] of desired.resources) {
    const now = live.resources.get(address);
    const differs = Object.entries(fields).filter(([path, after]) => now && now.fields[path] !== after);
    if (!known(address)) {
      add(
        'create',
        address,
        Object.entries(fields).map(([path, after]) => ({ path, before: null, after })),
      );
    } else if (differs.length > 0) {
      add(
        'update',
        address,
        differs.map(([path, after]) => ({ path, before: now?.fields[path] ?? null, after })),
      );
    }
  }
  for (const address of desired.absent.keys()) if (known(address)) add('delete', address, []);
  const ordered = changes.map((change) => ({ ...change, waitsFor: waitsFor(change, changes) }));
  const calls: Call[] = ordered.map((change, index) => ({
    id: `c${index + 1}`,
    operation: `${change.kind} ${change.action}`,
    ...requestOf(change),
    changes: [change.key],
    after: change.waitsFor.map((key) => `c${ordered.findIndex((one) => one.key === key) + 1}`),
    wave: 1,
  }));
  return { plan: planOf(ordered, calls), context: contextOf(desired, live, ledger) };
}

function requestOf(change: Change): Pick<Call, 'method' | 'path' | 'body'> {
  const made = operations[`${change.kind} ${change.action}`]?.request(
    [change],
    undefined,
    undefined as never,
  );
  return made
    ? { method: made.method, path: made.path, ...(made.body === undefined ? {} : { body: made.body }) }
    : { method: 'GET', path: '' };
}

function waitsFor(change: Change, all: readonly Change[]): readonly string[] {
  const others = all.filter((other) => {
    if (change.kind === 'badge' && change.action === 'create')
      return other.key === `create ${roomOf(change.address)}`;
    if (change.kind === 'room' && change.action === 'delete')
      return other.kind === 'badge' && roomOf(other.address) === change.address;
    return (
      change.kind === 'room' &&
      change.action === 'create' &&
      other.key === `create key/${change.address.split('/')[1]}`
    );
  });
  return others.map(({ key }) => key);
}

export function planOf(
  changes: readonly Change[],
  calls: readonly Call[],
  more: Partial<CenterPlan> = {},
): CenterPlan {
  return {
    center: 'acme',
    provider: 'tiny',
    status: changes.length > 0 ? 'changes' : 'clean',
    summary: { create: 0, update: 0, delete: 0, unmanaged: 0, manual: 0 },
    changes,
    calls,
    callCount: calls.length,
    conditionalCalls: 0,
    lowerBound: calls.length,
    boundReasons: [],
    reads: 1,
    verified: true,
    unmanaged: [],
    manual: [],
    unverifiable: [],
    problems: [],
    fingerprint: 'sha256:0',
    ...more,
  };
}

export function contextOf(desired: Desired, live: Live, ledger: Ledger): PlanContext {
  return {
    desired,
    live,
    ledger,
    settings: {},
    before: (address) => live.resources.get(address),
    after: (address) => desired.resources.get(address) ?? live.resources.get(address),
    listAfter: () => [],
  };
}

export function desiredOf(wanted: Wanted, policy: Partial<Policy> = {}): Desired {
  const entries = Object.entries(wanted);
  const resource = (address: Address, fields: Fields): [Address, Resource] => [
    address,
    { kind: kindOf(address), address, fields },
  ];
  return {
    center: 'acme',
    providerType: 'tiny',
    settings: {},
    policy: { ...DEFAULT_POLICY, ...policy },
    resources: new Map(entries.flatMap(([address, fields]) => (fields ? [resource(address, fields)] : []))),
    absent: new Map(entries.flatMap(([address, fields]) => (fields ? [] : [resource(address, {})]))),
    lists: new Set(),
    sections: new Set(),
    renames: new Map(),
    warnings: [],
    locate: () => ({ file: 'a.yaml', line: 1, column: 1 }),
  };
}

export function providerOf(it: Stage, more: Partial<Provider> = {}): Provider {
  const nothing = (): never => {
    throw new Error('not part of apply');
  };
  return {
    type: 'tiny',
    title: 'Tiny',
    settings: undefined as never,
    secretSettings: [],
    defaults: { concurrency: 4, rate: 10 },
    sections: [],
    kinds: KINDS,
    operations,
    capabilities: [],
    check: () => [],
    connect: nothing,
    read: nothing,
    presence: async () => {
      it.onPresence();
      return new Set(it.inCall);
    },
    preconditions: () => [],
    group: nothing,
    lowerBound: () => 0,
    ...more,
  };
}

/** The vendor's side of one write. */
function handle(it: Stage, request: WriteRequest): Sent {
  const [collection, id] = request.path.split('/');
  const items = ((request.body as { items?: unknown } | undefined)?.items ?? []) as readonly Record<
    string,
    Value
  >[];
  const answer: Record<string, Value>[] = [];
  for (const { address: named, ...fields } of items) {
    const address = String(named);
    const exists = it.world.has(address);
    if (request.method === 'POST' && exists) {
      const look = collection !== 'key';
      return { verdict: { outcome: 'already', look, message: `${address} exists` } };
    }
    if (request.method === 'DELETE' && !exists) {
      return { verdict: { outcome: 'already', look: false, message: `${address} is absent` } };
    }
    if (request.method === 'DELETE' && it.world.get(address)?.inUse) {
      return { verdict: { outcome: 'failed', code: 'in-use', message: `${address} is in use` } };
    }
    if (
      request.method === 'PUT' &&
      id !== undefined &&
      it.world.get(address)?.id !== decodeURIComponent(id)
    ) {
      return { verdict: { outcome: 'failed', code: 'no-such-id', message: `no ${id}` } };
    }
    if (request.method === 'DELETE') it.world.delete(address);
    else {
      const made = { ...it.world.get(address), ...fields };
      if (collection === 'memo' && !exists) made.id = `m${it.sent.length}`;
      it.world.set(address, made);
      answer.push({
        address,
        ...made,
        ...(collection === 'key' ? { password: `made-pw-${it.sent.length}` } : {}),
      });
    }
  }
  const body = { items: answer };
  return {
    verdict: { outcome: 'ok' },
    answer: { status: 200, headers: {}, body, text: JSON.stringify(body) },
  };
}

async function run(it: Stage, wanted: Wanted, more: Parameters<Stage['run']>[1] = {}): Promise<CenterResult> {
  const { policy, ...input } = more;
  const desired = desiredOf(wanted, policy);
  const provider = more.provider ?? providerOf(it);
  const read = parseJournal(it.lines.join('\n'));
  it.ledger = mergeFacts(it.ledger, read.facts);
  const ledger: LedgerStore = {
    current: () => it.ledger,
    merge: (facts) => {
      it.ledger = mergeFacts(it.ledger, facts ?? {});
    },
    bind: () => false,
    save: async () => {},
  };
  const stats = { reads: 0, writes: 0, attempts: 0, bytesSent: 0, bytesReceived: 0 };
  let dead = false;
  const alive = (): void => {
    if (dead) throw new Died('dead');
  };
  const journal = {
    append: async (entry: JournalEntry) => {
      alive();
      it.lines.push(JSON.stringify(entry));
    },
    close: async () => {},
  };
  const send = async (request: WriteRequest): Promise<Sent> => {
    await Promise.resolve();
    alive();
    stats.writes++;
    it.sent.push({ ...request, index: it.sent.length });
    const fate = it.fate(request, it.sent.length - 1);
    const lost: Sent = { verdict: { outcome: 'unknown', message: 'no answer' } };
    if (fate === 'dies-before' || fate === 'lost-before') {
      dead = fate === 'dies-before';
      alive();
      return lost;
    }
    if (typeof fate === 'object') return { verdict: fate };
    if (fate === 'ignored')
      return {
        verdict: { outcome: 'ok' },
        answer: { status: 200, headers: {}, body: { items: [] }, text: '' },
      };
    const sent = handle(it, request);
    if (fate === 'dies-after') dead = true;
    alive();
    return fate === 'lost-after' ? lost : sent;
  };
  const readCount = async (): Promise<void> => {
    await Promise.resolve();
    alive();
    stats.reads++;
  };
  const redactor = createRedactor();
  return applyCenter({
    desired,
    provider,
    client: {
      stats,
      send,
      read: async ({ path }) => {
        await readCount();
        const items = [...it.world]
          .filter(([address]) => kindOf(address) === path)
          .map(([address, fields]) => ({ address, ...fields }));
        return { status: 200, headers: {}, body: { items }, text: '' };
      },
    },
    vault: createVault(),
    redactor,
    sink: {
      name: 'secrets.jsonl',
      preflight: async () => undefined,
      write: async (line) => {
        alive();
        it.sink.push(line);
      },
      close: async () => {},
    },
    journal,
    open: read.open,
    ledger,
    readLive: async () => {
      await readCount();
      return liveOf(it);
    },
    planAgain: (live, book) => planTiny(desired, live, book),
    concurrency: 4,
    drainTimeoutMs: 600_000,
    onEvent: (event) => it.events.push(event),
    signal: new AbortController().signal,
    now: () => it.clock,
    pick: (below) => randomInt(below),
    sleep: async (ms) => {
      it.slept.push(ms);
      it.clock += ms;
    },
    runId: `run${it.lines.length}`,
    ...input,
  });
}
