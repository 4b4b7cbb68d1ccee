// NXLink's rules as a pure state machine, written from the vendor's pages alone (nxcloud.md part A), apart from the client.

import type { Model } from '../../../contract/index.js';
import { handle } from './handle.js';
import { teamResources } from './normal-form.js';
import { seed } from './seed.js';
import { cloneState, type NxlinkState } from './state.js';
import { switches } from './switches.js';

export const model: Model<NxlinkState> = {
  switches,
  seed,
  clone: cloneState,
  handle,
  /** By the code, never by the status (nxcloud.md A.2). */
  accepts: ({ body }) => typeof body === 'object' && body !== null && 'code' in body && body.code === 0,
  resources: teamResources,
  /** The vendor's numbers are the addresses. */
  ids: () => ({}),
  violations: (state) =>
    [...state.dangling].map((address) => `${address} names something that does not exist`),
};
