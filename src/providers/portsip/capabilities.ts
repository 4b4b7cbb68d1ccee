// The capability table: what PortSIP lets one do with each section, and why not more.

import type { Capability } from '../../contract/index.js';

export const capabilities: readonly Capability[] = [
  {
    section: 'queues',
    read: 'yes',
    create: 'yes',
    change: 'all but the number',
    delete: 'yes',
    caps: 'what the tenant’s licence says, read before the first write',
    note: 'Prompts cannot be read back: an update on a server that replaces loses them. Menus and ring groups that lead to a queue are not seen.',
  },
  {
    section: 'agents',
    read: 'yes, without secrets',
    create: 'yes',
    change: 'all but number and login',
    delete: 'yes',
    caps: 'what the tenant’s licence says, read before the first write',
    note: 'Role and passwords take a call each. Users that a directory keeps, and the account that signs in, are left alone.',
  },
  {
    section: 'memberships',
    read: 'yes',
    create: 'yes',
    change: 'skill level and order',
    delete: 'yes',
    perCall: 'the whole list of a queue',
    note: 'That the list which is sent replaces the old one is inferred and checked by reading it back.',
  },
  {
    section: 'relayNumbers',
    read: 'yes',
    create: 'yes',
    change: 'destination and name',
    delete: 'yes',
    note: 'An inbound rule on a trunk that is there. Trunks and their numbers are not made or released from here.',
  },
  {
    section: 'subscriptions',
    read: 'yes, without credentials',
    create: 'switch on',
    change: 'yes',
    delete: 'switch off',
    perCall: 'both slots',
    caps: '2 slots',
    note: 'cdr_event and extension_event, with one callback each and no choice of events.',
  },
];
