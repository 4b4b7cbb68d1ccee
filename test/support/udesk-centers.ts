// Generated Udesk centers of a known size, as the YAML a user would write.

const PROVIDER = `version: 1
center: acme-support
provider:
  type: udesk
  baseUrl: \${UDESK_BASE_URL}
  appId: \${UDESK_APP_ID}
  sid: \${UDESK_SID}
  authToken: \${UDESK_AUTH_TOKEN}
`;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
export const queueId = (index: number): string => String(9000 + index);
export const agentId = (index: number): string => String(10_000 + index);
export const extensionNumber = (index: number): string => String(1000 + index);

export interface CenterSize {
  readonly queues: number;
  readonly agents: number;
  /** Extensions, one an agent, for the first so many. Default: every agent. */
  readonly extensions?: number;
  /** Queues of each agent. Default: all. */
  readonly queuesPerAgent?: number;
  readonly policy?: string;
}

/** The head of every generated file: version, center, provider and, if given, a policy block. */
export function head(policy = ''): string {
  return `${PROVIDER}${policy === '' ? '' : `policy:\n${policy}`}`;
}

/** The full center of udesk.md §7.4: everything bound, a default number, two subscriptions and webhook events. */
export function bootstrap(size: CenterSize): string {
  return [
    entities(size),
    `relayNumbers:
  - number: "057100000000"
    default: true
subscriptions:
  - { name: crm, callback: "https://crm.example.com/hooks/cti", events: [agent_ringing, agent_answer], enabled: true }
  - { name: wallboard, callback: "https://wall.example.com/hooks", events: [agent_hangup], enabled: true }
webhookEvents:
  agent_state: [acd_agent_state]
  call: [begin, end]
`,
  ].join('');
}

/** Queues, agents, extensions and memberships alone. */
export function entities(size: CenterSize): string {
  const { queues, agents, extensions = agents, queuesPerAgent = queues } = size;
  const members = numbers(queues).map((): string[] => []);
  for (const agent of numbers(agents)) {
    for (const step of numbers(queuesPerAgent)) members[(agent + step) % queues]?.push(agentId(agent));
  }
  return [
    head(size.policy),
    'queues:\n',
    ...numbers(queues).map(
      (index) =>
        `  - { id: "${queueId(index)}", name: Queue ${index}, strategy: longest_idle, timeout: 60, maxLength: 128 }\n`,
    ),
    'agents:\n',
    ...numbers(agents).map(
      (index) =>
        `  - id: "${agentId(index)}"\n    workId: "${agentId(index)}"\n    name: Agent ${index}\n    role: agent\n    enabled: true\n${
          index < extensions ? `    extensions: ["${extensionNumber(index)}"]\n` : ''
        }`,
    ),
    'memberships:\n',
    ...members.map(
      (list, index) =>
        `  - queue: "${queueId(index)}"\n    agents: [${list.map((id) => `"${id}"`).join(', ')}]\n`,
    ),
  ].join('');
}

/** The same objects, all declared absent. */
export function teardown(size: CenterSize): string {
  return [
    head('  maxDeletes: 100%\n'),
    'queues:\n',
    ...numbers(size.queues).map((index) => `  - { id: "${queueId(index)}", state: absent }\n`),
    'agents:\n',
    ...numbers(size.agents).map((index) => `  - { id: "${agentId(index)}", state: absent }\n`),
    'extensions:\n',
    ...numbers(size.agents).map((index) => `  - { number: "${extensionNumber(index)}", state: absent }\n`),
  ].join('');
}
