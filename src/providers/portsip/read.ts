// Reads the tenant in a handful of list calls; one more for each queue whose agents or details count.

import {
  type Address,
  collect,
  type Live,
  type ReadClient,
  type ReadScope,
  VendorError,
} from '../../contract/index.js';
import { idOf } from '../kit/index.js';
import {
  decodeMembers,
  decodeQueue,
  decodeQueueRow,
  decodeRuleRow,
  decodeTrunkRow,
  decodeUserRow,
  isInCall,
  type MemberRow,
  type QueueRow,
} from './decode/rows.js';
import {
  decodePolicy,
  decodeRoleRow,
  decodeStatus,
  decodeTenant,
  mustResetPassword,
} from './decode/tenant.js';
import { type Rows, toLive } from './live.js';
import { agentAddress, endsOf, queueAddress } from './names.js';
import { detailNeeded, givesRoles, makesUsers, membersNeeded, wants } from './needs.js';
import { type Listed, type Reader, readPages } from './pages.js';
import { settingsOf } from './settings.js';

export async function read(client: ReadClient, scope: ReadScope): Promise<Live> {
  const settings = settingsOf(scope.settings);
  let reads = 0;
  const reader: Reader = {
    get: (path) => {
      reads += 1;
      return client.read({ method: 'GET', path });
    },
  };
  const isPlan = scope.kinds === undefined;

  if (scope.identify) await checkAccount(reader, settings.username);
  const [tenant, status, queueList, users, rules, trunks] = await Promise.all([
    wanted(isPlan || wants(scope, 'tenant'), async () =>
      decodeTenant('GET tenant', await reader.get('tenant')),
    ),
    wanted(isPlan, async () => decodeStatus('GET tenant/status', await reader.get('tenant/status'))),
    wanted(wants(scope, 'queues'), () =>
      readPages(reader, { path: 'call_queues', orderBy: 'extension_number' }, decodeQueueRow),
    ),
    wanted(wants(scope, 'users'), () =>
      readPages(reader, { path: 'users', orderBy: 'extension_number' }, decodeUserRow),
    ),
    wanted(wants(scope, 'rules'), () =>
      readPages(reader, { path: 'inbound_rules', orderBy: 'id' }, decodeRuleRow),
    ),
    wanted(wants(scope, 'rules'), () =>
      readPages(reader, { path: 'providers', orderBy: 'id' }, decodeTrunkRow),
    ),
  ]);
  if (tenant !== undefined && tenant.domain.toLowerCase() !== settings.domain.toLowerCase()) {
    throw new VendorError(
      'wrong-account',
      `The server says that this tenant's domain is ${JSON.stringify(tenant.domain)}, and the file says ${JSON.stringify(settings.domain)}. Correct provider.domain.`,
    );
  }

  const version = settings.serverVersion ?? status?.version ?? null;
  const [queues, members, policy, roles] = await Promise.all([
    withDetails(reader, queueList, scope),
    wanted(wants(scope, 'members'), () => membersOfQueues(reader, queueList?.rows ?? [], scope)),
    wanted(isPlan && makesUsers(scope, users?.rows ?? []), () => passwordPolicy(reader)),
    wanted(isPlan && givesRoles(scope, users?.rows ?? [], version), () => unlessRefused(rolesOf(reader))),
  ]);
  const rows: Rows = { tenant, status, queues, members, users, rules, trunks, policy, roles };
  return toLive(rows, { settings, version, reads, desired: scope.desired });
}

async function wanted<Out>(needed: boolean, get: () => Promise<Out>): Promise<Out | undefined> {
  return needed ? get() : undefined;
}

/** Since 22.2 (portsip.md 2.1); an older server has no such page, and says the rest by refusing. */
async function checkAccount(reader: Reader, username: string): Promise<void> {
  const answer = await unlessRefused(reader.get('auth/user'));
  if (answer === undefined || !mustResetPassword(answer)) return;
  throw new VendorError(
    'auth-failed',
    `The account ${JSON.stringify(username)} must change its password first. Sign in to the portal with it, once.`,
  );
}

async function unlessRefused<Out>(reading: Promise<Out>): Promise<Out | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'refused') return undefined;
    throw error;
  }
}

// ---------------------------------------------------------------- one call a queue

export interface QueueDetails extends Listed<QueueRow> {
  /** By number; of the queues that were read in full. */
  readonly prompts: ReadonlyMap<string, readonly string[]>;
}

async function withDetails(
  reader: Reader,
  list: Listed<QueueRow> | undefined,
  scope: ReadScope,
): Promise<QueueDetails | undefined> {
  if (list === undefined) return undefined;
  const needed = scope.kinds === undefined || scope.kinds.has('queue') ? detailNeeded(scope) : () => false;
  const prompts = new Map<string, readonly string[]>();
  const rows = await Promise.all(
    list.rows.map(async (row): Promise<QueueRow> => {
      if (!needed(row)) return row;
      const path = `call_queues/${encodeURIComponent(row.id)}`;
      const detail = decodeQueue(`GET call_queues/{${row.number}}`, await reader.get(path));
      prompts.set(row.number, detail.prompts);
      return { ...row, fields: detail.fields };
    }),
  );
  return { rows, certificate: list.certificate, prompts };
}

async function membersOfQueues(
  reader: Reader,
  queues: readonly QueueRow[],
  scope: ReadScope,
): Promise<ReadonlyMap<string, readonly MemberRow[]>> {
  const needed = membersNeeded(scope);
  return new Map(
    await Promise.all(
      queues
        .filter((queue) => needed(queue.number))
        .map(async ({ id, number }): Promise<[string, readonly MemberRow[]]> => {
          const path = `call_queues/${encodeURIComponent(id)}/agents`;
          return [number, decodeMembers(`GET call_queues/{${number}}/agents`, await reader.get(path))];
        }),
    ),
  );
}

// ---------------------------------------------------------------- once in a while

async function passwordPolicy(reader: Reader): Promise<{ min: number; max: number } | undefined> {
  const answer = await unlessRefused(reader.get('tenant/password_policy'));
  return answer === undefined ? undefined : decodePolicy('GET tenant/password_policy', answer);
}

/** Ids by name; 22.2 tells names alone. */
async function rolesOf(reader: Reader): Promise<ReadonlyMap<string, string | null>> {
  let at = 0;
  const { rows } = await readPages(reader, { path: 'roles', orderBy: 'name' }, (row) => {
    const { id, name } = decodeRoleRow(row);
    at += 1;
    return { id: id ?? `${name} ${at}`, name, known: id };
  });
  return new Map(rows.map(({ name, known }) => [name, known] as const));
}

// ---------------------------------------------------------------- presence

/**
 * Who of those asked is in a call now. Of a member of queues, each queue is asked, one agent at a time (portsip.md 3.1,
 * 3.5); whoever is in none that was read has only the status of his extension (portsip.md 4.1).
 */
export async function presence(
  client: ReadClient,
  live: Live,
  asked: readonly Address[],
): Promise<ReadonlySet<Address>> {
  const queues = queuesByAgent(live);
  const busy = await Promise.all(
    asked.map(async (agent) => {
      const states = await Promise.all(
        statusPaths(agent, queues.get(agent) ?? [], live).map(async (path) => {
          const answer = await unlessRefused(client.read({ method: 'GET', path }));
          return answer !== undefined && isInCall(answer);
        }),
      );
      return states.some((inCall) => inCall) ? [agent] : [];
    }),
  );
  return new Set(busy.flat());
}

function statusPaths(agent: Address, queues: readonly string[], live: Live): readonly string[] {
  if (queues.length > 0)
    return queues.map((id) => `call_queues/${encodeURIComponent(id)}/agents/${idOf(agent)}`);
  const id = live.ids[agent];
  return id === undefined ? [] : [`users/${encodeURIComponent(id)}/status`];
}

function queuesByAgent(live: Live): ReadonlyMap<Address, readonly string[]> {
  const queues = new Map<Address, string[]>();
  for (const { kind, address } of live.resources.values()) {
    if (kind !== 'membership') continue;
    const { queue, agent } = endsOf(address);
    const id = live.ids[queueAddress(queue)];
    if (id !== undefined) collect(queues, agentAddress(agent), id);
  }
  return queues;
}
