// The least that a plan can do, with the same libraries and no engine: read the file, check it, read live, compare, say
// one line. What `cutover plan` takes beyond this is the price of the engine. Usage: floor.mjs FILE [--no-network]

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import { Agent, request } from 'undici';
import * as z from 'zod';

const agent = z.strictObject({
  id: z.string(),
  workId: z.string(),
  name: z.string(),
  role: z.string(),
  enabled: z.string(),
  extensions: z.array(z.string()).optional(),
});
const file = z.object({
  queues: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      strategy: z.string(),
      timeout: z.string(),
      maxLength: z.string(),
    }),
  ),
  agents: z.array(agent),
  memberships: z.array(z.strictObject({ queue: z.string(), agents: z.array(z.string()) })),
  subscriptions: z.array(
    z.strictObject({
      name: z.string(),
      callback: z.string(),
      events: z.array(z.string()),
      enabled: z.string(),
    }),
  ),
});

type Node = string | Node[] | { [key: string]: Node };

/** Events to values; scalars stay text and each collection keeps its place, as in the real reader. */
function load(text: string): { root: Node; places: number[] } {
  const events = parseEvents(text, {});
  const places: number[] = [];
  let at = 1;
  const take = (): Node => {
    const event = events[at];
    at += 1;
    if (event?.type === EVENT_ID.SCALAR) return getScalarValue(text, event);
    if (event?.type === EVENT_ID.MAPPING) {
      places.push(event.start);
      const map: Record<string, Node> = {};
      while (events[at]?.type !== EVENT_ID.POP) map[String(take())] = take();
      at += 1;
      return map;
    }
    if (event?.type !== EVENT_ID.SEQUENCE) throw new Error('the floor reads plain files only');
    places.push(event.start);
    const list: Node[] = [];
    while (events[at]?.type !== EVENT_ID.POP) list.push(take());
    at += 1;
    return list;
  };
  return { root: take(), places };
}

interface Found {
  readonly [field: string]: unknown;
}

async function read(pool: Agent, path: string): Promise<unknown> {
  const { UDESK_BASE_URL, UDESK_APP_ID = '', UDESK_SID = '', UDESK_AUTH_TOKEN = '' } = process.env;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const query = new URLSearchParams({
    Timestamp: timestamp,
    AppId: UDESK_APP_ID,
    Sid: UDESK_SID,
    Sign: createHash('sha1').update(`${UDESK_SID}${UDESK_AUTH_TOKEN}${timestamp}`).digest('hex'),
  });
  const { body } = await request(`${UDESK_BASE_URL}/ccapi/v2/${path}?${query}`, { dispatcher: pool });
  return (JSON.parse(await body.text()) as { Result: unknown }).Result;
}

const text = z.coerce.string();
const agentRows = z.object({
  AgentList: z.array(
    z.object({
      AgentId: text,
      WorkId: text,
      Name: text,
      Role: text,
      Enable: text,
      Queues: z.array(text).nullable(),
      Extensions: z.array(z.object({ Extension: text })).nullable(),
    }),
  ),
});
const queueRows = z.array(
  z.object({ QueueID: text, Name: text, Strategy: text, Timeout: text, MaxLength: text }),
);

async function live(): Promise<Map<string, Found>> {
  const pool = new Agent({ connections: 8 });
  const [agents, queues] = await Promise.all([
    read(pool, 'agents'),
    read(pool, 'queues'),
    read(pool, 'spnumbers'),
    read(pool, 'subscriptions'),
  ]);
  await pool.close();
  const found = new Map<string, Found>();
  for (const row of agentRows.parse(agents).AgentList) {
    found.set(`agent/${row.AgentId}`, { name: row.Name, role: row.Role, workId: row.WorkId });
    for (const { Extension } of row.Extensions ?? []) found.set(`extension/${Extension}`, {});
    for (const queue of row.Queues ?? []) found.set(`membership/${queue}/${row.AgentId}`, {});
  }
  for (const row of queueRows.parse(queues)) found.set(`queue/${row.QueueID}`, { name: row.Name });
  return found;
}

function declared(path: string): Map<string, Found> {
  const { root } = load(readFileSync(path, 'utf8'));
  const { agents, queues, memberships } = file.parse(root);
  const wanted = new Map<string, Found>();
  for (const { id, name, role, workId, extensions } of agents) {
    wanted.set(`agent/${id}`, { name, role, workId });
    for (const number of extensions ?? []) wanted.set(`extension/${number}`, {});
  }
  for (const { id, name } of queues) wanted.set(`queue/${id}`, { name });
  for (const { queue, agents: list } of memberships) {
    for (const id of list) wanted.set(`membership/${queue}/${id}`, {});
  }
  return wanted;
}

function differences(wanted: Map<string, Found>, found: Map<string, Found>): number {
  let count = 0;
  for (const [address, fields] of wanted) {
    const held = found.get(address);
    if (!held || Object.entries(fields).some(([name, value]) => held[name] !== value)) count += 1;
  }
  for (const address of found.keys()) if (!wanted.has(address)) count += 1;
  return count;
}

await new Command('floor')
  .argument('<file>')
  .option('--no-network')
  .action(async (path: string, { network }: { network: boolean }) => {
    const reading = network ? live() : undefined;
    const wanted = declared(path);
    const found = await reading;
    process.stdout.write(found ? `${differences(wanted, found)} differences\n` : `${wanted.size} objects\n`);
  })
  .parseAsync();
