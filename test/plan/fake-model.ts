// The made-up vendor's own rules, written apart from its provider: what it refuses, and which ids it makes.

import type { Effect, Model, ModelAnswer, ModelRequest, Resource, Value } from '../../src/contract/index.js';
import { resourceAt } from './fake-provider.js';

interface State {
  readonly objects: Map<string, Resource>;
  readonly ids: Map<string, string>;
  readonly facts: Readonly<Record<string, Value>>;
  next: number;
}

interface Item {
  readonly address: string;
  readonly fields: Record<string, Value>;
}

/** A refusal, as the answer says it. */
class Refusal extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.status = status;
  }
}

const kindOf = (address: string): string => address.split('/')[0] ?? '';
const [QUEUE, AGENT] = [1, 2];
const end = (address: string, which: number): string => address.split('/')[which] ?? '';

function needs(object: Resource): string[] {
  const { address, fields } = object;
  switch (kindOf(address)) {
    case 'membership':
      return [`queue/${end(address, QUEUE)}`, `agent/${end(address, AGENT)}`];
    case 'binding':
      return [`extension/${end(address, 1)}`, `agent/${end(address, 2)}`];
    case 'route':
      return typeof fields.queue === 'string' ? [`queue/${fields.queue}`] : [];
    case 'queue':
      return typeof fields.overflow === 'string' ? [`queue/${fields.overflow}`] : [];
    default:
      return [];
  }
}

const count = (state: State, test: (object: Resource) => boolean): number =>
  [...state.objects.values()].filter(test).length;

function put(state: State, { address, fields }: Item, effects: Effect[]): void {
  const old = state.objects.get(address);
  const clean = Object.entries(fields).filter(([name]) => name !== 'password' && name !== 'names');
  const resolved = clean.map(([name, value]): [string, Value] => [
    name,
    name === 'overflow' ? queueOfId(state, value) : value,
  ]);
  const object = { ...resourceAt(address), fields: { ...old?.fields, ...Object.fromEntries(resolved) } };
  for (const needed of needs(object)) {
    if (!state.objects.has(needed)) throw new Refusal(`${address} needs ${needed}, which does not exist`);
  }
  state.objects.set(address, object);
  if (kindOf(address) === 'queue' && !state.ids.has(address)) {
    state.next += 1;
    state.ids.set(address, `q-${state.next}`);
  }
  const limits: [string, number, number][] = [
    ['queues', count(state, ({ kind }) => kind === 'queue'), Number(state.facts.maxQueues ?? 100)],
    [
      'extensions of an agent',
      count(state, (o) => o.kind === 'binding' && end(o.address, 2) === end(address, 2)),
      kindOf(address) === 'binding' ? 2 : Number.POSITIVE_INFINITY,
    ],
    [
      'owners of an extension',
      count(state, (o) => o.kind === 'binding' && end(o.address, 1) === end(address, 1)),
      kindOf(address) === 'binding' ? 1 : Number.POSITIVE_INFINITY,
    ],
  ];
  for (const [what, used, most] of limits) {
    if (used > most) throw new Refusal(`${address}: ${used} ${what}, ${most} is the limit`);
  }
  effects.push({ put: object });
}

function queueOfId(state: State, id: Value): Value {
  if (id === null) return null;
  const found = [...state.ids].find(([, known]) => known === id);
  if (!found) throw new Refusal(`no queue has the id ${JSON.stringify(id)}`);
  return end(found[0], 1);
}

function drop(state: State, address: string, effects: Effect[]): void {
  if (!state.objects.has(address)) throw new Refusal(`${address} does not exist`, 409);
  const user = [...state.objects.values()].find(
    (object) => object.address !== address && needs(object).includes(address),
  );
  if (user) throw new Refusal(`${address} is in use by ${user.address}`);
  state.objects.delete(address);
  effects.push({ drop: address });
}

function act(state: State, request: ModelRequest): Effect[] {
  const effects: Effect[] = [];
  const body = request.body as { items: (Item | string)[] };
  for (const entry of body.items) {
    if (typeof entry === 'string') {
      drop(state, entry, effects);
      continue;
    }
    const exists = state.objects.has(entry.address);
    if (request.method === 'POST' && exists) throw new Refusal(`${entry.address} exists`, 409);
    if (request.method === 'PUT' && !exists && kindOf(entry.address) !== 'events')
      throw new Refusal(`${entry.address} does not exist`);
    put(state, entry, effects);
  }
  if (
    request.path.startsWith('queues/') &&
    ![...state.ids.values()].includes(request.path.slice('queues/'.length))
  ) {
    throw new Refusal(`no queue has the id ${request.path.slice('queues/'.length)}`);
  }
  return effects;
}

const copy = (state: State): State => ({
  ...state,
  objects: new Map(state.objects),
  ids: new Map(state.ids),
});

export const model: Model<State> = {
  switches: [],
  seed(resources, facts) {
    const state: State = { objects: new Map(), ids: new Map(), facts, next: 100 };
    for (const resource of resources) {
      state.objects.set(resource.address, resource);
      state.next += 1;
      if (resource.kind === 'queue') state.ids.set(resource.address, `q-${state.next}`);
    }
    return state;
  },
  clone: copy,
  handle(state, request): ModelAnswer {
    if (request.method === 'GET') return { status: 200, body: {}, effects: [] };
    const trial = copy(state);
    try {
      const effects = act(trial, request);
      state.objects.clear();
      for (const [address, object] of trial.objects) state.objects.set(address, object);
      for (const [address, id] of trial.ids) state.ids.set(address, id);
      state.next = trial.next;
      return { status: 200, body: { ids: Object.fromEntries(trial.ids) }, effects };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: { error: error.message }, effects: [] };
    }
  },
  resources: (state) => [...state.objects.values()],
  ids: (state) => Object.fromEntries(state.ids),
  violations: (state) =>
    [...state.objects.values()].flatMap((object) =>
      needs(object)
        .filter((needed) => !state.objects.has(needed))
        .map((needed) => `${object.address} dangles: ${needed} is gone`),
    ),
};
