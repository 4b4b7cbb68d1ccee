// What a report of an applied run is made of, gathered while it runs: what was planned, and when each call went.
import type { ApplyEvent, CenterPlan, Change } from '../../contract/index.js';
import type { AppliedCenter } from '../../render/report.js';
import { createTimeline } from '../../render/timeline.js';

export interface RunRecord {
  planned(plan: CenterPlan): void;
  hear(event: ApplyEvent): void;
  told(): Omit<AppliedCenter, 'result'>;
}

/** Keeps the first plan; changes that only a later round found are added to it. */
export function createRecord(): RunRecord {
  const timeline = createTimeline();
  const changes = new Map<string, Change>();
  let first: CenterPlan | undefined;
  return {
    planned(plan) {
      first ??= plan;
      for (const change of plan.changes) if (!changes.has(change.key)) changes.set(change.key, change);
    },
    hear: timeline.hear,
    told: () => ({
      timeline: timeline.calls(),
      ...(first === undefined ? {} : { plan: { ...first, changes: [...changes.values()] } }),
    }),
  };
}
