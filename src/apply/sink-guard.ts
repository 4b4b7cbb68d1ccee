// Refuses, before anything is sent, a plan that makes secrets with nowhere to keep them.

import type { CenterPlan, PlanContext, Problem } from '../contract/index.js';
import { secretRefsOf } from '../plan/substitute.js';
import type { ApplyInput } from './input.js';

/** Undefined when no secret is made, or the sink can be written. */
export async function sinkProblem(
  { provider, sink }: Pick<ApplyInput, 'provider' | 'sink'>,
  plan: CenterPlan,
  context: PlanContext,
): Promise<Problem | undefined> {
  const making = plan.calls.find(
    (call) =>
      // An answer whose loss means making the object anew is an answer that carries a secret.
      provider.operations[call.operation]?.afterUnknown.rule === 'recreate' ||
      secretRefsOf(call.body).some((ref) => ref.startsWith('new:')),
  );
  if (!making) return undefined;
  if (sink) return sink.preflight();
  return {
    code: 'no-secrets-sink',
    severity: 'error',
    message:
      `${context.desired.center}: this plan makes secrets (${making.changes[0] ?? making.id}), and there is no place ` +
      'to keep them. Name one with --secrets-out or --secrets-command.',
    address: null,
  };
}
