// What `cutover demo` tells of each provider: its example, the account it starts from, and what somebody else does to it.
import type { Resource } from '../../contract/index.js';
import type { Change } from '../../simulator/inspect.js';

export interface DemoStory {
  readonly type: string;
  /** Files of the examples folder, the center first. */
  readonly files: readonly [string, ...string[]];
  /** The longest one tells every step; the others only what is their own. */
  readonly length: 'long' | 'short';
  /** What the file declares and what it stands on. */
  readonly about: readonly string[];
  /** What the account holds at first, of all that the file declares. */
  readonly seed: (declared: readonly Resource[]) => readonly Resource[];
  /** What people change in the vendor's own console. */
  readonly meddling: Change;
  /** The same in words, a line each. */
  readonly meddled: readonly string[];
  /** Whether new objects have secrets that the sink must hold. */
  readonly makesSecrets: boolean;
}

const nothing = (): readonly Resource[] => [];

export const demoStories: readonly DemoStory[] = [
  {
    type: 'udesk',
    files: ['contact-center.yaml'],
    length: 'long',
    about: [
      'The file declares queues, agents, extensions and who works where.',
      'The account is empty but for its phone numbers.',
    ],
    seed: (declared) =>
      declared.filter(({ kind }) => kind === 'relay-number').map((one) => ({ ...one, fields: {} })),
    meddling: {
      put: [{ kind: 'queue', address: 'queue/9001', fields: { timeout: 15 } }],
      drift: 'queue-unbound',
    },
    meddled: ['queue/9001: callers are now dropped after 15 seconds', 'an agent is taken out of a queue'],
    makesSecrets: true,
  },
  {
    type: 'nxlink',
    files: ['nxlink.yaml'],
    length: 'short',
    about: [
      'Queues and agents are made in the console and only checked here; who works where is ours.',
      'A queue’s members are one list: one call for each queue that changes.',
    ],
    seed: (declared) => declared.filter(({ kind }) => kind === 'queue' || kind === 'agent'),
    meddling: { drop: ['membership/NXQ1001/NX8001'] },
    meddled: ['NX8001 is taken out of queue NXQ1001'],
    makesSecrets: false,
  },
  {
    type: 'callbot',
    files: ['callbot.yaml', 'callbot-contacts.csv'],
    length: 'short',
    about: [
      'Campaigns that a robot dials: made, set, filled from a CSV and started, each contact once.',
      'Nobody is called unless policy.allowDialling says so; here it does.',
    ],
    seed: nothing,
    meddling: { drift: ['campaign-paused:spring-renewal', 'contact-gone:survey/s-2'] },
    meddled: ['campaign spring-renewal is paused', 'contact s-2 is taken out of campaign survey'],
    makesSecrets: false,
  },
  {
    type: 'portsip',
    files: ['portsip.yaml'],
    length: 'short',
    about: [
      'Users, queues in the order in which agents are asked, inbound rules and a webhook slot of a PBX.',
      'Passwords and PINs of new users are made within the tenant’s policy and go to the sink alone.',
    ],
    seed: nothing,
    meddling: {
      put: [{ kind: 'queue', address: 'queue/6002', fields: { timeout: 15 } }],
      drift: ['order-changed:6000/1004', 'rule-changed:relay-number/4400@Carrier A'],
    },
    meddled: [
      'queue/6002: callers are now dropped after 15 seconds',
      'agent 1004 is asked first in queue 6000',
      'calls to 4400 are hung up',
    ],
    makesSecrets: true,
  },
];
