// What the account holds: its four lists, read side by side, every row checked and turned into the words of the file.

import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { Agent } from 'undici';
import * as z from 'zod';
import type { Connection } from './desired.js';
import { NO_FIELDS, type Objects, put, unordered } from './objects.js';

/** The vendor writes a missing text as `""` or null. */
const optional = z
  .string()
  .nullish()
  .transform((text) => (text ? text : null));
const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const answer = z.object({ ErrCode: z.literal('000000'), Result: z.unknown() });

const agentList = z.object({
  Total: z.int(),
  AgentList: z.array(
    z.object({
      AgentId: z.string(),
      WorkId: optional,
      Name: optional,
      Role: z.string(),
      Enable: z.boolean(),
      Queues: texts,
      Extensions: z.array(z.object({ Extension: z.string() })).nullish(),
      DefSpNumber: optional,
    }),
  ),
});
const queueList = z.array(
  z.object({
    QueueID: z.string(),
    Name: optional,
    Strategy: z.string(),
    Timeout: z.int(),
    MaxLength: z.int(),
  }),
);
const relayNumberList = z.object({ SpNumbers: texts, DefSpNumber: optional });
const subscriptionList = z.array(
  z.object({ name: z.string(), callback: optional, events: texts, enable: z.boolean() }),
);

export async function live(connection: Connection, connections: number): Promise<Objects> {
  // As the program does: what no run wins back is not part of the least that it could take.
  setFlagsFromString('--liftoff-only');
  const pool = new Agent({ connections });
  const [agents, queues, relayNumbers, subscriptions] = await Promise.all(
    ['agents', 'queues', 'spnumbers', 'subscriptions'].map((list) => read(pool, connection, list)),
  );
  await pool.close();
  const found: Objects = new Map();
  putAgents(found, agents);
  for (const { QueueID, Name, Strategy, Timeout, MaxLength } of queueList.parse(queues)) {
    const fields = { name: Name, strategy: Strategy, timeout: Timeout, maxLength: MaxLength };
    put(found, `queue/${QueueID}`, fields);
  }
  const { SpNumbers, DefSpNumber } = relayNumberList.parse(relayNumbers);
  for (const number of SpNumbers) put(found, `relay-number/${number}`, NO_FIELDS);
  if (DefSpNumber !== null) put(found, 'relay-default/account', { number: DefSpNumber });
  for (const { name, callback, events, enable } of subscriptionList.parse(subscriptions)) {
    put(found, `subscription/${name}`, { callback, events: unordered(events), enabled: enable });
  }
  return found;
}

function putAgents(found: Objects, rows: unknown): void {
  const { Total, AgentList } = agentList.parse(rows);
  if (AgentList.length < Total) throw new Error('the list of agents is not whole');
  for (const row of AgentList) {
    const id = row.AgentId;
    put(found, `agent/${id}`, { workId: row.WorkId, name: row.Name, role: row.Role, enabled: row.Enable });
    for (const { Extension } of row.Extensions ?? []) {
      put(found, `extension/${Extension}`, NO_FIELDS);
      put(found, `extension-binding/${Extension}/${id}`, NO_FIELDS);
    }
    for (const queue of row.Queues) put(found, `membership/${queue}/${id}`, NO_FIELDS);
    if (row.DefSpNumber !== null) put(found, `relay-default/${id}`, { number: row.DefSpNumber });
  }
}

async function read(pool: Agent, { baseUrl, appId, sid, authToken }: Connection, list: string) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const query = new URLSearchParams({
    Timestamp: timestamp,
    AppId: appId,
    Sid: sid,
    Sign: createHash('sha1').update(`${sid}${authToken}${timestamp}`).digest('hex'),
  });
  const path = `/ccapi/v2/${list}?${query}`;
  const { statusCode, body } = await pool.request({ origin: baseUrl, path, method: 'GET' });
  if (statusCode !== 200) throw new Error(`${list} answers ${statusCode}`);
  return answer.parse(await body.json()).Result;
}
