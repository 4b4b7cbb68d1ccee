// A made-up vendor for tests of the kit: desks with people on them, a token in a header, notes as a list.
import type { Effect, Model, Resource } from '../../src/contract/index.js';
import type { SimulatorSpec } from '../../src/simulator/spec.js';

interface Desks {
  /** Address → resource. */
  held: Map<string, Resource>;
  busy: Set<string>;
  options: Readonly<Record<string, string>>;
}

const OK = { status: 200, body: { ok: true } };

function put(state: Desks, resource: Resource): readonly Effect[] {
  state.held.set(resource.address, resource);
  return [{ put: resource }];
}

function drop(state: Desks, address: string): readonly Effect[] {
  return state.held.delete(address) ? [{ drop: address }] : [];
}

/** PUT things/ADDRESS {fields}, DELETE things/ADDRESS, GET things. */
const model: Model<Desks> = {
  switches: [{ name: 'shout', values: ['no', 'yes'], source: 'acme.md 1' }],
  seed: (resources, _facts, options) => ({
    held: new Map([...resources].map((resource) => [resource.address, resource])),
    busy: new Set(),
    options,
  }),
  clone: (state) => ({ ...state, held: new Map(state.held), busy: new Set(state.busy) }),
  handle(state, { method, path, body }) {
    const address = path.slice('things/'.length);
    const [kind = ''] = address.split('/');
    if (method === 'GET') {
      const rows = [...state.held.values()].map((entry) => ({
        address: state.options.shout === 'yes' ? entry.address.toUpperCase() : entry.address,
        busy: state.busy.has(entry.address),
      }));
      return { status: 200, body: { ok: true, rows, echo: body ?? null }, effects: [] };
    }
    if (method === 'PUT') {
      return { ...OK, effects: put(state, { kind, address, fields: body as Resource['fields'] }) };
    }
    const effects = drop(state, address);
    return effects.length > 0
      ? { ...OK, effects }
      : { status: 404, body: { ok: false, secret: 's-1' }, effects };
  },
  resources: (state) => [...state.held.values()],
  ids: () => ({ 'desk/1': '77' }),
  violations: (state) => (state.held.size > 5 ? ['too many things'] : []),
};

export const acme: SimulatorSpec<Desks> = {
  type: 'acme',
  basePath: '/api/',
  baseUrlPath: '/api',
  model,
  credentials: { user: 'demo', token: 'acme-token-0001' },
  secretKeys: ['token', 'secret'],
  switches: [{ name: 'greeting', values: ['', '…'], source: 'acme.md 2' }],
  faultSwitches: ['greeting'],
  facts: () => ({}),
  door: ({ credentials, options }) => ({
    admit({ method, path, query, headers, text }) {
      if (headers.authorization !== credentials.token) return { reply: { status: 401, body: { ok: false } } };
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      return { request: { method, path, query: Object.fromEntries(query), body } };
    },
    wrap: ({ status, body }) => ({ status, body, headers: { 'x-greeting': options().greeting ?? '' } }),
  }),
  route: (method, path) => `${method} ${path.split('/')[0] ?? ''}`,
  succeeded: ({ body }) => (body as { ok?: boolean } | undefined)?.ok === true,
  failure: (kind) => ({ status: kind === 'error' ? 500 : 429, body: { ok: false, kind } }),
  staff: {
    isPool: ({ kind }) => kind === 'desk',
    member: ({ kind, fields }) => (kind === 'person' ? { active: fields.active !== false } : undefined),
    binding({ kind, address }) {
      const [, desk, person] = address.split('/');
      return kind === 'seat' ? { pool: `desk/${desk}`, member: `person/${person}` } : undefined;
    },
    line: ({ kind, address }) => (kind === 'phone' ? `person/${address.split('/')[2]}` : undefined),
  },
  configure(state, options) {
    state.options = options;
  },
  put: (state, resource) => put(state, resource),
  drop: (state, address) => drop(state, address),
  setInCall(state, member, inCall) {
    if (inCall) state.busy.add(member);
    else state.busy.delete(member);
  },
  drifts: {
    'thing-made': (state, argument) => put(state, thing(argument ?? 'desk/made')),
  },
  hidden: () => ({ moon: 'far side' }),
};

export function thing(address: string, fields: Resource['fields'] = {}): Resource {
  const [kind = ''] = address.split('/');
  return { kind, address, fields };
}
