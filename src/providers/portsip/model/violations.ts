// Vendor rules that a state breaks: what a plan must never reach, at any step.

import { collect } from '../../../contract/index.js';
import { atMost, covers, readInterval, readPool } from './did.js';
import { type Item, textOf } from './fields.js';
import { inboundTargets, queueTargets } from './references.js';
import type { PortsipState } from './state.js';

export function violationsOf(state: PortsipState): readonly string[] {
  return [...overLimits(state), ...strayMembers(state), ...dangling(state), ...wrongRules(state)];
}

function overLimits(state: PortsipState): string[] {
  const found: string[] = [];
  // No count in the text: a plan that only shrinks a tenant that is too large breaks nothing anew.
  const check = (what: string, count: number, limit: string): void => {
    if (count > Number(state.tenant[limit])) found.push(`there are more ${what} than ${limit} allows`);
  };
  check('users', state.users.size, 'max_extensions');
  check('queues', state.queues.size, 'max_call_queues');
  return found;
}

function strayMembers(state: PortsipState): string[] {
  const found: string[] = [];
  for (const [id, members] of state.members) {
    const queue = textOf(state.queues.get(id) ?? {}, 'extension_number');
    for (const agent of members.keys()) {
      const user = state.users.get(state.numbers.get(agent)?.id ?? '');
      if (!user) found.push(`membership/${queue}/${agent}: there is no such user`);
      else if (state.options.rules === '22.8' && user.enable_cc !== true)
        found.push(`membership/${queue}/${agent}: the user has no contact-centre licence`);
    }
  }
  return found;
}

/**
 * A reference is a plain number, and an outside number looks the same (portsip.md 3.4): only one whose end was
 * destroyed under it certainly leads nowhere.
 */
function dangling(state: PortsipState): string[] {
  if (state.gone.size === 0) return [];
  const lost = (what: string, numbers: readonly string[]): string[] =>
    [...new Set(numbers)]
      .filter((number) => state.gone.has(number))
      .map((number) => `${what} forwards to ${number}, which is gone`);
  return [
    ...[...state.queues.values()].flatMap((queue) =>
      lost(`queue/${textOf(queue, 'extension_number')}`, queueTargets(queue)),
    ),
    ...[...state.rules.values()].flatMap((rule) =>
      lost(`inbound rule ${textOf(rule, 'name')}`, inboundTargets(rule)),
    ),
  ];
}

function wrongRules(state: PortsipState): string[] {
  const found: string[] = [];
  const lines = new Map<string, Item[]>();
  for (const rule of state.rules.values()) {
    const name = `inbound rule ${textOf(rule, 'name')}`;
    const trunk = state.trunks.get(textOf(rule, 'provider_id'));
    const wanted = readInterval(textOf(rule, 'did_numbers'));
    if (!trunk) found.push(`${name}: its trunk is gone`);
    else if (!wanted) found.push(`${name}: ${textOf(rule, 'did_numbers')} is no number`);
    else if (!covers(readPool(textOf(trunk, 'did_numbers')) ?? [], wanted))
      found.push(`${name}: its number is outside the pool`);
    const line = `${textOf(rule, 'provider_id')} ${textOf(rule, 'cid_number_mask')}`;
    collect(lines, line, rule);
  }
  for (const rules of lines.values()) found.push(...sharing(rules));
  return found;
}

/** Of one trunk and caller mask: neighbours in order that overlap. */
function sharing(rules: readonly Item[]): string[] {
  const sorted = rules
    .flatMap((rule) => {
      const interval = readInterval(textOf(rule, 'did_numbers'));
      return interval ? [{ ...interval, name: textOf(rule, 'name') }] : [];
    })
    .sort((left, right) => (atMost(left.low, right.low) ? -1 : 1));
  return sorted.flatMap((rule, index) => {
    const before = sorted[index - 1];
    const shared = before !== undefined && atMost(rule.low, before.high);
    return shared
      ? [`inbound rules ${before.name} and ${rule.name} share a number, a trunk and a caller mask`]
      : [];
  });
}
