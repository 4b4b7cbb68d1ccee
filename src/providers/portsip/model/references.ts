// Who names a number: forward rules hold number strings, with no link to the object (portsip.md 3.4, 7.2).

import type { Effect } from '../../../contract/index.js';
import { type Item, isRecord } from './fields.js';
import { ruleResource } from './normal-form.js';
import type { PortsipState } from './state.js';

const QUEUE_RULES = ['no_answer_forward_rule', 'night_mode_forward_rule', 'exit_forward_rule'] as const;
const INBOUND_RULES = [
  'office_hours_forward_rule',
  'non_office_hours_forward_rule',
  'holiday_forward_rule',
] as const;

/** Numbers that these rules of an item forward to. */
function targets(item: Item, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const rule = item[name];
    if (!isRecord(rule) || rule.action === 'HANGUP') return [];
    return typeof rule.number === 'string' && rule.number !== '' ? [rule.number] : [];
  });
}

export const queueTargets = (queue: Item): string[] => targets(queue, QUEUE_RULES);
export const inboundTargets = (rule: Item): string[] => targets(rule, INBOUND_RULES);

/** Other objects that forward to this number, for people. */
export function namedBy(state: PortsipState, number: string): string[] {
  const queues = [...state.queues.values()]
    .filter((queue) => queue.extension_number !== number && queueTargets(queue).includes(number))
    .map((queue) => `queue ${String(queue.extension_number)}`);
  const rules = [...state.rules.values()]
    .filter((rule) => inboundTargets(rule).includes(number))
    .map((rule) => `inbound rule ${String(rule.name)}`);
  return [...queues, ...rules];
}

/**
 * Nothing of this tenant has the number any more. Who names it now leads nowhere; who names it later means something
 * outside, which looks the same.
 */
export function freeNumber(state: PortsipState, number: string): void {
  state.numbers.delete(number);
  if (namedBy(state, number).length > 0) state.gone.add(number);
}

/** Inbound rules whose normal form changes when a number starts or stops being a queue. */
export function ruleEffects(state: PortsipState, number: string): Effect[] {
  return [...state.rules.values()]
    .filter((rule) => inboundTargets(rule).includes(number))
    .map((rule) => ({ put: ruleResource(state, rule) }));
}

/**
 * `forwardTargets=strict`: a short number without `+` must be something of this tenant.
 * Longer ones are outside numbers; `0` keeps the dialled number (5.3).
 */
export function missingTarget(state: PortsipState, numbers: readonly string[]): string | undefined {
  if (state.options.forwardTargets === 'free') return undefined;
  return numbers.find((number) => /^[0-9]{3,6}$/.test(number) && !state.numbers.has(number));
}
