// The capability table: what Callbot lets one do with each section, and why not more.

import type { Capability } from '../../contract/index.js';

export const capabilities: readonly Capability[] = [
  {
    section: 'campaigns',
    read: 'state and script',
    create: 'yes',
    change: 'state, settings, contacts (added or replaced)',
    delete: 'no',
    perCall: '500 contacts to append, all of them to replace; else 1',
    note: 'Name, settings and callbacks can be written and not read; a campaign can only be completed, and then for good.',
  },
];
