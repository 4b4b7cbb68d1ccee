// The Udesk simulator: the model behind the vendor's front door, for `cutover simulate udesk` and for every test.

import type { Address, ModelTools } from '../../../contract/index.js';
import { gatewayFailure } from '../../../simulator/doors.js';
import type { Reply, SimulatorSpec } from '../../../simulator/spec.js';
import { staffRules } from '../../../simulator/staff-rules.js';
import { dropResource } from '../model/drop.js';
import { settle } from '../model/handle.js';
import { mainApp, model } from '../model/index.js';
import { createMint } from '../model/mint.js';
import { putResource } from '../model/put.js';
import { findRoute } from '../model/routes.js';
import type { UdeskState } from '../model/state.js';
import { readOptions } from '../model/switches.js';
import { openDoor } from './door.js';
import { drifts } from './drifts.js';

const IN_CALL = [3, 1] as const;

export const simulator: SimulatorSpec<UdeskState> = {
  type: 'udesk',
  basePath: '/ccapi/v2/',
  baseUrlPath: '',
  model,
  credentials: {
    appId: '00000000-0000-4000-8000-000000000001',
    sid: 'sid-demo-0001',
    authToken: 'token-demo-0001',
  },
  secretKeys: ['AuthToken', 'Secret', 'Password', 'Sign', 'AdRobotToken'],
  switches: [
    { name: 'timestampUnit', values: ['either', 'seconds', 'milliseconds'], source: 'udesk.md G01' },
    { name: 'appEnabled', values: ['true', 'false'], source: 'udesk.md §9.1' },
  ],
  faultSwitches: ['failSubscriptions'],
  facts: (credentials) => ({ appId: credentials.appId ?? null }),
  door: openDoor,
  route: (method, path) => findRoute(method, path)?.route.name ?? `${method} ${path}`,
  succeeded,
  failure: (kind) =>
    kind === 'throttled'
      ? gatewayFailure(kind)
      : { status: 500, body: { ErrCode: '000003', ErrDesc: 'System internal error' } },
  staff: {
    ...staffRules({
      pool: 'queue',
      member: 'agent',
      binding: 'membership',
      isActive: ({ fields }) => fields.enabled === true,
    }),
    line({ kind, address }) {
      return kind === 'extension-binding' ? `agent/${address.split('/')[2] ?? ''}` : undefined;
    },
  },
  configure(state, options) {
    state.options = readOptions(options);
  },
  put: (state, resource, tools) => putResource(mainApp(state), resource, createMint(tools)),
  drop: (state, address) => dropResource(mainApp(state), address),
  settle: (state: UdeskState, tools: ModelTools) => settle(state, tools),
  setInCall,
  drifts,
  hidden: (state) => {
    const app = mainApp(state);
    return {
      unboundExtensions: [...app.extensions.values()]
        .filter((extension) => extension.owner === undefined)
        .map((extension) => extension.number)
        .sort(),
      extensionPrefix: app.prefix,
      defaultVoices: Object.fromEntries(app.voices),
      voiceFiles: [...app.voiceFiles.keys()].sort(),
      apps: [...state.apps.keys()].sort(),
      pendingWrites: state.pending.length,
    };
  },
};

/** By the code, never by status or text (udesk.md §1.3); no body at all is a 204. */
function succeeded({ status, body }: Reply): boolean {
  if (body === undefined) return status === 204;
  const { ErrCode, code } = body as { readonly ErrCode?: string; readonly code?: string };
  return (ErrCode ?? code) === '000000';
}

/** State 3, ExtState 1 while the call lasts; what was before it comes back. */
function setInCall(state: UdeskState, member: Address, inCall: boolean): void {
  const agent = mainApp(state).agents.get(member.slice('agent/'.length));
  if (!agent || inCall === (agent.beforeCall !== undefined)) return;
  const [next, extension] = inCall ? IN_CALL : (agent.beforeCall ?? [4, 3]);
  agent.beforeCall = inCall ? [agent.state, agent.extState] : undefined;
  agent.state = next;
  agent.extState = extension;
}
