// Every switch of nxcloud.md part A as a mode of its own, with the laws that cannot hold in it and why.
import type { Mode } from '../../../src/conformance/index.js';

const switched = (name: string, value: string, more: Partial<Mode> = {}): Mode => ({
  name: `${name}=${value}`,
  options: { [name]: value },
  ...more,
});

const ONLY_ADDS =
  'NXLink only adds where the page is read as replacing (§6 no. 6), so a removal never comes into effect';
const NO_EMPTY =
  'NXLink does not empty a queue in this reading (§6 no. 6), so that list never comes into effect';
const NO_QUEUES =
  'No queue can be read in this reading (§6 no. 5), so there is nothing that could be applied';
const all = (reason: string, ...laws: readonly string[]): Record<string, string> =>
  Object.fromEntries(laws.map((law) => [law, reason]));

const NO_DISABLED =
  'NXLink refuses a disabled member in this reading (A.4.3), so the lists that name one never come into effect';
const NO_READ = 'No list of queues can be read in this reading (§6 no. 5): every plan ends with that error';
const ENDS = ['converge', 'idempotent', 'faults', 'crash', 'stale', 'scope'] as const;

const EVERY = [
  ...ENDS,
  'read-only',
  'round trip',
  'order-free',
  'safe',
  'minimal',
  'ledger',
  'quiet',
] as const;

export const modes: readonly Mode[] = [
  { name: 'usual' },
  switched('updateMembers', 'add', { except: all(ONLY_ADDS, ...ENDS) }),
  switched('emptyMembers', 'refuse', { except: all(NO_EMPTY, ...ENDS, 'safe') }),
  switched('emptyMembers', 'ignore', { except: all(NO_EMPTY, ...ENDS) }),
  switched('unknownMember', 'skip'),
  switched('maxMembers', '9'),
  switched('emptyQueueName', 'nothing', { except: all(NO_QUEUES, 'faults', 'crash', 'scope', 'stale') }),
  switched('queueNameMatch', 'part'),
  switched('userNameMatch', 'part'),
  switched('unknownQueue', 'empty'),
  switched('unknownTenant', '1005'),
  switched('recording', 'integer'),
  switched('optionalFields', 'absent'),
  switched('callerRows', 'mixed'),
  switched('authCodes', 'one'),
  switched('disabledMember', 'refuse', { except: all(NO_DISABLED, ...ENDS, 'safe') }),
  switched('emptyQueueName', 'refuse', { except: all(NO_READ, ...EVERY) }),
];
