// Writes to queues, and to their lists of agents (portsip.md 3.1, 3.5, 9.1, 9.2).

import type { Answer, Change, Operation, PlanContext, Value } from '../../../contract/index.js';
import { record } from '../../decoding.js';
import { fieldsAfter, fieldsSet, idOf, only } from '../../kit/index.js';
import { promptsOf } from '../decode/rows.js';
import { factsOf } from '../facts.js';
import { agentsOf, endsOf } from '../names.js';
import { QUEUE_FIELDS, QUEUE_KEEP, queueBody } from '../queue-fields.js';
import { learnId } from './learn-id.js';

const LATE: ReadonlySet<string> = new Set(
  QUEUE_FIELDS.filter((field) => field.late).map((field) => field.name),
);

const create: Operation = {
  request(changes, _about, context) {
    const change = only(changes);
    const fields = Object.entries(fieldsAfter(change, context)).filter(
      // A forward that is set later, when what it leads to is there, is not in the change.
      ([name]) => !LATE.has(name) || change.fields.some((field) => field.path === name),
    );
    return {
      method: 'POST',
      path: 'call_queues',
      body: {
        extension_number: idOf(change.address),
        ...queueBody({ ...DEFAULTS, ...Object.fromEntries(fields) }),
      },
    };
  },
  afterUnknown: { rule: 'look' },
  learn: learnId,
};

/** What the file leaves out is sent as documented, so that it does not depend on the release. */
const DEFAULTS: Readonly<Record<string, Value>> = Object.fromEntries(
  QUEUE_FIELDS.flatMap(({ name, default: standard }): [string, Value][] =>
    standard === undefined ? [] : [[name, standard]],
  ),
);

const update: Operation = {
  request(changes) {
    const change = only(changes);
    const path = `call_queues/{${change.address}}`;
    return { method: 'POST', path, body: queueBody(fieldsSet(change)), over: { path, keep: QUEUE_KEEP } };
  },
  afterUnknown: { rule: 'repeat' },
  confirm: {
    path: (changes) => `call_queues/{${only(changes).address}}`,
    // That the fields took shows in the next plan; here it is about what was not to change.
    holds: (answer) => record(answer.body) !== undefined,
    notes: lostPrompts,
  },
};

/** portsip.md 9.2: where an update replaces, prompts are lost, since nobody can send their ids. */
function lostPrompts(answer: Answer, changes: readonly Change[], context: PlanContext) {
  const change = only(changes);
  const before = factsOf(context.live).prompts[change.address] ?? [];
  const after = new Set(promptsOf(record(answer.body) ?? {}));
  const lost = before.filter((prompt) => !after.has(prompt));
  if (lost.length === 0) return [];
  const message = `the server dropped prompts that cannot be sent again from here: ${lost.join(', ')}; set them in the portal`;
  return [{ change: change.key, message }];
}

const remove: Operation = {
  request: (changes) => ({ method: 'POST', path: `call_queues/{${only(changes).address}}/destroy` }),
  afterUnknown: { rule: 'look' },
};

/** The complete list, in order, with every skill level said (portsip.md 3.5). */
const agents: Operation = {
  request(_changes, about, context) {
    const queue = about ?? '';
    const members = [...context.listAfter(agentsOf(idOf(queue)))].sort(byPlace);
    return {
      method: 'POST',
      path: `call_queues/{${queue}}/agents`,
      body: {
        items: members.map(({ address, fields }) => ({
          extension_number: endsOf(address).agent,
          skill_level: fields.skillLevel ?? 1,
        })),
      },
    };
  },
  afterUnknown: { rule: 'look' },
  wholeList: true,
};

interface Placed {
  readonly address: string;
  readonly fields: Readonly<Record<string, Value>>;
}

/** By place, else by address: the same list gives the same order always. */
function byPlace(a: Placed, b: Placed): number {
  const place = ({ fields }: Placed): number =>
    typeof fields.position === 'number' ? fields.position : Number.MAX_SAFE_INTEGER;
  return place(a) - place(b) || (a.address < b.address ? -1 : 1);
}

export const queueOperations = {
  'queue.create': create,
  'queue.update': update,
  'queue.delete': remove,
  'queue.agents': agents,
} as const;
