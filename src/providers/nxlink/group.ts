// Turns changes into the fewest calls: one a queue, whatever joins or leaves it.

import type { Change, Grouping } from '../../contract/index.js';
import { byAbout, grouped } from '../kit/index.js';
import { endsOf, queueAddress } from './names.js';

export function group(changes: readonly Change[]): Grouping {
  const calls = grouped(changes, ({ address }) => ({
    operation: 'agentGroup.updateMembers',
    about: queueAddress(endsOf(address).queue),
  }));
  return { groups: calls.sort(byAbout) };
}
