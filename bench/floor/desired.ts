// What the file wants: every item checked by the vendor's patterns, each object once, every name that is used declared.

import * as z from 'zod';
import { lineOf, load } from './load.js';
import { NO_FIELDS, type Objects, put, unordered } from './objects.js';

const matching = (pattern: RegExp) => z.string().regex(pattern);
const integer = (least: number, most: number) =>
  matching(/^(?:0|-?[1-9]\d{0,15})$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
const boolean = z.enum(['true', 'false']).transform((written) => written === 'true');
const address = z.string().refine((written) => /^https?:\/\/[^\s/]/i.test(written) && URL.canParse(written));

const queueId = matching(/^9\d{3}$/);
const agentId = matching(/^\d{1,32}$/);

const file = z.strictObject({
  version: z.literal('1'),
  center: matching(/^[a-z0-9][a-z0-9-]*$/),
  provider: z.strictObject({
    type: z.literal('udesk'),
    baseUrl: address,
    appId: matching(/^[A-Za-z0-9-]{1,64}$/),
    sid: z.string(),
    authToken: z.string(),
  }),
  queues: z.array(
    z.strictObject({
      id: queueId,
      name: z.string(),
      strategy: matching(/^[a-z_]+$/),
      timeout: integer(0, Number.MAX_SAFE_INTEGER),
      maxLength: integer(1, 512),
    }),
  ),
  agents: z.array(
    z.strictObject({
      id: agentId,
      workId: matching(/^[A-Za-z0-9_]{1,32}$/),
      name: z.string(),
      role: z.enum(['agent', 'leader']),
      enabled: boolean,
      extensions: z
        .array(matching(/^[1-9]\d{3}$/))
        .max(2)
        .optional(),
    }),
  ),
  memberships: z.array(z.strictObject({ queue: queueId, agents: z.array(agentId) })),
  subscriptions: z.array(
    z.strictObject({
      name: z.string(),
      callback: address,
      events: z.array(matching(/^[A-Za-z0-9_.-]{1,64}$/)).min(1),
      enabled: boolean,
    }),
  ),
});

export type Connection = z.infer<typeof file>['provider'];

export function desired(text: string): { readonly connection: Connection; readonly wanted: Objects } {
  const { provider, queues, agents, memberships, subscriptions } = checked(text);
  const wanted: Objects = new Map();
  for (const { id, ...fields } of queues) put(wanted, `queue/${id}`, fields);
  for (const { id, extensions = [], ...fields } of agents) {
    put(wanted, `agent/${id}`, fields);
    for (const number of extensions) {
      put(wanted, `extension/${number}`, NO_FIELDS);
      put(wanted, `extension-binding/${number}/${id}`, NO_FIELDS);
    }
  }
  for (const { queue, agents: members } of memberships) {
    needed(wanted, `queue/${queue}`);
    for (const agent of members) {
      needed(wanted, `agent/${agent}`);
      put(wanted, `membership/${queue}/${agent}`, NO_FIELDS);
    }
  }
  for (const { name, events, ...fields } of subscriptions) {
    put(wanted, `subscription/${name}`, { ...fields, events: unordered(events) });
  }
  return { connection: provider, wanted };
}

function checked(text: string): z.infer<typeof file> {
  const loaded = load(text);
  const { success, data, error } = file.safeParse(loaded.root);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${lineOf(text, loaded, path)}: ${message}`);
  throw new Error(problems.join('\n'));
}

function needed(wanted: Objects, name: string): void {
  if (!wanted.has(name)) throw new Error(`${name} is named and not declared`);
}
