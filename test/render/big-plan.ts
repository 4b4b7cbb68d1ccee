// A plan of ten thousand changes in as many calls, as a vendor with one call an object would get it.
import type { Call, CenterPlan, Change } from '../../src/contract/index.js';
import { centerPlan, change } from './plans.js';

export function bigPlan(size = 10_000): CenterPlan {
  const changes = Array.from({ length: size }, (_, index): Change => {
    const number = String(10_000 + index);
    if (index % 2 === 0) {
      return change({
        action: index % 10 === 0 ? 'update' : 'create',
        address: `agent/${number}`,
        label: `Agent ${index}`,
        fields: [
          { path: 'name', before: index % 10 === 0 ? `Agnt ${index}` : null, after: `Agent ${index}` },
          { path: 'role', before: null, after: 'agent' },
          { path: 'workId', before: null, after: `w${number}` },
        ],
        source: { file: 'center.yaml', line: index + 10, column: 5 },
      });
    }
    const queue = `queue/9${String(index % 100).padStart(3, '0')}`;
    return change({
      action: index % 50 === 1 ? 'delete' : 'create',
      kind: 'membership',
      address: `membership/${queue.slice(6)}/${number}`,
      ends: [
        { address: queue, label: `Team ${index % 100}` },
        { address: `agent/${number}`, label: `Agent ${index - 1}` },
      ],
      waitsFor: [`create agent/${10_000 + index - 1}`],
      ...(index % 50 === 1
        ? { risk: 'medium' as const, riskReason: `Team ${index % 100} loses Agent ${index - 1}` }
        : {}),
    });
  });
  const calls = changes.map(
    (one, index): Call => ({
      id: `c${index + 1}`,
      operation: `${one.action} ${one.kind}`,
      method: one.action === 'delete' ? 'DELETE' : 'POST',
      path: `${one.kind}s/${index}`,
      body: { Name: one.label ?? one.address },
      changes: [one.key],
      after: index % 2 === 0 ? [] : [`c${index}`],
      wave: 1 + (index % 2),
    }),
  );
  return centerPlan({ center: 'acme-big', changes, calls });
}
