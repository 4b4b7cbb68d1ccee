// What the policy protects is never deleted. (That a protected queue keeps a member is counted with the staffing.)

import type { Change, Problem } from '../../contract/index.js';
import { matcher } from '../pattern.js';
import type { World } from '../world.js';

export function protect({ desired }: World, changes: readonly Change[]): readonly Problem[] {
  const isProtected = matcher(desired.policy.protect);
  return changes
    .filter((change) => change.action === 'delete' && isProtected(change.address))
    .map((change) => ({
      code: 'protect',
      severity: 'error',
      message: `${change.address} is protected by the policy and would be deleted. Keep it, or take it out of policy.protect.`,
      address: change.address,
      ...change.source,
    }));
}
