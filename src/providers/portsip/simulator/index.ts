// PortSIP's simulator: the model behind the vendor's door, for the shared kit.

import type { SimulatorSpec } from '../../../simulator/spec.js';
import { staffRules } from '../../../simulator/staff-rules.js';
import {
  configure,
  dropResource,
  matchRoute,
  model,
  type PortsipState,
  putResource,
  setInCall,
} from '../model/index.js';
import { doorRoutes, openDoor } from './door.js';
import { drifts } from './drifts.js';
import { fail } from './reply.js';
import { doorSwitches, faultSwitches } from './switches.js';

const spec: SimulatorSpec<PortsipState> = {
  type: 'portsip',
  basePath: '/api/',
  baseUrlPath: '/api',
  model,
  credentials: { username: 'cutover', password: 'Made-up_7w2K', domain: 'pbx.example.com' },
  secretKeys: [
    'password',
    'extension_password',
    'voicemail_pin',
    'access_token',
    'refresh_token',
    'token',
    'authorization',
  ],
  switches: doorSwitches,
  faultSwitches,
  facts: ({ domain }) => ({
    domain: domain ?? '',
    // A slot that is off is none, whatever is left in it: nobody can take the address out of it (portsip.md 6.1).
    slots: [],
    trunks: [
      { name: 'Carrier A', pool: '1000-999999999999999' },
      { name: 'Carrier B', pool: '2000000-2999999;8800' },
    ],
  }),
  door: openDoor,
  route(method, path) {
    const route = `${method} ${path}`;
    return doorRoutes.includes(route) ? route : `${method} ${matchRoute(path)?.template ?? path}`;
  },
  /** Signing in, out and switching change no configuration. */
  isWrite: ({ method, path }) =>
    !['GET', 'HEAD'].includes(method) && !doorRoutes.includes(`${method} ${path}`),
  succeeded: ({ status }) => status >= 200 && status < 300,
  failure: (kind) =>
    kind === 'error' ? fail(500, 'UNKNOWN', 'internal error') : fail(429, 'UNKNOWN', 'too many requests'),
  staff: staffRules({
    pool: 'queue',
    member: 'agent',
    binding: 'membership',
    isActive: ({ fields }) => fields.enabled !== false,
  }),
  configure,
  put: putResource,
  drop: dropResource,
  setInCall: (state, member, inCall) => setInCall(state, member.slice('agent/'.length), inCall),
  drifts,
  hidden,
};

/** What no resource shows: pools, prompts, usage of the tenant. Never a password. */
function hidden(state: PortsipState): Readonly<Record<string, unknown>> {
  const { name, domain, max_extensions, max_call_queues } = state.tenant;
  return {
    tenant: { name, domain, max_extensions, max_call_queues },
    trunks: [...state.trunks.values()].map((trunk) => ({ name: trunk.name, pool: trunk.did_numbers })),
    prompts: Object.fromEntries(
      [...state.queues.values()].map((queue) => [String(queue.extension_number), queue.moh_prompt_file_name]),
    ),
    order: Object.fromEntries(
      [...state.queues].map(([id, queue]) => [
        String(queue.extension_number),
        [...(state.members.get(id) ?? new Map()).keys()],
      ]),
    ),
  };
}

export const simulator = spec as SimulatorSpec;
