// What no single item of the file shows: limits, uniqueness and references across a whole center.

import { type Address, type Desired, type Finding, gather, type Resource } from '../../contract/index.js';
import { finding, idOf } from '../kit/index.js';
import { MAX_EXTENSIONS, MAX_QUEUES } from './kinds.js';
import { endsOf, extensionAddress, queueAddress } from './names.js';

export function check(desired: Desired): readonly Finding[] {
  const of = byKind(desired);
  return [
    ...tooManyQueues(of('queue')),
    ...extensionOwners(of('extension-binding')),
    ...extensionsLikeQueues(of('queue'), desired),
    ...sharedWorkIds(of('agent')),
    ...renamesInUse(desired),
    ...routesToUnknownQueues(of('fast-route'), desired),
    ...deliveredTwice(of('webhook-events'), of('subscription')),
    ...neverAbsent(desired),
  ];
}

function byKind(desired: Desired): (kind: string) => readonly Resource[] {
  const map = gather(desired.resources.values(), ({ kind }) => kind);
  return (kind) => map.get(kind) ?? [];
}

/** C1: more than a hundred cannot exist whatever is live. */
function tooManyQueues(queues: readonly Resource[]): Finding[] {
  const first = queues[MAX_QUEUES];
  if (first === undefined) return [];
  const message = `${queues.length} queues are declared, and Udesk allows ${MAX_QUEUES} in one application. Remove ${queues.length - MAX_QUEUES}.`;
  return [finding('error', 'too-many-queues', first, message)];
}

/** C6: two extensions an agent; an extension has one agent. */
function extensionOwners(bindings: readonly Resource[]): Finding[] {
  const found: Finding[] = [];
  for (const [agent, list] of crowded(bindings, (address) => endsOf(address).agent, MAX_EXTENSIONS)) {
    const third = list[MAX_EXTENSIONS];
    if (third === undefined) continue;
    const message = `Agent ${agent} has ${list.length} extensions (${numbersOf(list)}), and Udesk allows ${MAX_EXTENSIONS}. Remove ${list.length - MAX_EXTENSIONS}.`;
    found.push(finding('error', 'too-many-extensions', third, message));
  }
  for (const [number, list] of crowded(bindings, (address) => endsOf(address).first, 1)) {
    const second = list[1];
    if (second === undefined) continue;
    const agents = list.map((entry) => endsOf(entry.address).agent).join(' and ');
    const message = `Extension ${number} is on agents ${agents}, and can be on one. Give each agent an extension of its own.`;
    found.push(finding('error', 'extension-on-two-agents', second, message));
  }
  return found;
}

/** Extensions and queues share the numbers 9000–9999; there are far fewer queues. */
function extensionsLikeQueues(queues: readonly Resource[], desired: Desired): Finding[] {
  return queues.flatMap((queue) => {
    const number = idOf(queue.address);
    const extension = desired.resources.get(extensionAddress(number));
    if (extension === undefined) return [];
    const message = `Extension ${number} has the number of a queue; a transfer to this number may reach either. Choose another number.`;
    return [finding('warning', 'extension-equals-queue', extension, message)];
  });
}

/** G32: Udesk does not enforce it, and two agents with one work id cannot be told apart in its reports. */
function sharedWorkIds(agents: readonly Resource[]): Finding[] {
  const seen = new Map<string, Resource>();
  const found: Finding[] = [];
  for (const agent of agents) {
    const { workId } = agent.fields;
    if (typeof workId !== 'string') continue;
    const other = seen.get(workId);
    if (other === undefined) {
      seen.set(workId, agent);
      continue;
    }
    const message = `Agents ${idOf(other.address)} and ${idOf(agent.address)} have the same workId ${workId}. Give each its own.`;
    found.push(finding('error', 'duplicate-work-id', agent, message));
  }
  return found;
}

/** `previously` names a subscription that the file also declares: a rename cannot leave both. */
function renamesInUse(desired: Desired): Finding[] {
  return [...desired.renames].flatMap(([before, after]) => {
    const renamed = desired.resources.get(after);
    if (renamed === undefined || !desired.resources.has(before)) return [];
    const message = `${after} is said to have been called ${idOf(before)} before, but a subscription of that name is declared too. Remove one of the two, or previously.`;
    return [finding('error', 'rename-in-use', renamed, message)];
  });
}

/** C20: it may be live, so this is only worth a warning. */
function routesToUnknownQueues(routes: readonly Resource[], desired: Desired): Finding[] {
  if (!desired.sections.has('queues')) return [];
  return routes
    .filter(
      ({ fields }) => typeof fields.queue === 'string' && !desired.resources.has(queueAddress(fields.queue)),
    )
    .map((route) =>
      finding(
        'warning',
        'undeclared-queue',
        route,
        `Key ${idOf(route.address)} leads to queue ${String(route.fields.queue)}, which the file does not declare. It works only if that queue is live; declare it.`,
      ),
    );
}

/** G49: two event systems whose relation nobody explains. */
function deliveredTwice(webhooks: readonly Resource[], subscriptions: readonly Resource[]): Finding[] {
  const { events } = webhooks[0]?.fields ?? {};
  if (typeof events !== 'object' || events === null || Array.isArray(events)) return [];
  const names = new Set(Object.values(events).flat());
  return subscriptions.flatMap((subscription) => {
    const list = Array.isArray(subscription.fields.events) ? subscription.fields.events : [];
    const both = list.filter((event) => names.has(event));
    if (both.length === 0) return [];
    const message = `The webhook events deliver ${both.join(', ')} as well, so a receiver of both gets them twice. Keep them in one of the two.`;
    return [finding('warning', 'delivered-twice', subscription, message)];
  });
}

const NEVER_ABSENT: Readonly<Record<string, string>> = {
  'relay-number':
    'Udesk has no call that gives a number back; take it out of the file, or write default: false',
  membership: 'a list of members cannot be absent; write agents: [] and allowEmpty: true to empty the queue',
};

/** `state: absent` where there is nothing that could be deleted. */
function neverAbsent(desired: Desired): Finding[] {
  return [...desired.absent.values()].flatMap((gone) => {
    const why = NEVER_ABSENT[gone.kind];
    return why === undefined
      ? []
      : [finding('error', 'cannot-be-absent', gone, `${gone.address} is declared absent, but ${why}.`)];
  });
}

/** The groups that hold more than `most`. Nearly always there are none: only counted then, and not gathered. */
function crowded(
  resources: readonly Resource[],
  by: (address: Address) => string,
  most: number,
): ReadonlyMap<string, readonly Resource[]> {
  const counts = new Map<string, number>();
  const groups = new Map<string, Resource[]>();
  for (const { address } of resources) {
    const key = by(address);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most) groups.set(key, []);
  }
  if (groups.size === 0) return groups;
  for (const resource of resources) groups.get(by(resource.address))?.push(resource);
  return groups;
}

function numbersOf(bindings: readonly Resource[]): string {
  return bindings.map((entry) => endsOf(entry.address).first).join(', ');
}
