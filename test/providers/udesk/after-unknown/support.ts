// A small Udesk account, one write of it that goes wrong, and the calls that follow.

import { lastVersion } from '../../../../src/conformance/history.js';
import type { Mode, Sections, Version } from '../../../../src/conformance/index.js';
import { type Rig, withRig } from '../../../../src/conformance/rig.js';
import type { CenterResult } from '../../../../src/contract/index.js';
import type { LogEntry } from '../../../../src/simulator/log.js';
import { udesk } from '../../../conformance/udesk/subject.js';

export const FIRST = '057100000001';
export const SECOND = '057100000002';
export const hook = (name: string, more: object = {}) => ({
  name,
  callback: `https://${name}.example.com/hooks`,
  events: ['agent_answer'],
  enabled: false,
  ...more,
});

export const plain = (call: string): string => call.replace(' (refused)', '');

/** What the account holds; subscriptions are made by a first run, so that their ids are known. */
export const LIVE = {
  queues: [
    { id: '9001', name: 'Sales' },
    { id: '9002', name: 'Support' },
  ],
  agents: [
    { id: '101', workId: 'w101', name: 'Ann', extensions: ['8001'], relayNumber: SECOND },
    { id: '102', workId: 'w102', name: 'Li', extensions: [] },
  ],
  extensions: [{ number: '8005' }],
  memberships: [{ queue: '9001', agents: ['101'] }],
  relayNumbers: [{ number: FIRST, default: true }, { number: SECOND }],
  fastRoutes: [{ key: '1', queue: '9001', description: 'Sales' }],
};
export const [SALES, SUPPORT] = LIVE.queues;
export const [ANN, LI] = LIVE.agents;
const BEFORE: Sections = { ...LIVE, subscriptions: [hook('wall')] };

export interface Tried {
  readonly rig: Rig;
  readonly version: Version;
  readonly result: CenterResult;
  /** `METHOD path` of every call from the one that the fault met, which is `!`. */
  readonly calls: readonly string[];
}

/** Somebody else acts just before a write. */
type Meanwhile = (rig: Rig, call: string) => void;

const nameOf = ({ method, path, write, refused, faults = [] }: LogEntry): string => {
  const name = `${write ? method : 'read'} ${path.replace(/^subscriptions\/\d+$/, 'subscriptions/ID')}`;
  return `${faults.length > 0 ? '!' : ''}${name}${refused ? ' (refused)' : ''}`;
};

/** Applies `sections` over the account, with these faults. */
export async function tryIt(
  sections: Sections,
  faults: Readonly<Record<string, string>>,
  look: (tried: Tried) => Promise<void> | void,
  { mode = { name: 'usual' }, meanwhile }: { readonly mode?: Mode; readonly meanwhile?: Meanwhile } = {},
): Promise<void> {
  const story = {
    live: LIVE,
    versions: [{ sections: BEFORE }, { sections: { ...BEFORE, ...sections } }],
  } as const;
  const work = async (rig: Rig): Promise<void> => {
    const version = await lastVersion(rig);
    rig.simulator.change({ reset: ['log'], faults });
    const { result } = await rig.apply(version, {
      concurrency: 1,
      around: (client) => ({
        ...client,
        send(request) {
          meanwhile?.(rig, `${request.method} ${request.path}`);
          return client.send(request);
        },
      }),
    });
    rig.simulator.change({ reset: ['faults'] });
    const log = rig.simulator.log();
    const met = log.findIndex((entry) => (entry.faults?.length ?? 0) > 0);
    await look({ rig, version, result, calls: log.slice(Math.max(met, 0)).map(nameOf) });
  };
  await withRig(udesk, mode, story, work, 20_000);
}

export const writesIn = (calls: readonly string[]): readonly string[] =>
  calls.filter((call) => !call.startsWith('read '));

/** What a section says of something that is to go. */
export const gone = { state: 'absent' };
