// Acme itself, as far as its documents tell: the rules as a state machine, and a door that serves them over HTTP.

import { staffRules } from 'cutover/simulator';

/** @import { Model, Resource } from 'cutover/provider' */
/** @import { SimulatorSpec } from 'cutover/simulator' */

const DEFAULTS = { queue: { timeout: 30 }, agent: { enabled: true } };

const isActive = ({ fields }) => fields.enabled === true;
const ids = ({ address }) => address.split('/').slice(1);
const all = ({ held }, kind) => [...held.values()].filter((one) => one.kind === kind);
const boundTo = (state, kind, id) =>
  all(state, 'membership').filter((one) => ids(one)[kind === 'queue' ? 0 : 1] === id);
const agentsOf = (state, queue) => boundTo(state, 'queue', queue).map((one) => ids(one)[1]);
const listOf = (one) => (one.kind === 'membership' ? { list: `queue/${ids(one)[0]} memberships` } : {});

/** An object as Acme keeps it: what nobody said has its default. */
const kept = (one) => ({ ...one, ...listOf(one), fields: { ...DEFAULTS[one.kind], ...one.fields } });
const put = ({ held }, given) => [{ put: held.set(given.address, kept(given)).get(given.address) }];
/** Takes out an object, and whoever is bound to it. */
const drop = (state, address) => {
  const [kind, id] = address.split('/');
  const bound = kind === 'membership' ? [] : boundTo(state, kind, id).map((one) => one.address);
  return [...bound, address].flatMap((one) => (state.held.delete(one) ? [{ drop: one }] : []));
};
const done = (effects) => ({ status: 200, body: { ok: true }, effects });
const refused = (status, error) => ({ status, body: { error }, effects: [] });

/** @type {Model<{ held: Map<string, Resource>, busy: Set<string> }>} */
const model = {
  switches: [],
  seed: (given) => ({ held: new Map([...given].map((one) => [one.address, kept(one)])), busy: new Set() }),
  clone: ({ held, busy }) => ({ held: new Map(held), busy: new Set(busy) }),
  resources: ({ held }) => [...held.values()],
  ids: () => ({}),
  violations: () => [],
  handle(state, { method, path, body }) {
    const [list = '', id, isMembers] = path.split('/');
    const [kind, address] = [list.slice(0, -1), `${list.slice(0, -1)}/${id}`];
    if (method === 'GET') return listed(state, kind);
    if (isMembers) return setMembers(state, id, Object(body));
    if (method === 'PUT') return done(put(state, { kind, address, fields: body }));
    if (!state.held.has(address)) return refused(404, `There is no ${kind} ${id}.`);
    if (boundTo(state, kind, id).length > 0) return refused(409, `The ${kind} ${id} is in use.`);
    return done(drop(state, address));
  },
};

function listed(state, kind) {
  const more = (one) =>
    kind === 'queue' ? { members: agentsOf(state, ids(one)[0]) } : { inCall: state.busy.has(one.address) };
  const items = all(state, kind).map((one) => ({ id: ids(one)[0], ...one.fields, ...more(one) }));
  return { status: 200, body: { total: items.length, items }, effects: [] };
}

function setMembers(state, queue, { agents }) {
  const needed = [`queue/${queue}`, ...agents.map((agent) => `agent/${agent}`)];
  const missing = needed.find((address) => !state.held.has(address));
  if (missing) return refused(409, `There is no ${missing}.`);
  const now = agentsOf(state, queue);
  const member = (agent) => ({ kind: 'membership', address: `membership/${queue}/${agent}` });
  const gone = now.filter((agent) => !agents.includes(agent));
  const come = agents.filter((agent) => !now.includes(agent)).flatMap((agent) => put(state, member(agent)));
  return done([...gone.flatMap((agent) => drop(state, member(agent).address)), ...come]);
}

/** @type {SimulatorSpec} */
export const simulator = {
  type: 'acme',
  basePath: '/v1/',
  baseUrlPath: '',
  model,
  switches: [],
  credentials: { account: 'acme-one', token: 'acme-demo-0001' },
  secretKeys: ['token', 'authorization'],
  facts: () => ({}),
  door: ({ credentials }) => ({
    admit({ method, path, query, headers, text }) {
      const isOurs = headers.authorization === `Acme ${credentials.account}:${credentials.token}`;
      if (!isOurs) return { reply: { status: 401, body: {} } };
      return { request: { method, path, query: Object.fromEntries(query), body: text && JSON.parse(text) } };
    },
  }),
  route: (method, path) => `${method} ${path.replace(/\/[^/]+/, '/{id}')}`,
  succeeded: ({ status }) => status < 300,
  failure: (how) => ({ status: how === 'error' ? 500 : 429, body: { error: how } }),
  staff: staffRules({ pool: 'queue', member: 'agent', binding: 'membership', isActive }),
  configure: () => {},
  put,
  drop,
  drifts: {},
  setInCall: ({ busy }, agent, inCall) => void (inCall ? busy.add(agent) : busy.delete(agent)),
};
