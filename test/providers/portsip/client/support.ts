// Small tenants for the tests of the PortSIP client: files through the real loader, plans by the real planner, and
// answers as the sheet describes them.
import { expect } from 'vitest';
import type {
  Address,
  Answer,
  CenterPlan,
  Desired,
  Ledger,
  Live,
  PlanContext,
  ReadClient,
  ReadScope,
  Resource,
  Value,
} from '../../../../src/contract/index.js';
import { VendorError } from '../../../../src/contract/index.js';
import { plan } from '../../../../src/plan/plan.js';
import { type Facts, NO_FACTS, toFacts } from '../../../../src/providers/portsip/facts.js';
import { agentsOf } from '../../../../src/providers/portsip/names.js';
import { provider } from '../../../../src/providers/portsip/provider.js';
import { buildDesired } from '../../../../src/schema/build.js';
import { parseFiles } from '../../../../src/schema/parse.js';

export const ENV = {
  PORTSIP_BASE_URL: 'https://pbx.example.com:8887/api',
  PORTSIP_USERNAME: 'desk.admin',
  PORTSIP_PASSWORD: 'Quiet-Harbor-7-Lamp',
  PORTSIP_DOMAIN: 'harbor.example.com',
  NEW_PASSWORD: 'Brave-Signal-4-Moon',
  NEW_SIP: 'Plain-Window-9-Rope',
  NEW_PIN: '38261507',
  HOOK_TOKEN: 'hook-token-of-tests',
};

export const SETTINGS = {
  baseUrl: ENV.PORTSIP_BASE_URL,
  username: ENV.PORTSIP_USERNAME,
  password: { $secret: 'env:PORTSIP_PASSWORD' },
  domain: ENV.PORTSIP_DOMAIN,
} satisfies Record<string, Value>;

const HEAD = `version: 1
center: harbor
provider:
  type: portsip
  baseUrl: \${PORTSIP_BASE_URL}
  username: \${PORTSIP_USERNAME}
  password: \${PORTSIP_PASSWORD}
  domain: \${PORTSIP_DOMAIN}
`;

/** What the loader makes of a whole file. */
export function loaded(text: string): { centers: readonly Desired[]; problems: readonly string[] } {
  const bytes = new TextEncoder().encode(text);
  const { centers, problems } = buildDesired(parseFiles([{ path: 'a.yaml', bytes }]), {
    env: ENV,
    provider: (type) => (type === 'portsip' ? provider : undefined),
    readBeside: () => new Uint8Array(),
    fingerprint: (_center, literal) => String(literal.length).padStart(8, '0'),
  });
  return { centers, problems: problems.map((one) => `${one.severity} ${one.code}: ${one.message}`) };
}

/** Desired, from the sections of a file; anything wrong in them fails the test. */
export function desiredOf(sections: string): Desired {
  const { centers, problems } = loaded(`${HEAD}${sections}`);
  const [center] = centers;
  expect(problems.filter((problem) => problem.startsWith('error'))).toEqual([]);
  if (!center) throw new Error('no center');
  return center;
}

export const problemsOf = (sections: string): readonly string[] => loaded(`${HEAD}${sections}`).problems;

// ---------------------------------------------------------------- live

const QUEUE_DEFAULTS: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(provider.kinds.find(({ name }) => name === 'queue')?.fields ?? {}).map(
    ([name, fieldRule]) => [name, fieldRule.default ?? null],
  ),
);

export const queue = (number: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'queue',
  address: `queue/${number}`,
  fields: { ...QUEUE_DEFAULTS, name: `Queue ${number}`, ...fields },
  label: `Queue ${number}`,
});

export const agent = (number: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'agent',
  address: `agent/${number}`,
  fields: {
    username: `user.${number}`,
    name: `User ${number}`,
    email: `user.${number}@example.com`,
    mobile: null,
    role: 'StandardUser',
    enabled: true,
    department: null,
    ...fields,
  },
  label: `User ${number}`,
});

export const membership = (
  queueNumber: string,
  agentNumber: string,
  fields: Record<string, Value> = {},
): Resource => ({
  kind: 'membership',
  address: `membership/${queueNumber}/${agentNumber}`,
  fields: { skillLevel: 1, ...fields },
  list: agentsOf(queueNumber),
});

export const rule = (name: string, fields: Record<string, Value>): Resource => ({
  kind: 'relay-number',
  address: `relay-number/${name}`,
  fields: { queue: null, forward: null, name, ...fields },
});

export const slot = (name: string, fields: Record<string, Value> = {}): Resource => ({
  kind: 'subscription',
  address: `subscription/${name}`,
  fields: { callback: 'https://crm.example.com/hooks', enabled: true, auth: 'DISABLE', ...fields },
  label: name,
});

export const TRUNK = { name: 'Carrier A', pool: '4400-4499;5000' } as const;

export function liveOf(
  resources: readonly Resource[],
  facts: Partial<Facts> = {},
  more: Partial<Live> = {},
): Live {
  const sorted = [...resources].sort((a, b) => (a.address < b.address ? -1 : 1));
  const kinds = provider.kinds.map(({ name }) => name);
  return {
    resources: new Map(sorted.map((resource) => [resource.address, resource])),
    certificates: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        { complete: true, arrived: sorted.filter((one) => one.kind === kind).length },
      ]),
    ),
    ids: Object.fromEntries(sorted.map(({ address }) => [address, `id of ${address}`])),
    inCall: new Set<Address>(),
    untouchable: {},
    ambiguous: {},
    facts: toFacts({ ...NO_FACTS, trunks: [TRUNK], ...facts }),
    account: 'desk.admin@harbor.example.com',
    reads: 6,
    ...more,
  };
}

export const LEDGER: Ledger = {
  formatVersion: 1,
  center: 'harbor',
  account: 'desk.admin@harbor.example.com',
  facts: {},
};

export function planned(
  desired: Desired | string,
  live: Live,
  ledger: Ledger = LEDGER,
): { plan: CenterPlan; context: PlanContext } {
  const wanted = typeof desired === 'string' ? desiredOf(desired) : desired;
  return plan({ desired: wanted, live, ledger, provider });
}

/** `POST users/{agent/1001} <- update agent/1001`, in plan order. */
export const callLines = (made: CenterPlan): string[] =>
  made.calls.map((call) => `${call.operation}: ${call.changes.join(', ')}`);

// ---------------------------------------------------------------- reading

export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers, body, text: body === undefined ? '' : JSON.stringify(body) };
}

/** A client that knows these paths, without their query; lists are cut into pages as the server would. */
export function clientOf(routes: Readonly<Record<string, unknown>>): {
  client: ReadClient;
  paths: string[];
} {
  const paths: string[] = [];
  const client: ReadClient = {
    async read({ path }) {
      paths.push(path);
      const [name = '', query = ''] = path.split('?');
      const found = routes[name];
      if (found === undefined) throw new VendorError('refused', `GET ${path}: 404`);
      const body: unknown = typeof found === 'function' ? found(new URLSearchParams(query)) : found;
      return answer(Array.isArray(body) ? page(body, new URLSearchParams(query)) : body);
    },
  };
  return { client, paths };
}

function page(rows: readonly unknown[], query: URLSearchParams): unknown {
  const skip = Number(query.get('skip') ?? 0);
  const top = Number(query.get('top') ?? 100);
  return { count: rows.length, items: rows.slice(skip, skip + top) };
}

export function scopeOf(desired: Desired | undefined, more: Partial<ReadScope> = {}): ReadScope {
  return {
    ...(desired === undefined ? {} : { desired }),
    sections: desired?.sections ?? new Set(provider.sections.map(({ name }) => name)),
    identify: false,
    ledger: LEDGER,
    settings: SETTINGS,
    ...more,
  };
}
