// Reads the account: four list calls side by side, one more to check who answers, one more for the digit table.

import type { Address, Answer, Live, ReadClient, ReadScope } from '../../contract/index.js';
import { decodeAgents } from './decode/agents.js';
import { checkApp } from './decode/app.js';
import { decodeFastRoutes } from './decode/fast-routes.js';
import { decodeQueues } from './decode/queues.js';
import { decodeRelayNumbers } from './decode/relay-numbers.js';
import { decodeSubscriptions } from './decode/subscriptions.js';
import { toLive } from './live.js';
import { agentAddress } from './names.js';
import { settingsOf } from './settings.js';

/** The kinds that each list tells about. `GET agents/{id}` is never needed: the list has the same fields. */
const TELLS = {
  agents: ['agent', 'extension', 'extension-binding', 'membership', 'relay-default'],
  queues: ['queue'],
  spnumbers: ['relay-number', 'relay-default'],
  subscriptions: ['subscription'],
  fastRoutes: ['fast-route'],
} as const;

export async function read(client: ReadClient, scope: ReadScope): Promise<Live> {
  const { appId, appName } = settingsOf(scope.settings);
  let reads = 0;
  const get = (path: string): Promise<Answer> => {
    reads += 1;
    return client.read({ method: 'GET', path });
  };
  const wants = (list: keyof typeof TELLS): boolean =>
    scope.kinds === undefined || TELLS[list].some((kind) => scope.kinds?.has(kind));
  const wanted = async <Out>(needed: boolean, path: string, decode: (answer: Answer) => Out) =>
    needed ? decode(await get(path)) : undefined;

  const [, agents, queues, relayNumbers, subscriptions, fastRoutes] = await Promise.all([
    wanted(scope.identify || appName !== undefined, 'apps', (answer) =>
      checkApp(answer, { appId, ...(appName === undefined ? {} : { appName }) }),
    ),
    wanted(wants('agents'), 'agents', decodeAgents),
    wanted(wants('queues'), 'queues', decodeQueues),
    wanted(wants('spnumbers'), 'spnumbers', decodeRelayNumbers),
    wanted(wants('subscriptions'), 'subscriptions', decodeSubscriptions),
    wanted(wants('fastRoutes') && countsFastRoutes(scope), 'ivrs/fastrouters', decodeFastRoutes),
  ]);
  return toLive(
    { agents, queues, relayNumbers, subscriptions, fastRoutes },
    { account: appId, reads, ledger: scope.ledger },
  );
}

/** The digit table, where the files speak of it, and where a queue may go that it leads to (C20). */
function countsFastRoutes({ sections, desired }: ReadScope): boolean {
  if (sections.has('fastRoutes')) return true;
  if (!desired) return false;
  const { prune } = desired.policy;
  const prunes = prune !== 'none' && (prune === 'all' || prune.includes('queues')) && sections.has('queues');
  return prunes || [...desired.absent.values()].some(({ kind }) => kind === 'queue');
}

/** Who is in a call right now (C17): one list call. */
export async function presence(client: ReadClient): Promise<ReadonlySet<Address>> {
  const { agents } = decodeAgents(await client.read({ method: 'GET', path: 'agents' }));
  return new Set(agents.filter((agent) => agent.inCall).map((agent) => agentAddress(agent.id)));
}
