// Whether we can know that a change is needed and took effect. The lesser certainty wins, with its reason.

import type { Certainty, Change, PlanContext } from '../contract/index.js';
import type { Draft, World } from './world.js';

export interface Known {
  readonly certainty: Certainty;
  readonly certaintyReason?: string;
}

const UNREADABLE = 'no call shows it';

export function certaintyOf(world: World, draft: Draft, change: Change, context: PlanContext): Known {
  const said = draft.kind.certainty?.(change, context);
  if (said)
    return { certainty: said.certainty, ...(said.reason === '' ? {} : { certaintyReason: said.reason }) };
  if (draft.kind.visibility !== 'listed') return { certainty: 'unknowable', certaintyReason: UNREADABLE };
  if (draft.unread === 'all') {
    return { certainty: 'unknowable', certaintyReason: 'what it sets cannot be read back' };
  }
  if (draft.unread === 'some') {
    return { certainty: 'assumed', certaintyReason: 'part of what it sets cannot be read back' };
  }
  if (!world.provider.presence && (draft.kind.cuts?.(change, context) ?? []).length > 0) {
    return { certainty: 'assumed', certaintyReason: 'the vendor does not show who is in a call' };
  }
  return { certainty: 'verified' };
}
