// A small vendor for the loader's tests: queues, agents, memberships, a secret, a rename, a rigid map.

import type { Desired, Finding, Provider, Section, Value } from '../../src/contract/index.js';
import {
  boolean,
  choice,
  elementOf,
  id,
  integer,
  list,
  nullable,
  object,
  previously,
  record,
  rows,
  secret,
  text,
  url,
} from '../../src/schema/fields.js';

type Item = Readonly<Record<string, unknown>>;

const queueId = id(/^9\d{3}$/, {
  description: 'Number of the queue: four digits, the first a 9.',
  example: '9001',
});
const agentId = id(/^\d{1,32}$/, { description: 'Id of the agent: up to 32 digits.', example: '10031' });
const number = id(/^[1-9]\d{3}$/, { description: 'Four digits.', example: '8001' });
const flag = { description: 'On or off.', example: true };

function fieldsOf(item: Item, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(
    names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name] as Value]])),
  );
}

function plain(
  name: string,
  kind: string,
  key: string,
  schema: Section['schema'],
  fields: readonly string[],
): Section {
  return {
    name,
    kind,
    schema,
    description: `The ${name}.`,
    form: 'list',
    identity: [key],
    address: (item) => `${kind}/${String(item[key])}`,
    expand: (item) => ({
      resources: [{ kind, address: `${kind}/${String(item[key])}`, fields: fieldsOf(item, fields) }],
    }),
    collapse: () => undefined,
  };
}

const queues = plain(
  'queues',
  'queue',
  'id',
  object(
    {
      id: queueId,
      name: nullable(text({ description: 'What people call it.', example: 'Support' })).optional(),
      strategy: choice(['longest_idle', 'ring_all'], {
        description: 'Who is next.',
        example: 'ring_all',
      }).optional(),
      timeout: integer({ description: 'Seconds.', example: 60, min: 1, max: 3600 }).optional(),
    },
    { description: 'A queue.', example: { id: '9001' } },
  ),
  ['name', 'strategy', 'timeout'],
);

const agents: Section = {
  ...plain(
    'agents',
    'agent',
    'id',
    object(
      {
        id: agentId,
        name: text({ description: 'Name.', example: 'Li Wei' }).optional(),
        enabled: boolean(flag).optional(),
        pin: secret({
          description: 'PIN.',
          example: `\${PIN}`,
          pattern: /^\d{4}$/,
          hint: 'four digits',
        }).optional(),
        extensions: list(number, { description: 'Extensions.', example: ['8001'], max: 2 }).optional(),
      },
      { description: 'An agent.', example: { id: '10031' } },
    ),
    [],
  ),
  expand(item) {
    const agent = String(item.id);
    const extensions = Array.isArray(item.extensions) ? item.extensions.map(String) : [];
    return {
      resources: [
        { kind: 'agent', address: `agent/${agent}`, fields: fieldsOf(item, ['name', 'enabled', 'pin']) },
        ...extensions.flatMap((extension, index) => [
          { kind: 'extension', address: `extension/${extension}`, fields: {}, at: ['extensions', index] },
          {
            kind: 'extension-binding',
            address: `extension-binding/${extension}/${agent}`,
            fields: {},
            list: `agent/${agent} extensions`,
            at: ['extensions', index],
          },
        ]),
      ],
      lists: item.extensions === undefined ? [] : [`agent/${agent} extensions`],
    };
  },
};

const extensions = plain(
  'extensions',
  'extension',
  'number',
  object({ number }, { description: 'An extension.', example: { number: '8001' } }),
  [],
);

const memberships: Section = {
  name: 'memberships',
  description: 'Who serves which queue.',
  form: 'list',
  kind: 'membership',
  identity: ['queue'],
  nested: { agents: 'agent' },
  allowEmpty: 'allowEmpty',
  schema: object(
    {
      queue: queueId,
      agents: list(
        elementOf(
          'agent',
          agentId,
          { skillLevel: integer({ description: 'Skill.', example: 5, min: 1, max: 100 }).optional() },
          { description: 'An agent of the queue.', example: '10031' },
        ),
        { description: 'All agents of the queue.', example: ['10031'] },
      ),
    },
    { description: 'A queue and its agents.', example: { queue: '9001', agents: ['10031'] } },
  ),
  address: (item) => `membership/${String(item.queue)}/*`,
  expand(item) {
    const queue = String(item.queue);
    const members = Array.isArray(item.agents) ? (item.agents as Item[]) : [];
    return {
      resources: members.map((member, index) => ({
        kind: 'membership',
        address: `membership/${queue}/${String(member.agent)}`,
        fields: fieldsOf(member, ['skillLevel']),
        list: `queue/${queue} members`,
        at: ['agents', index],
      })),
      lists: [`queue/${queue} members`],
    };
  },
  collapse: () => undefined,
};

const campaigns = plain(
  'campaigns',
  'campaign',
  'id',
  object(
    {
      id: text({ description: 'Id.', example: 'spring' }),
      state: choice(['paused', 'running'], { description: 'What it does.', example: 'paused' }).optional(),
      contacts: rows(
        object(
          {
            id: text({ description: 'Order id.', example: 'o1' }),
            phone: id(/^\d{3,20}$/, { description: 'Digits.', example: '13800000000' }),
            note: text({ description: 'Note.', example: 'n' }).optional(),
          },
          { description: 'A contact.', example: { id: 'o1', phone: '13800000000' } },
        ),
        { description: 'Who is called.', example: [{ id: 'o1', phone: '13800000000' }] },
      ).optional(),
    },
    { description: 'A campaign.', example: { id: 'spring' } },
  ),
  ['state', 'contacts'],
);

const subscriptions = plain(
  'subscriptions',
  'subscription',
  'name',
  object(
    {
      name: text({ description: 'Name.', example: 'crm' }),
      callback: url({ description: 'Address.', example: 'https://crm.example.com' }).optional(),
      events: list(text({ description: 'Event.', example: 'hangup' }), {
        description: 'Events.',
        example: ['hangup'],
      }).optional(),
      previously: previously({ description: 'Old names.', example: 'old' }).optional(),
    },
    { description: 'A subscription.', example: { name: 'crm' } },
  ),
  ['callback', 'events'],
);

const hooks: Section = {
  name: 'hooks',
  description: 'Events by category.',
  form: 'map',
  kind: 'hooks',
  identity: [],
  schema: record(
    list(text({ description: 'Event.', example: 'begin' }), { description: 'Events.', example: ['begin'] }),
    { description: 'Events by category.', example: { call: ['begin'] } },
  ),
  address: () => 'hooks',
  expand: (item) => ({
    resources: [{ kind: 'hooks', address: 'hooks', fields: item as Record<string, Value> }],
  }),
  collapse: () => undefined,
};

const settings = object(
  {
    baseUrl: url({ description: 'Address of the account.', example: 'https://cti.example.com' }),
    account: id(/^[a-z]+$/, { description: 'Account.', example: 'acme' }),
    token: secret({ description: 'Token.', example: `\${TOKEN}` }),
    batch: object(
      { size: integer({ description: 'Size.', example: 50, min: 1 }).optional() },
      { description: 'Batches.', example: { size: 50 } },
    ).optional(),
  },
  { description: 'The account.', example: { baseUrl: 'https://cti.example.com' } },
);

const kind = (name: string, section: string, refs: (address: string) => readonly string[] = () => []) => ({
  name,
  section,
  title: { one: name, many: `${name}s` },
  visibility: 'listed' as const,
  fields: {},
  refs: ({ address }: { readonly address: string }) => refs(address).map((to) => ({ to })),
});

const part = (address: string, index: number): string => address.split('/')[index] ?? '';

/** Finds an extension on two agents, so that a provider's finding can be seen to get its place. */
function check(desired: Desired): readonly Finding[] {
  const owners = new Map<string, string>();
  return [...desired.resources.values()].flatMap((resource): Finding[] => {
    if (resource.kind !== 'extension-binding') return [];
    const [, number = '', agent = ''] = resource.address.split('/');
    const other = owners.get(number);
    owners.set(number, agent);
    if (other === undefined) return [];
    const message = `Extension ${number} is on agents ${other} and ${agent}.`;
    const origin = resource.origin === undefined ? {} : { origin: resource.origin };
    return [
      { code: 'extension-on-two-agents', severity: 'error', message, address: resource.address, ...origin },
    ];
  });
}

const unused = (): never => {
  throw new Error('The loader must not call this.');
};

export const fake: Provider = {
  type: 'fake',
  title: 'Fake',
  settings,
  secretSettings: ['token'],
  defaults: { concurrency: 1, rate: 1 },
  sections: [queues, agents, extensions, memberships, campaigns, subscriptions, hooks],
  kinds: [
    kind('queue', 'queues'),
    kind('agent', 'agents'),
    kind('extension', 'extensions'),
    kind('extension-binding', 'agents', (address) => [
      `extension/${part(address, 1)}`,
      `agent/${part(address, 2)}`,
    ]),
    {
      ...kind('membership', 'memberships', (address) => [
        `queue/${part(address, 1)}`,
        `agent/${part(address, 2)}`,
      ]),
      staffs: ({ address }) => ({ pool: `queue/${part(address, 1)}`, member: `agent/${part(address, 2)}` }),
    },
    kind('campaign', 'campaigns'),
    kind('subscription', 'subscriptions'),
    kind('hooks', 'hooks'),
  ],
  operations: {},
  capabilities: [
    {
      section: 'relayNumbers',
      read: 'no',
      create: 'no',
      change: 'no',
      delete: 'no',
      note: 'Fake has no numbers.',
    },
  ],
  check,
  connect: unused,
  read: unused,
  preconditions: () => [],
  group: () => ({ groups: [] }),
  lowerBound: () => 0,
};
