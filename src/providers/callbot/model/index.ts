// Callbot's rules as a pure state machine, written from the vendor's pages alone (nxcloud.md part B), apart from the client.

import type { Model } from '../../../contract/index.js';
import { isSuccess } from './envelope.js';
import { handle } from './handle.js';
import { accountResources } from './normal-form.js';
import { seed } from './seed.js';
import { type CallbotState, cloneState } from './state.js';
import { switches } from './switches.js';

export const model: Model<CallbotState> = {
  switches,
  seed,
  clone: cloneState,
  handle,
  /** Answers are signed by the simulator, not here: what they say is all there is to judge. */
  accepts: ({ body }) => isSuccess(body),
  resources: accountResources,
  /** Every later call takes the caller's own ids (nxcloud.md B.3). */
  ids: () => ({}),
  violations: (state) =>
    [...state.dangling].map((address) => `${address} has no campaign, or another campaign has its order id`),
};
