// How dangerous a change is: what the kind says, else deletes are medium and the rest is low.

import type { Change, PlanContext, Risk } from '../contract/index.js';
import type { Draft } from './world.js';

export function riskOf(
  draft: Draft,
  change: Change,
  context: PlanContext,
): { readonly risk: Risk; readonly riskReason?: string } {
  const said = draft.kind.risk?.(change, context);
  if (said) return said.risk === 'low' ? { risk: 'low' } : { risk: said.risk, riskReason: said.reason };
  if (draft.action !== 'delete') return { risk: 'low' };
  return { risk: 'medium', riskReason: `takes away ${article(draft.kind.title.one)}` };
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
