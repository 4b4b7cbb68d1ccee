// The usual staff rules: members have addresses of their own, and a binding's address ends in its pool's and its member's id.

import type { Resource } from '../contract/index.js';
import type { StaffRules } from './spec.js';

/** Of the kinds `pool` (queue), `member` (agent) and `binding` (membership, at `BINDING/POOL ID/MEMBER ID`). */
export function staffRules(kinds: {
  readonly pool: string;
  readonly member: string;
  readonly binding: string;
  /** Of a member: whether it can take calls. */
  readonly isActive: (member: Resource) => boolean;
}): StaffRules {
  return {
    isPool: ({ kind }) => kind === kinds.pool,
    member: (resource) => (resource.kind === kinds.member ? { active: kinds.isActive(resource) } : undefined),
    binding({ kind, address }) {
      if (kind !== kinds.binding) return undefined;
      const [, pool = '', member = ''] = address.split('/');
      return { pool: `${kinds.pool}/${pool}`, member: `${kinds.member}/${member}` };
    },
  };
}
