// Agents, all of it read-only: `agent/page`, `agent/status/info`, `did/myUsefulNumber`.

import type { Ask, Decision } from './decision.js';
import { optionalText, textField, timeField } from './fields.js';
import { LIST_SIZE, pageOf } from './page.js';
import { parameterError } from './refusal.js';
import type { Agent, NxlinkState } from './state.js';
import type { Options } from './switches.js';

/** nxcloud.md A.4.4. */
export function listAgents({ state, options, fields }: Ask): Decision {
  const filter = optionalText(fields, 'userName') ?? '';
  const cut = pageOf(fields, LIST_SIZE);
  const all = [...state.agents.values()];
  const found = filter === '' ? all : all.filter(({ userName }) => isLogin(userName, filter, options));
  return { data: cut(found).map((agent) => agentRow(state, agent, options)), total: found.length };
}

function isLogin(userName: string, filter: string, options: Options): boolean {
  return options.userNameMatch === 'part' ? userName.includes(filter) : userName === filter;
}

function agentRow(state: NxlinkState, agent: Agent, options: Options): unknown {
  const { sipNumber, userName, nickName, recordingStorageDays, allowCountry, endPointName } = agent;
  return {
    sipNumber,
    userName,
    nickName,
    status: agent.enabled ? 1 : 0,
    queueName: [...agent.queues].map((groupNo) => state.queues.get(groupNo)?.groupName ?? ''),
    recording: options.recording === 'integer' ? Number(agent.recording) : agent.recording,
    recordingStorageDays,
    allowCountry,
    endPointName,
    gmtCreate: dateTime(agent.createdAt),
    gmtModified: dateTime(agent.modifiedAt),
  };
}

/** Format and zone are not given (nxcloud.md A.4.4): the one of A.4.9. */
function dateTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** nxcloud.md A.4.5: time spent per state in a window, no presence. Nobody works in a simulator. */
export function agentStatus({ state, fields }: Ask): Decision {
  const userName = textField(fields, 'userName', 'not be empty');
  const [from, to] = [timeField(fields, 'startDateTime'), timeField(fields, 'endDateTime')];
  if (from > to) throw parameterError('endDateTime');
  const agents = [...state.agents.values()].filter((agent) => agent.userName === userName);
  return {
    data: agents.map(({ nickName, sipNumber }) => ({
      nickName,
      userName,
      sipNumber,
      busyDuration: 0,
      wrapupDuration: 0,
      idleDuration: 0,
      callingDuration: 0,
      ringingDuration: 0,
      meetingDuration: 0,
      eatingDuration: 0,
      wcDuration: 0,
    })),
  };
}

/** nxcloud.md A.4.6: type 0 is a number, -1 a random one, 1 a route. */
export function callerNumbers({ state, options, fields }: Ask): Decision {
  const agent = state.agents.get(textField(fields, 'sipNumber', 'not be empty'));
  if (!agent) throw parameterError('sipNumber');
  const lean = options.optionalFields === 'absent';
  const numbers = (agent.callerNumbers ?? []).map((number) => ({
    number,
    ...(lean ? {} : { remark: '', routerId: '', routerName: '' }),
    type: 0,
  }));
  if (options.callerRows === 'numbers') return { data: numbers };
  return { data: [{ remark: 'Random', type: -1 }, ...numbers, { routerId: '1', routerName: 'R', type: 1 }] };
}
