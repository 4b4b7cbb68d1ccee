// The capability table: what NXLink lets one do with each section, and why not more.

import type { Capability } from '../../contract/index.js';

export const capabilities: readonly Capability[] = [
  {
    section: 'queues',
    read: 'yes',
    create: 'no',
    change: 'no',
    delete: 'no',
    note: 'NXLink’s API only lists queues; make and change them in the console.',
  },
  {
    section: 'agents',
    read: 'yes',
    create: 'no',
    change: 'no',
    delete: 'no',
    note: 'NXLink’s API only lists agents and their caller numbers; make and change them in the console.',
  },
  {
    section: 'memberships',
    read: 'yes',
    create: 'yes',
    change: 'yes',
    delete: 'yes',
    note: 'What one call sends is checked by reading it back; calls in progress cannot be seen.',
    perCall: 'the whole list of a queue',
  },
];
