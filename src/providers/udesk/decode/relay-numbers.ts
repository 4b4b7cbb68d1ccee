// GET spnumbers: the numbers that the account owns and its default (G14; `null` and `""` mean none).

import { z } from 'zod';
import type { Answer } from '../../../contract/index.js';
import { optionalText, parseRow, record } from '../../decoding.js';
import { optionalList, resultOf } from './parse.js';

const CALL = 'GET spnumbers';

export interface RelayNumbers {
  /** Sorted, each once. */
  readonly owned: readonly string[];
  readonly tenantDefault: string | null;
}

const reply = z.object({ SpNumbers: optionalList, DefSpNumber: optionalText });

export function decodeRelayNumbers(answer: Answer): RelayNumbers {
  const row = parseRow(CALL, 'Result', reply, record(resultOf(CALL, answer)) ?? {});
  return { owned: row.SpNumbers, tenantDefault: row.DefSpNumber };
}
