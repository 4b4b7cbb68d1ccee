// `agents`, with the extensions and the default number of each: udesk.md §2.2, §2.3.

import {
  type Address,
  collect,
  type Expansion,
  type Live,
  type Resource,
  type Section,
  type Value,
} from '../../../contract/index.js';
import { boolean, choice, email, id, list, nullable, object, text } from '../../../schema/fields.js';
import { declared, idOf, labelled, NO_FIELDS, ofKind, orNothing, written } from '../../kit/index.js';
import {
  agentAddress,
  agentDefaultAddress,
  agentOfDefault,
  bindingAddress,
  defaultOfAgent,
  endsOf,
  extensionAddress,
  extensionsOf,
  relayNumberAddress,
} from '../names.js';
import { extensionNumber } from './extensions.js';
import { relayNumber } from './relay-numbers.js';

type Expanded = Expansion['resources'][number];

const FIELDS = ['workId', 'name', 'mobile', 'email', 'role', 'enabled'] as const;

/** §3: a text always; 32 digits do not fit a number and leading zeros count. */
export const agentId = (description: string) => id(/^\d{1,32}$/, { description, example: '10031' });

const FIELD_SCHEMAS = {
  id: agentId('Id of the agent: up to 32 digits. Fixed; another id is another agent.'),
  // G32: needed for every write; null only describes a live agent that has none.
  workId: nullable(
    id(/^[A-Za-z0-9_]{1,32}$/, {
      description:
        'Staff number, unique: up to 32 letters, digits or underscores. Udesk writes no agent without one.',
      example: 'w10031',
    }),
  ),
  name: nullable(text({ description: 'Name of the agent.', example: 'Li Wei' })).optional(),
  mobile: nullable(
    id(/^\d{3,20}$/, {
      description: 'Phone of the agent: digits only; international numbers begin with 00.',
      example: '13800000000',
    }),
  ).optional(),
  email: nullable(
    email({ description: 'E-mail address of the agent.', example: 'li.wei@example.com' }),
  ).optional(),
  role: choice(['agent', 'leader'], {
    description: 'Rights of the agent. A new agent is an agent.',
    example: 'agent',
  }).optional(),
  enabled: boolean({
    description: 'Whether the agent may sign in and take calls. A new agent may.',
    example: true,
  }).optional(),
  extensions: list(extensionNumber('An extension of the agent.'), {
    description: 'All extensions of the agent, at most 2. What is not listed is unbound.',
    example: ['8001'],
    max: 2,
  }).optional(),
  relayNumber: nullable(
    relayNumber("The agent's default number for outbound calls; null clears it."),
  ).optional(),
};

const schema = object(FIELD_SCHEMAS, {
  description: 'An agent, with the extensions and the default number of this agent.',
  example: {
    id: '10031',
    workId: 'w10031',
    name: 'Li Wei',
    role: 'agent',
    enabled: true,
    extensions: ['8001'],
  },
});

export const agents: Section = {
  name: 'agents',
  description: 'Agents with their extensions and their default number.',
  form: 'list',
  schema,
  identity: ['id'],
  address: (item) => agentAddress(String(item.id)),
  kind: 'agent',
  expand,
  collapse,
};

function expand(item: Readonly<Record<string, unknown>>): Expansion {
  const agent = String(item.id);
  const { name, extensions: numbers, relayNumber: number } = item;
  const resources: Expanded[] = [
    { kind: 'agent', address: agentAddress(agent), fields: declared(item, FIELDS), ...labelled(name) },
  ];
  const lists: string[] = [];
  if (Array.isArray(numbers)) {
    const list = extensionsOf(agent);
    lists.push(list);
    for (const [index, one] of numbers.entries()) addExtension(resources, String(one), agent, list, index);
  }
  if (number !== undefined) lists.push(defaultOfAgent(agent));
  // `null` owns the place and puts nothing there.
  if (typeof number === 'string' && number !== '') resources.push(defaultNumber(number, agent));
  return { resources, lists };
}

/** An extension that an agent names is declared by it. */
function addExtension(to: Expanded[], number: string, agent: string, list: string, index: number): void {
  const at = ['extensions', index];
  to.push(
    { kind: 'extension', address: extensionAddress(number), fields: NO_FIELDS, at },
    { kind: 'extension-binding', address: bindingAddress(number, agent), fields: NO_FIELDS, list, at },
  );
}

function defaultNumber(number: string, agent: string): Expanded {
  return {
    kind: 'relay-default',
    address: agentDefaultAddress(agent),
    fields: { number },
    list: defaultOfAgent(agent),
    at: ['relayNumber'],
  };
}

function collapse(live: Live): readonly Record<string, Value>[] | undefined {
  const numbers = new Map<Address, string[]>();
  for (const binding of ofKind(live, 'extension-binding')) {
    const { first, agent } = endsOf(binding.address);
    collect(numbers, agent, first);
  }
  const defaults = new Map(
    ofKind(live, 'relay-default').flatMap((entry): [string, Value][] => {
      const agent = agentOfDefault(entry.address);
      const number = entry.fields.number ?? null;
      // One that the account does not own could not be written again.
      const owned = live.resources.has(relayNumberAddress(String(number)));
      return agent === undefined || !owned ? [] : [[agent, number]];
    }),
  );
  return orNothing(ofKind(live, 'agent').map((agent) => collapseAgent(agent, numbers, defaults)));
}

function collapseAgent(
  agent: Resource,
  numbers: ReadonlyMap<string, readonly string[]>,
  defaults: ReadonlyMap<string, Value>,
): Record<string, Value> {
  const id = idOf(agent.address);
  const extensions = numbers.get(id);
  const relayNumber = defaults.get(id);
  return {
    id,
    workId: agent.fields.workId ?? null,
    ...written(agent, FIELDS),
    ...(extensions === undefined ? {} : { extensions }),
    ...(relayNumber === undefined ? {} : { relayNumber }),
  };
}
