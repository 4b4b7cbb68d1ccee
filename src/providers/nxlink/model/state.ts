// What one NXLink team holds: queues, agents, and who works where, indexed both ways.

import type { Address } from '../../../contract/index.js';
import type { Options } from './switches.js';

/** Never changed in place: copies of a state share it. */
export interface Queue {
  readonly groupNo: string;
  readonly groupName: string;
  readonly remark: string;
  readonly familiarizeFirst: boolean;
  /** 1 ring all, 2 ring in order (nxcloud.md A.4.1). */
  readonly ringPolicy: number;
  /** SIP numbers, in the order in which they joined. */
  readonly members: ReadonlySet<string>;
}

/** Never changed in place: copies of a state share it. */
export interface Agent {
  readonly sipNumber: string;
  readonly userName: string;
  readonly nickName: string;
  readonly enabled: boolean;
  readonly recording: boolean;
  readonly recordingStorageDays: number;
  readonly allowCountry: readonly string[];
  readonly endPointName: string;
  /** Undefined: nothing is known of them; the vendor shows none. */
  readonly callerNumbers: readonly string[] | undefined;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly queues: ReadonlySet<string>;
}

/** An auto-dial task: made by a call, and never seen again through the API (nxcloud.md A.4.7). */
interface AutoDialTask {
  readonly taskName: string;
  readonly agentGroupNo: string;
  readonly numbers: number;
  readonly dials: boolean;
}

export interface NxlinkState {
  readonly tenantId: number;
  readonly queues: Map<string, Queue>;
  readonly agents: Map<string, Agent>;
  readonly autoDial: AutoDialTask[];
  /** Memberships seeded whose ends do not exist. */
  readonly dangling: Set<Address>;
  options: Options;
}

/** An independent copy. */
export function cloneState(state: NxlinkState): NxlinkState {
  return {
    ...state,
    queues: new Map(state.queues),
    agents: new Map(state.agents),
    autoDial: [...state.autoDial],
    dangling: new Set(state.dangling),
  };
}
