// The shape of every endpoint: check everything first, then say what to answer and how to change the state.

import type { Effect, ModelTools } from '../../../contract/index.js';
import type { Fields } from './fields.js';
import type { NxlinkState } from './state.js';
import type { Options } from './switches.js';

export interface Ask {
  readonly state: NxlinkState;
  readonly options: Options;
  readonly fields: Fields;
  readonly tools: ModelTools;
}

export interface Decision {
  readonly data: unknown;
  readonly total?: number;
  /** Makes the change. Absent: nothing changes. */
  readonly commit?: () => readonly Effect[];
}

/** Throws Refusal; changes nothing by itself. */
export type Handler = (ask: Ask) => Decision;
