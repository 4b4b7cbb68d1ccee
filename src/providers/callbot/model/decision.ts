// The shape of every endpoint: check everything first, then say what to answer and how to change the state.

import type { Effect, ModelTools } from '../../../contract/index.js';
import type { Fields } from './fields.js';
import type { CallbotState } from './state.js';
import type { Options } from './switches.js';

export interface Ask {
  readonly state: CallbotState;
  readonly options: Options;
  readonly fields: Fields;
  readonly tools: ModelTools;
}

export interface Decision {
  /** Makes the change. Absent: nothing changes. */
  readonly commit?: () => readonly Effect[];
  /** Fields beside `retCode`, read after the change. */
  readonly reply: () => Fields;
}

/** Throws Refusal; changes nothing by itself. */
export type Handler = (ask: Ask) => Decision;
