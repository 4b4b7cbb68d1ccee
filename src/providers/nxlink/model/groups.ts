// Queues and who works in them: `agentGroup/page`, `agentGroup/member/list`, `agentGroup/updateMembers`.

import type { Ask, Decision } from './decision.js';
import { textField, textsField } from './fields.js';
import { join, replaceMembers } from './links.js';
import { LIST_SIZE, pageOf } from './page.js';
import { parameterError } from './refusal.js';
import type { Agent, Queue } from './state.js';
import type { Options } from './switches.js';

/** nxcloud.md A.4.1: no total is given. */
export function listQueues({ state, options, fields }: Ask): Decision {
  const filter = textField(fields, 'queueName', 'be empty');
  const cut = pageOf(fields, LIST_SIZE);
  if (filter === '' && options.emptyQueueName === 'refuse') throw parameterError('queueName');
  const found =
    filter === '' && options.emptyQueueName === 'nothing'
      ? []
      : [...state.queues.values()].filter((queue) => filter === '' || isNamed(queue, filter, options));
  return { data: cut(found).map((queue) => queueRow(queue, options)) };
}

function isNamed({ groupName, groupNo }: Queue, filter: string, options: Options): boolean {
  if (options.queueNameMatch === 'part') return groupName.includes(filter) || groupNo.includes(filter);
  return groupName === filter || groupNo === filter;
}

function queueRow(queue: Queue, options: Options): unknown {
  const { groupName, groupNo, remark, familiarizeFirst, ringPolicy } = queue;
  const lean = options.optionalFields === 'absent';
  return {
    groupName,
    groupNo,
    ...(lean && remark === '' ? {} : { remark }),
    ...(lean && !familiarizeFirst ? {} : { familiarizeFirst }),
    ringPolicy,
  };
}

/** nxcloud.md A.4.2: no paging. */
export function listMembers({ state, options, fields }: Ask): Decision {
  const queue = state.queues.get(textField(fields, 'queueNo', 'not be empty'));
  if (!queue && options.unknownQueue === 'refuse') throw parameterError('queueNo');
  const members = [...(queue?.members ?? [])].flatMap((sipNumber) => state.agents.get(sipNumber) ?? []);
  return { data: members.map((agent) => memberRow(agent, options)) };
}

function memberRow({ sipNumber, userName, nickName }: Agent, options: Options): unknown {
  const lean = options.optionalFields === 'absent' && nickName === '';
  return { sipNumber, userName, ...(lean ? {} : { nickName }) };
}

/** nxcloud.md A.4.3: no result per member. */
export function updateMembers({ state, options, fields }: Ask): Decision {
  const queueNo = textField(fields, 'queueNo', 'not be empty');
  const members = textsField(fields, 'members');
  if (!state.queues.has(queueNo)) throw parameterError('queueNo');
  if (options.maxMembers !== 'none' && members.length > Number(options.maxMembers)) {
    throw parameterError('members: too many');
  }
  const known: string[] = [];
  for (const sipNumber of members) {
    const agent = state.agents.get(sipNumber);
    if (!agent && options.unknownMember === 'refuse') throw parameterError('members');
    if (agent?.enabled === false && options.disabledMember === 'refuse') throw parameterError('members');
    if (agent) known.push(sipNumber);
  }
  if (members.length === 0 && options.emptyMembers === 'refuse') throw parameterError('members');
  const nothing = members.length === 0 && options.emptyMembers === 'ignore';
  return {
    data: null,
    commit() {
      if (nothing) return [];
      if (options.updateMembers === 'replace') return replaceMembers(state, queueNo, new Set(known));
      return known.flatMap((sipNumber) => join(state, queueNo, sipNumber));
    },
  };
}
