// The door's switches: how a server signs people in, ends their sessions and slows them down, where the sheet is silent.

import type { ModelSwitch } from '../../../contract/index.js';

export const doorSwitches: readonly ModelSwitch[] = [
  {
    name: 'signIn',
    values: ['both', 'oauth', 'auth'],
    source: 'portsip.md 2.1: the two families; the other is 404',
  },
  {
    name: 'signInFailure',
    values: ['400', '401', '403'],
    source: 'portsip.md 2.1, 8: status of bad credentials',
  },
  { name: 'twoFactor', values: ['off', 'on'], source: 'portsip.md 2.1: the account has 2FA' },
  { name: 'forcedReset', values: ['off', 'on'], source: 'portsip.md 2.1: password_force_reset' },
  {
    name: 'role',
    values: ['Admin', 'QueueManager', 'StandardUser'],
    source: 'portsip.md 2.2: role of the account',
  },
  { name: 'expiresIn', values: ['1800', 'n'], source: 'portsip.md 2.1, 9.7: seconds that a token lives' },
  {
    name: 'refreshExpiresIn',
    values: ['86400', 'n'],
    source: 'portsip.md 2.1: seconds that a refresh token lives',
  },
  { name: 'refresh', values: ['once', 'again'], source: 'portsip.md 2.1, 12: a refresh token after its use' },
  { name: 'oldAccess', values: ['lives', 'dies'], source: 'portsip.md 2.1: the old bearer after a refresh' },
  { name: 'logins', values: ['many', 'one'], source: 'portsip.md 2.1: allow concurrent logins' },
  {
    name: 'maxFailedLogins',
    values: ['0', 'n'],
    source: 'portsip.md 2.1: then the source is blocked; 0 is never',
  },
  {
    name: 'expired',
    values: ['401', '400', '403'],
    source: 'portsip.md 8, 12: an expired or missing bearer',
  },
  {
    name: 'tokenCalls',
    values: ['0', 'n'],
    source: 'portsip.md 2.1: a session ends early, after so many calls; 0 is never',
  },
  { name: 'rateLimit', values: ['10000', 'n'], source: 'portsip.md 8, 12: calls a minute' },
  { name: 'throttled', values: ['429', '503'], source: 'portsip.md 8: status over the limit' },
];

/** Switches that are faults by nature. */
export const faultSwitches: readonly string[] = ['licences', 'tokenCalls', 'rateLimit', 'twoFactor'];
