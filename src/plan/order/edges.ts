// Order that follows from references: creates first, let go before delete, and what the vendor adds.

import type { View } from './view.js';

export type RuleName = 'refers' | 'lets-go' | 'slots' | 'staffing' | 'moves' | 'vendor' | 'late';

/** `change` waits for `waitsFor`; both are numbers of the view's changes. */
export interface Edge {
  readonly change: number;
  readonly waitsFor: number;
  readonly rule: RuleName;
  /** The field that may be set later, which would make this edge unnecessary. */
  readonly late?: string;
  readonly soft?: boolean;
}

/** A change waits for the creates of what its new value refers to. */
export function createsFirst(view: View): Edge[] {
  const edges: Edge[] = [];
  view.refsAfter.forEach((refs, change) => {
    for (const ref of refs) {
      const waitsFor = view.creates.get(ref.to);
      if (waitsFor === undefined || waitsFor === change) continue;
      const isLate = ref.field !== undefined && view.drafts[change]?.kind.fields[ref.field]?.late === true;
      const late = isLate && ref.field ? { late: ref.field } : {};
      edges.push({ change, waitsFor, rule: 'refers', ...late });
    }
  });
  return edges;
}

/** A delete waits for every change that lets go of what is deleted. */
export function letGoFirst(view: View): Edge[] {
  if (view.deletes.size === 0) return [];
  const edges: Edge[] = [];
  view.refsBefore.forEach((refs, waitsFor) => {
    if (refs.length === 0) return;
    const kept = view.refsAfter[waitsFor] ?? [];
    for (const { to } of refs) {
      const change = view.deletes.get(to);
      if (change === undefined || change === waitsFor || kept.some((ref) => ref.to === to)) continue;
      edges.push({ change, waitsFor, rule: 'lets-go' });
    }
  });
  return edges;
}

/** The later half of a create that was split waits for the create. */
export function lateLast(view: View): Edge[] {
  return view.drafts.flatMap((draft, change): Edge[] => {
    if (!draft.late) return [];
    const waitsFor = view.creates.get(draft.address);
    return waitsFor === undefined ? [] : [{ change, waitsFor, rule: 'late' }];
  });
}

/** Caution rules of the vendor sheet. */
export function vendorOrder(view: View): Edge[] {
  const wanted = view.world.provider.order?.(view.changes, view.context) ?? [];
  return wanted.flatMap((edge): Edge[] => {
    const change = view.byKey.get(edge.change);
    const waitsFor = view.byKey.get(edge.waitsFor);
    if (change === undefined || waitsFor === undefined || change === waitsFor) return [];
    return [{ change, waitsFor, rule: 'vendor', ...(edge.soft ? { soft: true } : {}) }];
  });
}
