// POST, PUT and DELETE of agents (udesk.md §2.3, C4, C5, C21).

import type { Effect } from '../../../contract/index.js';
import type { Refusal } from '../../../simulator/refusal.js';
import { type AgentFields, agentFields, withDefaults, wrapUpTime } from './agent-fields.js';
import type { Ask, Decision, Handler } from './decision.js';
import {
  bodyFields,
  booleanField,
  type Fields,
  idField,
  listField,
  objectOf,
  PATTERN,
  textField,
} from './fields.js';
import { bindExtension, unbindExtension } from './links.js';
import { agentOf, extensionOf } from './lookup.js';
import { PASSWORD_DIGITS } from './mint.js';
import { agentResource, extensionResource } from './normal-form.js';
import {
  agentHasBindings,
  doesNotExist,
  duplicate,
  extensionBound,
  numberExists,
  parameterError,
  paramsInvalid,
} from './refusal.js';
import type { Agent, App, Extension } from './state.js';

interface NewAgent {
  readonly id: string;
  readonly fields: AgentFields;
  readonly wrapUpTime: number | undefined;
  readonly createsExtension: boolean;
  readonly extension: string | undefined;
}

export const createAgents: Handler = (ask) => {
  const { app, options, mint } = ask;
  const items = listField(bodyFields(ask.body), 'Agents').map((item) => newAgent(objectOf(item), ask));
  if (items.length === 0 || tooMany(items.length, options.maxBatch)) throw parameterError();

  const { good, refusal } = sortOut(items, ask);
  if (refusal && options.batchCreate === 'atomic') throw refusal;
  const numbers = freeNumbers(app, good.filter((item) => item.createsExtension).length);
  const made = numbers.map(
    (number): Extension => ({ number, password: mint.hex(PASSWORD_DIGITS), owner: undefined }),
  );
  return {
    result:
      made.length === 0
        ? null
        : { Extensions: made.map(({ number, password }) => ({ Extension: number, Password: password })) },
    commit: () => {
      const rest = [...made];
      return good.flatMap((item) => addAgent(app, item, item.createsExtension ? rest.shift() : undefined));
    },
    ...(refusal ? { refusal } : {}),
  };
};

function newAgent(fields: Fields, { options }: Ask): NewAgent {
  return {
    id: idField(fields, 'AgentId', PATTERN.agentId),
    fields: agentFields(fields),
    wrapUpTime: wrapUpTime(fields, options.wrapUpTimeWritable === 'true'),
    createsExtension: booleanField(fields, 'IsCreateExtension') ?? false,
    extension:
      options.createAgentExtension === 'bind' ? textField(fields, 'Extension', PATTERN.extension) : undefined,
  };
}

/** Which items can be created; with `prefixKept` none after the first bad one (udesk.md C21). */
function sortOut(items: readonly NewAgent[], ask: Ask): { good: NewAgent[]; refusal?: Refusal } {
  const good: NewAgent[] = [];
  const seen = new Set<string>();
  let refusal: Refusal | undefined;
  for (const item of items) {
    const objection = objectionTo(item, seen, ask);
    seen.add(item.id);
    if (!objection) {
      good.push(item);
      continue;
    }
    refusal ??= objection;
    if (ask.options.batchCreate !== 'skipBad') break;
  }
  return refusal ? { good, refusal } : { good };
}

function objectionTo(item: NewAgent, seen: ReadonlySet<string>, { app, options }: Ask): Refusal | undefined {
  if (app.agents.has(item.id) || seen.has(item.id)) return duplicate(item.id, 'AgentId');
  if (item.extension === undefined) return undefined;
  const taken = extensionOf(app, item.extension).owner !== undefined;
  return taken && options.bindTaken === 'reject' ? extensionBound() : undefined;
}

function addAgent(app: App, item: NewAgent, made: Extension | undefined): readonly Effect[] {
  app.lastRow += 1;
  const agent: Agent = {
    id: item.id,
    row: app.lastRow,
    ...withDefaults(item.fields),
    wrapUpTime: item.wrapUpTime ?? 0,
    queues: new Set(),
    extensions: new Set(),
  };
  app.agents.set(agent.id, agent);
  const effects: Effect[] = [{ put: agentResource(agent) }];
  if (made) {
    app.extensions.set(made.number, made);
    effects.push({ put: extensionResource(made.number) }, ...bindExtension(app, made, agent));
  }
  const named = item.extension === undefined ? undefined : app.extensions.get(item.extension);
  return named ? [...effects, ...bindExtension(app, named, agent)] : effects;
}

/** The server chooses the number (udesk.md G19): the lowest that is free. */
function freeNumbers(app: App, count: number): readonly string[] {
  const free: string[] = [];
  for (let number = 1000; number <= 9999 && free.length < count; number += 1) {
    if (!app.extensions.has(String(number))) free.push(String(number));
  }
  if (free.length < count) throw numberExists();
  return free;
}

function tooMany(count: number, limit: string): boolean {
  return limit !== 'none' && count > Number(limit);
}

export const updateAgent: Handler = ({ app, options, params, body }) => {
  const fields = bodyFields(body);
  const id = sameId(params, fields);
  const given = agentFields(fields);
  const wrapUp = wrapUpTime(fields, options.wrapUpTimeWritable === 'true');
  const agent = agentOf(app, id);
  const keep = options.putAgentOmitted === 'keep';
  return {
    result: null,
    commit: () => {
      agent.workId = given.workId;
      agent.name = given.name ?? (keep ? agent.name : '');
      agent.mobile = given.mobile ?? (keep ? agent.mobile : '');
      agent.email = given.email ?? (keep ? agent.email : '');
      agent.role = given.role ?? (keep ? agent.role : 'agent');
      agent.enabled = given.enabled ?? (keep ? agent.enabled : true);
      agent.wrapUpTime = wrapUp ?? agent.wrapUpTime;
      return [{ put: agentResource(agent) }];
    },
  };
};

export const deleteAgent: Handler = ({ app, options, params, body }) => {
  const fields = bodyFields(body);
  const id = sameId(params, fields);
  const cascade = booleanField(fields, 'IsDelExtensions') ?? false;
  const agent = app.agents.get(id);
  if (!agent) throw doesNotExist();
  if (agent.queues.size > 0) throw agentHasBindings();
  if (agent.extensions.size > 0 && !cascade && options.agentDelete === 'strict') throw agentHasBindings();
  return { result: null, commit: () => removeAgent(app, agent, cascade) } satisfies Decision;
};

/** Removes an agent without queues; its extensions go with it or are left unbound. */
export function removeAgent(app: App, agent: Agent, withExtensions: boolean): readonly Effect[] {
  const effects: Effect[] = [];
  for (const number of [...agent.extensions]) {
    const extension = app.extensions.get(number);
    if (!extension) continue;
    effects.push(...unbindExtension(app, extension));
    if (withExtensions && app.extensions.delete(number)) effects.push({ drop: `extension/${number}` });
  }
  if (agent.relay !== '') effects.push({ drop: `relay-default/${agent.id}` });
  app.agents.delete(agent.id);
  return [...effects, { drop: `agent/${agent.id}` }];
}

/** The id stands in the URL and in the body, and must be the same (udesk.md G20, G33). */
export function sameId(params: readonly string[], fields: Fields): string {
  const [inPath = ''] = params;
  if (!PATTERN.agentId.test(inPath)) throw parameterError();
  const inBody = idField(fields, 'AgentId', PATTERN.agentId);
  if (inBody !== inPath) throw paramsInvalid();
  return inPath;
}
