// The NXLink simulator: the model behind the vendor's front door, for `cutover simulate nxlink` and for every test.

import { gatewayFailure } from '../../../simulator/doors.js';
import type { SimulatorSpec } from '../../../simulator/spec.js';
import { staffRules } from '../../../simulator/staff-rules.js';
import { model } from '../model/index.js';
import { dropResource, putResource } from '../model/put.js';
import { findRoute } from '../model/routes.js';
import type { NxlinkState } from '../model/state.js';
import { readOptions } from '../model/switches.js';
import { openDoor } from './door.js';
import { drifts } from './drifts.js';
import { faults } from './vendor-faults.js';

export const simulator: SimulatorSpec<NxlinkState> = {
  type: 'nxlink',
  basePath: '/saas/cc/openapi/',
  baseUrlPath: '',
  model,
  credentials: { accessKey: 'ak-demo-0001', accessSecret: 'sk-demo-0001', tenantId: '7001' },
  secretKeys: ['accessSecret', 'sign'],
  switches: [
    // The common page tells five codes apart, the pages of the calls one.
    { name: 'authCodes', values: ['each', 'one'], source: 'nxcloud.md A.2, §6 no. 4' },
    ...faults.names.map((name) => ({ name, values: ['', '…'], source: 'nxcloud.md §7' })),
  ],
  faultSwitches: [...faults.names, 'updateMembers'],
  facts: ({ tenantId }) => ({ tenantId: Number(tenantId) }),
  door: openDoor,
  route: (method, path) => `${method} ${path}`,
  /** Every call is a POST. */
  isWrite: ({ method, path }) => findRoute(method, path)?.write === true,
  succeeded: ({ body }) => typeof body === 'object' && body !== null && 'code' in body && body.code === 0,
  /** No limit and no HTTP error is documented: a gateway in front of the vendor speaks. */
  failure: gatewayFailure,
  staff: staffRules({
    pool: 'queue',
    member: 'agent',
    binding: 'membership',
    isActive: ({ fields }) => fields.enabled === true,
  }),
  configure(state, options) {
    faults.check(options);
    state.options = readOptions(options);
  },
  put: (state, resource, tools) => putResource(state, resource, tools.now()),
  drop: (state, address) => dropResource(state, address),
  drifts,
  /** Auto-dial tasks can be made and never be seen (nxcloud.md A.4.7). */
  hidden: ({ autoDial, tenantId }) => ({ tenantId, autoDial }),
};
