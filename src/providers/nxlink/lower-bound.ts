// The fewest calls that could make these changes: as many as there are queues whose members change.

import type { Change } from '../../contract/index.js';
import { endsOf } from './names.js';

export function lowerBound(changes: readonly Change[]): number {
  return new Set(changes.map(({ address }) => endsOf(address).queue)).size;
}
