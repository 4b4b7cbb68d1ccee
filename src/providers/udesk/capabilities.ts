// The capability table: what Udesk lets one do with each section, and why not more.

import type { Capability } from '../../contract/index.js';
import { DEFAULT_BATCH } from './settings.js';

export const capabilities: readonly Capability[] = [
  {
    section: 'queues',
    read: 'yes',
    create: 'yes',
    change: 'yes',
    delete: 'yes',
    note: 'An agent leaves a queue only by a call of its own.',
    caps: '100 in an application',
  },
  {
    section: 'agents',
    read: 'yes',
    create: 'yes, in batches',
    change: 'yes',
    delete: 'yes',
    note: 'A list that does not prove to be complete allows no delete.',
    perCall: `batch.agents (${DEFAULT_BATCH}) new ones, else 1`,
    caps: '2 extensions each',
  },
  {
    section: 'extensions',
    read: 'only bound ones',
    create: 'yes',
    change: 'no',
    delete: 'yes',
    note: 'Udesk lists no extensions and tells a password once, when it makes it; there is no reset.',
  },
  {
    section: 'memberships',
    read: 'yes',
    create: 'yes, many in a call',
    change: 'no',
    delete: 'yes, by agent',
    note: 'A membership has no skill level.',
    perCall: 'many to join, one agent to leave',
  },
  {
    section: 'relayNumbers',
    read: 'yes',
    create: 'no',
    change: 'the defaults',
    delete: 'no',
    note: 'Numbers are ordered and returned at Udesk; only the defaults of the account and its agents are ours.',
  },
  {
    section: 'subscriptions',
    read: 'yes, without ids',
    create: 'yes',
    change: 'if its id is known',
    delete: 'if its id is known',
    note: 'Ids are told once, when a subscription is made, and kept in the ledger.',
  },
  {
    section: 'webhookEvents',
    read: 'no',
    create: 'as a whole',
    change: 'as a whole',
    delete: 'as a whole',
    note: 'Udesk has no call that reads them; the ledger keeps a hash of what was last written.',
    perCall: 'the whole set',
  },
  {
    section: 'fastRoutes',
    read: 'yes',
    create: 'as a whole',
    change: 'as a whole',
    delete: 'as a whole',
    note: 'The digit table is one object at Udesk.',
    perCall: 'the whole table',
  },
];
