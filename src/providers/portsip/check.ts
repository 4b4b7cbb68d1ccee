// What no single item of the file shows: numbers, names and rules across a whole center (portsip.md 7.1).

import type { Desired, Finding, Resource } from '../../contract/index.js';
import { record } from '../decoding.js';
import { finding, idOf } from '../kit/index.js';
import { overlap } from './did.js';
import { agentAddress, endsOf, queueAddress, ruleName } from './names.js';
import { usesSkills } from './queue-fields.js';
import { settingsOf } from './settings.js';

export function check(desired: Desired): readonly Finding[] {
  const of = (kind: string): readonly Resource[] =>
    [...desired.resources.values()].filter((resource) => resource.kind === kind);
  const [queues, agents, rules] = [of('queue'), of('agent'), of('relay-number')];
  return [
    ...sharedNumbers(agents, desired),
    ...reservedNumbers([...queues, ...agents], settingsOf(desired.settings).reservedNumbers),
    ...sameField(agents, 'username', 'error', 'duplicate-username', 'can sign in only once in a tenant'),
    ...sameField(agents, 'email', 'warning', 'duplicate-email', 'gets the mails of both'),
    ...sameField(queues, 'name', 'warning', 'duplicate-name', 'cannot be told apart by people'),
    ...forwardsWithoutNumber([...queues, ...rules]),
    ...rulesWithTwoEnds(rules),
    ...overlappingRules(rules),
    ...uselessSkills(of('membership'), desired),
    ...uselessStickiness(queues),
    ...longCallbacks(of('subscription')),
  ];
}

/** Queues and users share one set of numbers. */
function sharedNumbers(agents: readonly Resource[], desired: Desired): Finding[] {
  return agents
    .filter(({ address }) => desired.resources.has(queueAddress(idOf(address))))
    .map((agent) =>
      finding(
        'error',
        'number-taken',
        agent,
        `Number ${idOf(agent.address)} is declared for a queue and for an agent, and PortSIP gives a number once. Give one of them another.`,
      ),
    );
}

/** portsip.md 9.10. */
function reservedNumbers(resources: readonly Resource[], reserved: readonly string[]): Finding[] {
  return resources
    .filter(({ address }) => reserved.includes(idOf(address)))
    .map((resource) =>
      finding(
        'error',
        'reserved-number',
        resource,
        `Number ${idOf(resource.address)} is a service number of the PBX (${reserved.join(', ')}). Choose another, or say with provider.reservedNumbers which ones your PBX uses.`,
      ),
    );
}

function sameField(
  resources: readonly Resource[],
  field: string,
  severity: Finding['severity'],
  code: string,
  why: string,
): Finding[] {
  const seen = new Map<string, Resource>();
  return resources.flatMap((resource) => {
    const value = resource.fields[field];
    if (typeof value !== 'string') return [];
    const other = seen.get(value.toLowerCase());
    if (other === undefined) {
      seen.set(value.toLowerCase(), resource);
      return [];
    }
    const message = `${other.address} and ${resource.address} have the same ${field} ${JSON.stringify(value)}, which ${why}. Give each its own.`;
    return [finding(severity, code, resource, message)];
  });
}

function forwardsWithoutNumber(resources: readonly Resource[]): Finding[] {
  return resources.flatMap((resource) =>
    ['noAnswer', 'nightMode', 'forward'].flatMap((field) => {
      const { action, number } = record(resource.fields[field]) ?? {};
      if (typeof action !== 'string' || action === 'HANGUP' || typeof number === 'string') return [];
      const message = `${resource.address}: ${field} says ${action} and not to which number. Add number.`;
      return [finding('error', 'forward-without-number', resource, message)];
    }),
  );
}

function rulesWithTwoEnds(rules: readonly Resource[]): Finding[] {
  return rules
    .filter(({ fields }) => typeof fields.queue === 'string' && (fields.forward ?? null) !== null)
    .map((rule) =>
      finding(
        'error',
        'two-destinations',
        rule,
        `${rule.address} has a queue and a forward, and a call can go to one. Remove the other.`,
      ),
    );
}

/** portsip.md 5.3: rules may share number and trunk only with different caller masks. */
function overlappingRules(rules: readonly Resource[]): Finding[] {
  const groups = new Map<string, Resource[]>();
  return rules.flatMap((rule) => {
    const { number, trunk, callerMask } = ruleName(rule.address);
    const group = groups.get(JSON.stringify([trunk, callerMask])) ?? [];
    groups.set(JSON.stringify([trunk, callerMask]), group);
    const isRange = number.includes('-');
    const other = group.find((one) => {
      const before = ruleName(one.address).number;
      return (isRange || before.includes('-')) && overlap(before, number);
    });
    group.push(rule);
    if (other === undefined) return [];
    const message = `${rule.address} and ${other.address} are for the same numbers, trunk and callers. Divide the range, or give them different caller masks.`;
    return [finding('error', 'overlapping-numbers', rule, message)];
  });
}

/** portsip.md 11.1. */
function uselessSkills(memberships: readonly Resource[], desired: Desired): Finding[] {
  return memberships.flatMap((membership) => {
    const { queue } = endsOf(membership.address);
    const strategy = desired.resources.get(queueAddress(queue))?.fields.strategy;
    const { skillLevel } = membership.fields;
    if (typeof strategy !== 'string' || usesSkills(strategy)) return [];
    if (typeof skillLevel !== 'number' || skillLevel === 1) return [];
    const who = agentAddress(endsOf(membership.address).agent);
    const message = `${who} has skill level ${skillLevel} in queue ${queue}, whose strategy ${strategy} asks for no skill. Remove it, or choose a SKILL_BASED_ROUTING strategy.`;
    return [finding('warning', 'skill-without-use', membership, message)];
  });
}

/** portsip.md 3.2. */
function uselessStickiness(queues: readonly Resource[]): Finding[] {
  return queues
    .filter(({ fields }) => fields.strategy === 'RING_SIMULTANEOUSLY' && fields.enableStickyRouting === true)
    .map((queue) =>
      finding(
        'warning',
        'sticky-without-use',
        queue,
        `${queue.address} rings all agents at once, so enableStickyRouting has no effect. Remove it, or choose another strategy.`,
      ),
    );
}

/** portsip.md 6.1: 1 to 128 characters. */
function longCallbacks(slots: readonly Resource[]): Finding[] {
  return slots
    .filter(({ fields }) => typeof fields.callback === 'string' && fields.callback.length > 128)
    .map((slot) =>
      finding(
        'error',
        'callback-too-long',
        slot,
        `The callback of ${slot.address} has more than 128 characters, which PortSIP does not take. Shorten it.`,
      ),
    );
}
