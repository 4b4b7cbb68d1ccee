// Small plans of made-up centers, to be shown.
import type { CenterPlan, Change } from '../../src/contract/index.js';

export function change(part: Partial<Change> & Pick<Change, 'action' | 'address'>): Change {
  return {
    key: `${part.action} ${part.address}`,
    kind: part.address.slice(0, part.address.indexOf('/')),
    fields: [],
    certainty: 'verified',
    risk: 'low',
    waitsFor: [],
    ...part,
  };
}

export function centerPlan(part: Partial<CenterPlan> = {}): CenterPlan {
  const changes = part.changes ?? [];
  const number = (action: string): number => changes.filter((one) => one.action === action).length;
  return {
    center: 'acme-support',
    provider: 'vendor',
    status: changes.length > 0 ? 'changes' : 'clean',
    summary: {
      create: number('create'),
      update: number('update'),
      delete: number('delete'),
      unmanaged: part.unmanaged?.length ?? 0,
      manual: part.manual?.length ?? 0,
    },
    changes,
    calls: [],
    callCount: changes.length,
    conditionalCalls: 0,
    lowerBound: changes.length,
    boundReasons: [],
    reads: 4,
    verified: true,
    unmanaged: [],
    manual: [],
    unverifiable: [],
    problems: [],
    fingerprint: 'sha256:0',
    ...part,
  };
}

/** One of everything that a plan can say. */
export const busyPlan: CenterPlan = centerPlan({
  changes: [
    change({
      action: 'create',
      address: 'queue/9001',
      label: 'Support',
      fields: [
        { path: 'maxLength', before: null, after: 128 },
        { path: 'name', before: null, after: 'Support' },
        { path: 'strategy', before: null, after: 'longest_idle' },
      ],
    }),
    change({
      action: 'update',
      address: 'queue/9002',
      label: '客服',
      fields: [{ path: 'timeout', before: 60, after: 90 }],
      risk: 'medium',
      riskReason: 'callers wait longer',
    }),
    change({
      action: 'delete',
      address: 'agent/10040',
      label: 'Old One',
      risk: 'high',
      riskReason: 'takes calls now',
    }),
    change({
      action: 'create',
      kind: 'membership',
      address: 'membership/9001/10031',
      ends: [
        { address: 'queue/9001', label: 'Support' },
        { address: 'agent/10031', label: 'Li Wei' },
      ],
    }),
    change({
      action: 'delete',
      kind: 'membership',
      address: 'membership/9002/10031',
      ends: [
        { address: 'queue/9002', label: '客服' },
        { address: 'agent/10031', label: 'Li Wei' },
      ],
      certainty: 'assumed',
      certaintyReason: 'the vendor shows no presence',
    }),
  ],
  callCount: 18,
  lowerBound: 18,
  unmanaged: ['agent/77', 'queue/9009'],
  manual: [
    {
      address: 'relay-number/057100000000',
      reason: 'the account does not own this number',
      blocks: ['relay-default'],
    },
  ],
  problems: [
    { code: 'max-deletes', severity: 'error', message: 'deletes 1 of 2 agents.', address: 'agent/10040' },
  ],
});
