// The contact centers that everything is measured on: S, M and L, as the YAML a user would write.

export interface Size {
  readonly name: string;
  readonly queues: number;
  readonly agents: number;
  readonly extensions: number;
  readonly queuesPerAgent: number;
  readonly subscriptions: number;
}

export const SIZES = {
  S: { name: 'S', queues: 5, agents: 100, extensions: 90, queuesPerAgent: 3, subscriptions: 10 },
  M: { name: 'M', queues: 30, agents: 1_000, extensions: 900, queuesPerAgent: 3, subscriptions: 20 },
  L: { name: 'L', queues: 100, agents: 10_000, extensions: 9_000, queuesPerAgent: 3, subscriptions: 200 },
} as const satisfies Record<string, Size>;

/** L cut to 10,000 entities: Terraform takes minutes for all of L. */
export const TERRAFORM_L: Size = {
  name: 'L',
  queues: 20,
  agents: 2_028,
  extensions: 1_836,
  queuesPerAgent: 3,
  subscriptions: 32,
};

/** Half of L, to see how time grows. */
export const HALF: Size = {
  name: 'L/2',
  queues: 50,
  agents: 5_000,
  extensions: 4_500,
  queuesPerAgent: 3,
  subscriptions: 100,
};

/** Queues, agents, extensions, memberships and subscriptions; bindings come on top and are not counted. */
export function entitiesOf(size: Size): number {
  const { queues, agents, extensions, queuesPerAgent, subscriptions } = size;
  return queues + agents + extensions + agents * queuesPerAgent + subscriptions;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** `renamed` agents, the first so many, have another name than in the file without it. */
export function centerOf(size: Size, { renamed = 0, center = 'bench' } = {}): string {
  const { queues, agents, extensions, queuesPerAgent, subscriptions } = size;
  const members = range(queues).map((): string[] => []);
  for (const agent of range(agents)) {
    for (const step of range(queuesPerAgent)) members[(agent + step) % queues]?.push(`"${20_000 + agent}"`);
  }
  return [
    `version: 1
center: ${center}
provider:
  type: udesk
  baseUrl: \${UDESK_BASE_URL}
  appId: \${UDESK_APP_ID}
  sid: \${UDESK_SID}
  authToken: \${UDESK_AUTH_TOKEN}
`,
    'queues:\n',
    ...range(queues).map(
      (index) =>
        `  - { id: "${9000 + index}", name: Queue ${index}, strategy: longest_idle, timeout: 60, maxLength: 128 }\n`,
    ),
    'agents:\n',
    ...range(agents).map((index) => {
      const name = index < renamed ? `Agent ${index} the other` : `Agent ${index}`;
      const own = index < extensions ? `    extensions: ["${1000 + index}"]\n` : '';
      return `  - id: "${20_000 + index}"\n    workId: "${20_000 + index}"\n    name: ${name}\n    role: agent\n    enabled: true\n${own}`;
    }),
    'memberships:\n',
    ...members.map((list, index) => `  - { queue: "${9000 + index}", agents: [${list.join(', ')}] }\n`),
    'subscriptions:\n',
    ...range(subscriptions).map(
      (index) =>
        `  - { name: hook-${index}, callback: "https://hooks.example.com/${index}", events: [agent_answer, agent_hangup], enabled: true }\n`,
    ),
  ].join('');
}
