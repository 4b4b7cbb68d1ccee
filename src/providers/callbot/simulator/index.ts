// The Callbot simulator: the model behind the vendor's front door, for `cutover simulate callbot` and for every test.

import { gatewayFailure } from '../../../simulator/doors.js';
import type { SimulatorSpec } from '../../../simulator/spec.js';
import { isSuccess } from '../model/envelope.js';
import { model } from '../model/index.js';
import { settle } from '../model/progress.js';
import { dropResource, putResource } from '../model/put.js';
import { findRoute } from '../model/routes.js';
import { taskStat } from '../model/stat.js';
import type { CallbotState } from '../model/state.js';
import { readOptions } from '../model/switches.js';
import { callbacksOf } from './callbacks.js';
import { openDoor } from './door.js';
import { drifts } from './drifts.js';
import { faults } from './vendor-faults.js';

export const simulator: SimulatorSpec<CallbotState> = {
  type: 'callbot',
  basePath: '/callcentre/api/v3/',
  baseUrlPath: '',
  model,
  credentials: { uuid: 'uuid-demo-0001', secretKey: 'secret-demo-0001', algorithm: 'MD5' },
  secretKeys: ['secretKey', 'sign'],
  switches: [
    // Allowed skew is not documented: 300 seconds are ours, and so is the code.
    { name: 'clockWindow', values: ['300', 'off', 'n'], source: 'nxcloud.md B.1, §6 no. 15' },
    { name: 'clockCode', values: ['4', '6'], source: 'nxcloud.md B.1, §6 no. 15' },
    // An optional header against a setting in the console.
    { name: 'consoleAlgorithm', values: ['header', 'MD5', 'SHA256'], source: 'nxcloud.md B.1, §6 no. 12' },
    // "Echo, optional".
    { name: 'echoAlgorithm', values: ['yes', 'no'], source: 'nxcloud.md B.1' },
    ...faults.names.map((name) => ({ name, values: ['', '…'], source: 'nxcloud.md B.2, §7' })),
  ],
  faultSwitches: faults.names,
  facts: () => ({}),
  door: openDoor,
  route: (method, path) => `${method} ${path}`,
  /** Every call is a POST. */
  isWrite: ({ method, path }) => findRoute(method, path)?.write === true,
  succeeded: ({ body }) => isSuccess(body),
  /** No HTTP error is documented: a gateway in front of the vendor speaks, and signs nothing. */
  failure: gatewayFailure,
  /** Nobody works here: there is no staffing to follow. */
  staff: { isPool: () => false, member: () => undefined, binding: () => undefined },
  configure(state, options) {
    faults.check(options);
    state.options = readOptions(options);
  },
  put: (state, resource, tools) => putResource(state, resource, tools.now()),
  drop: (state, address) => dropResource(state, address),
  settle,
  drifts,
  hidden: (state) => ({
    campaigns: Object.fromEntries(
      [...state.tasks.values()].map((task) => [
        task.userTaskID,
        { taskID: task.taskID, batchID: task.batch, settlesAt: task.settlesAt, taskStat: taskStat(task) },
      ]),
    ),
    pending: state.pending.length,
    callbacks: callbacksOf(state),
  }),
};
