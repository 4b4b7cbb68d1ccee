// PortSIP as the conformance suite meets it: its provider, its simulator, its modes and its tenants.
import type { ConformanceSubject } from '../../../src/conformance/index.js';
import type { PortsipState } from '../../../src/providers/portsip/model/index.js';
import { provider } from '../../../src/providers/portsip/provider.js';
import { simulator } from '../../../src/providers/portsip/simulator/index.js';
import { modes } from './modes.js';
import { stories } from './stories.js';

/** Our name → the vendor's, of what is made for a new user (portsip.md 4.2). */
const SECRETS = {
  password: 'password',
  extensionPassword: 'extension_password',
  voicemailPin: 'voicemail_pin',
} as const;

export const portsip: ConformanceSubject = {
  provider,
  simulator,
  modes,
  stories,
  // The agents of a queue have an order; the vendor's answers hold them under `items`.
  ordered: ['agents', 'items'],
  secretsIn: (state) =>
    Object.fromEntries(
      [...(state as PortsipState).users.values()].flatMap((user) =>
        Object.entries(SECRETS).map(([ours, theirs]) => [
          `agent/${String(user.extension_number)}#${ours}`,
          String(user[theirs]),
        ]),
      ),
    ),
};
