// Acme's provider: what a file may say, what is read, and which calls make it so. Nothing here knows the simulator.
import { decoding, fields, kit } from 'cutover/provider';

/** @import { Provider } from 'cutover/provider' */

// --- what a file may say ---
const id = fields.id(/^[a-z0-9]{1,16}$/, { description: 'Letters and digits.', example: 'a1' });
const name = fields.text({ description: 'Name for people.', example: 'Support', max: 64 });
const timeout = fields.integer({ description: 'Seconds that a caller waits.', example: 30, min: 0 });
const enabled = fields.boolean({ description: 'Whether the agent takes calls.', example: true });

const baseUrl = fields.url({ description: 'Address of the API.', example: 'https://api.acme.example.com' });
const account = fields.text({ description: 'Name of the account.', example: 'acme-one' });
const token = fields.secret({ description: 'Token that opens the account.', example: '\u0024{ACME_TOKEN}' });
const settings = fields.object({ baseUrl, account, token }, { description: 'An Acme account.', example: {} });

const queues = { kind: 'queue', section: 'queues', description: 'Queues of the account.', id };
const agents = { kind: 'agent', section: 'agents', description: 'Agents of the account.', id };
const memberships = {
  kind: 'membership',
  section: 'memberships',
  description: 'Who serves which queue.',
  owner: 'queue',
  ownerId: id,
  element: 'agent',
  elementId: id,
};
const sections = [
  kit.objectSection({ ...queues, fields: { name, timeout: timeout.optional() } }),
  kit.objectSection({ ...agents, fields: { name, enabled: enabled.optional() } }),
  kit.memberSection(memberships),
];

// --- what the planner must know ---
const DEFAULTS = { queue: { timeout: 30 }, agent: { enabled: true } };
const kinds = [
  kit.objectKind(queues, { fields: { name: {}, timeout: { default: 30 } } }),
  kit.objectKind(agents, {
    fields: { name: {}, enabled: { default: true } },
    active: ({ fields }) => fields.enabled !== false,
    cuts: ({ action, address, fields }) =>
      action === 'delete' || fields.some(({ after }) => after === false) ? [address] : [],
  }),
  kit.memberKind(memberships),
];

// --- reading ---
const { neededTextIn: text, neededTruthIn: truth, neededWholeNumberIn: count, textsIn: texts } = decoding;
const named = (row) => ({ id: text(row, 'id'), name: text(row, 'name') });
const queueOf = (row) => ({ ...named(row), timeout: count(row, 'timeout'), members: texts(row, 'members') });
const agentOf = (row) => ({ ...named(row), enabled: truth(row, 'enabled'), inCall: truth(row, 'inCall') });

/** A list, and the proof that all of it arrived: without it nothing is ever deleted. */
async function list(client, path, rowOf) {
  const answer = await client.read({ method: 'GET', path });
  return decoding.takeBody(`GET ${path}`, answer, (body) =>
    kit.counted(count(body, 'total'), decoding.neededRowsIn(body, 'items', rowOf)),
  );
}

const talking = ({ rows }) => new Set(rows.filter(({ inCall }) => inCall).map(({ id }) => `agent/${id}`));

/** @type {Provider['read']} */
async function read(client, { settings }) {
  const queues = await list(client, 'queues', queueOf);
  const agents = await list(client, 'agents', agentOf);
  const proofs = { queue: queues.certificate, agent: agents.certificate, membership: queues.certificate };
  const inCall = talking(agents);
  return kit.liveOf({ account: String(settings.account), reads: 2, certificates: proofs, inCall }, [
    ...queues.rows.map(({ id, members: _, ...read }) => kit.objectOf('queue', id, read)),
    ...agents.rows.map(({ id, inCall: _, ...read }) => kit.objectOf('agent', id, read)),
    ...queues.rows.flatMap(({ id, members }) => members.map((agent) => kit.memberOf(memberships, id, agent))),
  ]);
}

// --- writing ---
const pathOf = (address) => address.replace('/', 's/');

/** @type {Provider['operations']} */
const operations = {
  put: {
    request([{ kind, address }], _about, { after }) {
      const body = { ...DEFAULTS[kind], ...after(address)?.fields };
      return { method: 'PUT', path: pathOf(address), body };
    },
    afterUnknown: { rule: 'look' },
  },
  remove: {
    request: ([{ address }]) => ({ method: 'DELETE', path: pathOf(address) }),
    afterUnknown: { rule: 'look' },
  },
  members: {
    request(_changes, queue = '', { listAfter }) {
      const left = listAfter(kit.listOf(memberships, kit.idsIn(queue)[0]));
      const agents = left.map(({ address }) => kit.idsIn(address)[1]);
      return { method: 'PUT', path: `${pathOf(queue)}/members`, body: { agents } };
    },
    afterUnknown: { rule: 'look' },
    wholeList: true,
  },
};

/** Which call makes a change: each object has its own, a queue’s members have one for the whole list. */
function callOf({ kind, action, address }) {
  if (kind === 'membership') return { operation: 'members', about: `queue/${kit.idsIn(address)[0]}` };
  return { operation: action === 'delete' ? 'remove' : 'put', about: address };
}

/** @type {Provider['connect']} */
const connect = ({ baseUrl, account, token = '' }, reveal) => ({
  baseUrl: `${baseUrl}/v1/`,
  secrets: [reveal(token)],
  secretKeys: ['authorization'],
  sign({ path }) {
    return { url: `${baseUrl}/v1/${path}`, headers: { authorization: `Acme ${account}:${reveal(token)}` } };
  },
  judge({ status, body }, { method }) {
    const message = `HTTP ${status}: ${JSON.stringify(body)}`;
    if (status < 300) return { outcome: 'ok' };
    if (status === 401) return { outcome: 'denied', message };
    if (status === 404 && method === 'DELETE') return { outcome: 'already', look: false, message };
    if (status === 429) return { outcome: 'again', message };
    return status < 500 ? { outcome: 'failed', code: `${status}`, message } : { outcome: 'unknown', message };
  },
});

const can = { read: 'yes', create: 'yes', change: 'yes', delete: 'yes', note: '' };
const whole = { ...can, perCall: 'the whole list of a queue' };

/** @type {Provider} */
export const provider = {
  type: 'acme',
  title: 'Acme',
  settings,
  secretSettings: ['token'],
  defaults: { concurrency: 4, rate: 10 },
  sections,
  kinds,
  capabilities: sections.map(({ name }) => ({ section: name, ...(name === 'memberships' ? whole : can) })),
  check: () => [],
  preconditions: () => [],
  connect,
  read,
  presence: async (client) => talking(await list(client, 'agents', agentOf)),
  operations,
  group: (changes) => ({ groups: kit.grouped(changes, callOf) }),
  lowerBound(changes) {
    const lists = changes.filter(({ kind }) => kind === 'membership');
    return changes.length - lists.length + new Set(lists.map(({ address }) => kit.idsIn(address)[0])).size;
  },
};
