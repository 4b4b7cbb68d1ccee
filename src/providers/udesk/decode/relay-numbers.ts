// GET spnumbers: the numbers that the account owns and its default (G14; `null` and `""` mean none).

import type { Answer } from '../../../contract/index.js';
import { record, takeRow, textIn, textsIn } from '../../decoding.js';
import { resultOf } from './parse.js';

const CALL = 'GET spnumbers';

export interface RelayNumbers {
  /** Sorted, each once. */
  readonly owned: readonly string[];
  readonly tenantDefault: string | null;
}

export function decodeRelayNumbers(answer: Answer): RelayNumbers {
  return takeRow(CALL, 'Result', record(resultOf(CALL, answer)) ?? {}, (row) => ({
    owned: textsIn(row, 'SpNumbers'),
    tenantDefault: textIn(row, 'DefSpNumber'),
  }));
}
