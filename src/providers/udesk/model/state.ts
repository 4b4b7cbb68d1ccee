// What one Udesk account holds: tenants with their agents, queues and extensions, indexed both ways.

import type { ModelRequest } from '../../../contract/index.js';
import type { Options } from './switches.js';

export interface Agent {
  readonly id: string;
  /** Row number, for the integer `AgentID` column (udesk.md G36). */
  readonly row: number;
  workId: string;
  name: string;
  mobile: string;
  email: string;
  role: string;
  enabled: boolean;
  wrapUpTime: number;
  /** Default relay number; empty: none. */
  relay: string;
  /** udesk.md §2.3: 0 ready, 1 ready for work, 2 locked, 3 in call, 4 not available. */
  state: number;
  /** 0 idle, 1 busy, 2 online, 3 offline, 4 invalid. */
  extState: number;
  /** Both before the call that it is in. */
  beforeCall: readonly [number, number] | undefined;
  readonly queues: Set<string>;
  readonly extensions: Set<string>;
}

export interface Queue {
  readonly id: string;
  readonly row: number;
  name: string;
  strategy: string;
  timeout: number;
  maxLength: number;
  readonly createdAt: number;
  updatedAt: number;
  readonly agents: Set<string>;
}

export interface Extension {
  readonly number: string;
  readonly password: string;
  /** Agent that it is bound to. */
  owner: string | undefined;
}

export interface VoiceFile {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

export interface FastRoute {
  readonly queue: string;
  readonly description: string;
}

export interface Subscription {
  readonly id: number;
  name: string;
  callback: string;
  events: readonly string[];
  enabled: boolean;
}

/** One tenant. Numbers and ids of different tenants may be equal (udesk.md §9.5). */
export interface App {
  readonly id: string;
  name: string;
  type: string;
  callbackUrl: string;
  hidesUserNumber: boolean;
  memo: string;
  readonly secret: string;
  /** Company number prefix: `9` and nine digits. */
  readonly prefix: string;
  readonly agents: Map<string, Agent>;
  readonly queues: Map<string, Queue>;
  readonly extensions: Map<string, Extension>;
  readonly relayNumbers: Set<string>;
  /** Tenant default; empty: none. */
  relay: string;
  readonly voiceFiles: Map<string, VoiceFile>;
  /** Slot → what it plays. */
  voices: Map<string, unknown>;
  fastRoutes: Map<string, FastRoute>;
  /** Category → names. */
  events: Map<string, ReadonlySet<string>>;
  readonly subscriptions: Map<number, Subscription>;
  /** The last id given out; ids have gaps (udesk.md G57). */
  lastSubscription: number;
  lastRow: number;
  /** Addresses seeded whose ends do not exist. */
  readonly dangling: Set<string>;
}

/** A write that was accepted and takes effect later (udesk.md C25). */
export interface Pending {
  readonly due: number;
  readonly request: ModelRequest;
  readonly app: string;
  /** What was already told to the caller: passwords, ids. */
  readonly minted: readonly (string | number)[];
}

export interface UdeskState {
  /** The tenant that `resources` shows. */
  readonly appId: string;
  readonly apps: Map<string, App>;
  options: Options;
  readonly pending: Pending[];
}

export function emptyApp(id: string, name: string, secret: string, prefix: string): App {
  return {
    id,
    name,
    type: 'default',
    callbackUrl: '',
    hidesUserNumber: false,
    memo: '',
    secret,
    prefix,
    agents: new Map(),
    queues: new Map(),
    extensions: new Map(),
    relayNumbers: new Set(),
    relay: '',
    voiceFiles: new Map(),
    voices: new Map(),
    fastRoutes: new Map(),
    events: new Map(),
    subscriptions: new Map(),
    lastSubscription: 0,
    lastRow: 0,
    dangling: new Set(),
  };
}

/** An independent copy. Values that are replaced whole and never changed in place are shared. */
export function cloneState(state: UdeskState): UdeskState {
  return {
    ...state,
    apps: copy(state.apps, cloneApp),
    pending: [...state.pending],
  };
}

function cloneApp(app: App): App {
  return {
    ...app,
    agents: copy(app.agents, (agent) => ({
      ...agent,
      queues: new Set(agent.queues),
      extensions: new Set(agent.extensions),
    })),
    queues: copy(app.queues, (queue) => ({ ...queue, agents: new Set(queue.agents) })),
    extensions: copy(app.extensions, (extension) => ({ ...extension })),
    relayNumbers: new Set(app.relayNumbers),
    voiceFiles: new Map(app.voiceFiles),
    subscriptions: copy(app.subscriptions, (subscription) => ({ ...subscription })),
    dangling: new Set(app.dangling),
  };
}

function copy<Key, Item>(map: ReadonlyMap<Key, Item>, each: (item: Item) => Item): Map<Key, Item> {
  const made = new Map<Key, Item>();
  for (const [key, item] of map) made.set(key, each(item));
  return made;
}
