// What every create learns.

import type { Answer, Change, Learned } from '../../../contract/index.js';
import { badAnswer, record } from '../../decoding.js';
import { only } from '../../kit/index.js';

/** A create answers with the id alone (portsip.md 3.1, 4.1, 5.3); it is never built. */
export function learnId(answer: Answer, changes: readonly Change[]): Learned {
  const id = record(answer.body)?.id;
  if (typeof id !== 'string' || id === '') throw badAnswer('create', 'expected an id');
  return { ids: { [only(changes).address]: id } };
}
