// What a center means: absent, null, empty, renames, lists, policy; and what must not be.
import { describe, expect, it } from 'vitest';
import { buildDesired } from '../../src/schema/build.js';
import { parseFiles } from '../../src/schema/parse.js';
import { fake } from './fake-provider.js';
import { centerOf, ENV, HEAD, load, problemsOf, resourcesOf, shown } from './load.js';

describe('absent, null, empty', () => {
  it('keeps what must not exist apart; only its identity is needed', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}queues:\n  - { id: 9001, state: absent }\n  - { id: 9002, name: A, state: absent }\n`,
    });
    expect([...center.absent.keys()]).toEqual(['queue/9001', 'queue/9002']);
    expect(center.absent.get('queue/9002')?.fields).toEqual({});
    expect(center.resources.size).toBe(0);
  });

  it('still checks the identity and the names of the fields of what must not exist', () => {
    expect(problemsOf('queues: [{ id: 1, nme: x, state: absent }]')).toEqual([
      '4:16: bad-value: queue/1: id must look like 9001 (Number of the queue: four digits, the first a 9), not "1".',
      '4:19: unknown-key: queue/1: Fake has no field "nme". Did you mean "name"?',
    ]);
  });

  it('leaves a state of the vendor to the vendor', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}campaigns: [{ id: a, state: paused }, { id: b, state: absent }]\n`,
    });
    expect(resourcesOf(center)).toEqual({ 'campaign/a': { state: 'paused' } });
    expect([...center.absent.keys()]).toEqual(['campaign/b']);
    expect(problemsOf('queues: [{ id: 9001, state: present }]')).toEqual([
      '4:29: bad-value: queue/9001: state can only be absent, not "present". Remove the line to keep the object.',
    ]);
  });

  it('refuses uses of what is declared absent', () => {
    expect(
      problemsOf(
        'agents: [{ id: 1, state: absent }, { id: 2, extensions: [8001] }]\nextensions: [{ number: 8001, state: absent }]\nmemberships: [{ queue: 9001, agents: [1, 2] }]\n',
      ),
    ).toEqual([
      '4:58: declared-absent: extension/8001 is used here, but declared absent at a.yaml:5:14. Remove one of the two.',
      '6:39: declared-absent: agent/1 is used here, but declared absent at a.yaml:4:10. Remove one of the two.',
    ]);
  });

  it('says once that a whole list belongs to something that is declared absent', () => {
    expect(
      problemsOf(
        'queues: [{ id: 9001, state: absent }]\nmemberships:\n  - { queue: 9001, agents: [1, 2, 3] }\nagents: [{ id: 1 }, { id: 2 }, { id: 3 }]\n',
      ).filter((problem) => problem.includes('declared-absent')),
    ).toHaveLength(1);
  });

  it('owns an empty section, and nothing else of a silent one', () => {
    const center = centerOf({ 'a.yaml': `${HEAD}queues: []\n` });
    expect([...center.sections]).toEqual(['queues']);
    expect(center.resources.size).toBe(0);
  });

  it('does not guess what a section without content means', () => {
    expect(problemsOf('queues:\nhooks:\n')).toEqual([
      '4:1: empty-section: queues has no content. Write queues: [] to say that there are none, or remove the line to leave it as it is at the vendor.',
      '5:1: empty-section: hooks has no content. Remove the line to leave it as it is at the vendor.',
    ]);
  });

  it('accepts an empty whole list only with its permission', () => {
    expect(problemsOf('memberships: [{ queue: 9001, agents: [] }]')).toEqual([
      '4:38: empty-list: membership/9001/*: agents is empty, which would remove all of them. Add allowEmpty: true beside it if that is meant.',
    ]);
    expect(problemsOf('memberships: [{ queue: 9001, agents: [], allowEmpty: false }]')).toHaveLength(1);
    const center = centerOf({
      'a.yaml': `${HEAD}memberships: [{ queue: 9001, agents: [], allowEmpty: true }]\n`,
    });
    expect([...center.lists]).toEqual(['queue/9001 members']);
  });
});

describe('previously', () => {
  it('turns a new name into a rename', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}subscriptions: [{ name: crm, previously: [old, older] }]\n`,
    });
    expect([...center.renames]).toEqual([
      ['subscription/old', 'subscription/crm'],
      ['subscription/older', 'subscription/crm'],
    ]);
    expect(resourcesOf(center)).toEqual({ 'subscription/crm': {} });
  });

  it('refuses one old name for two, and the name itself', () => {
    expect(
      problemsOf('subscriptions: [{ name: a, previously: [x, a] }, { name: b, previously: [x] }]'),
    ).toEqual([
      '4:44: bad-rename: subscription/a cannot have been "a" before: that is its name now. Remove it.',
      '4:74: bad-rename: "x" is already the old name of subscription/a, at a.yaml:4:41. Remove one of the two.',
    ]);
  });

  it('is unknown where the provider has no such field', () => {
    expect(problemsOf('queues: [{ id: 9001, previously: [x] }]')[0]).toMatch(
      /^4:22: unknown-key: queue\/9001: Fake has no field "previously"/,
    );
  });
});

describe('documents', () => {
  it.each([
    [
      'center: acme\n',
      '1:1: bad-version: The document does not say which version of the format it is in. Add: version: 1',
    ],
    ['version: 2\ncenter: acme\n', '1:10: bad-version: version must be 1, not "2".'],
    [
      'version: 1\n',
      '1:1: bad-center: The document does not say which center it describes. Add: center: NAME',
    ],
    [
      'version: 1\ncenter: Acme\n',
      '2:9: bad-center: center must be 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit, not "Acme".',
    ],
    [`version: 1\ncenter: ${'a'.repeat(64)}\n`, '2:9: bad-center'],
    [
      'version: 1\ncenter: acme\n',
      '1:1: missing-provider: No document of this center has a provider block. Add one with a type.',
    ],
    [
      'version: 1\ncenter: acme\nprovider: fake\n',
      '3:11: bad-value: provider must be a mapping with a type, not text.',
    ],
    [
      'version: 1\ncenter: acme\nprovider: {}\n',
      '3:11: missing-provider: provider has no type. Add one, such as the name of the vendor.',
    ],
    [
      'version: 1\ncenter: acme\nprovider: { type: fak }\n',
      '3:19: unknown-provider: There is no provider type "fak". Did you mean "fake"?',
    ],
    [
      'version: 1\ncenter: acme\nprovider: { type: fake }\n',
      '3:1: missing-field: provider: baseUrl is missing. Address of the account. For example: https://cti.example.com',
    ],
    [`${HEAD}queus: []\n`, '4:1: unknown-section: Fake has no section "queus". Did you mean "queues"?'],
    [
      `${HEAD}relayNumbers: []\n`,
      '4:1: unknown-section: Fake has no section "relayNumbers". Fake has no numbers.',
    ],
    [`${HEAD}queues: { id: 9001 }\n`, '4:9: bad-value: queues must be a list, not a mapping.'],
    [`${HEAD}hooks: [a]\n`, '4:8: bad-value: hooks must be a mapping, not a list.'],
    [
      `${HEAD}policy: [a]\n`,
      '4:9: bad-value: policy must be a mapping, not a list. Remove the line for the defaults.',
    ],
  ])('%j', (content, problem) => {
    const problems = shown(load({ 'a.yaml': content }).problems).map((line) => line.replace('a.yaml:', ''));
    expect(problems.some((line) => line.startsWith(problem))).toBe(true);
  });

  it('checks what is in a document that does not say its center, and makes none of it', () => {
    const { centers, problems } = load({
      'a.yaml': `${HEAD.replace('center: acme\n', '')}queues: [{ id: 1 }]\n`,
    });
    expect(centers).toEqual([]);
    expect(problems.map((one) => one.code)).toEqual(['bad-center', 'bad-value']);
  });

  it('gives a finding of the provider its place', () => {
    expect(
      problemsOf('agents:\n  - { id: 1, extensions: [8001] }\n  - id: 2\n    extensions:\n      - 8001\n'),
    ).toEqual(['8:9: extension-on-two-agents: Extension 8001 is on agents 1 and 2.']);
  });

  it('finds the place of every resource', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}memberships:\n  - queue: 9001\n    agents:\n      - 1\n      - { agent: 2 }\n`,
    });
    const places = [...center.resources.values()].map(({ origin }) => origin && center.locate(origin));
    expect(places).toEqual([
      { file: 'a.yaml', line: 7, column: 9 },
      { file: 'a.yaml', line: 8, column: 9 },
    ]);
  });
});

describe('policy', () => {
  it('has defaults', () => {
    expect(centerOf({ 'a.yaml': HEAD }).policy).toEqual({
      prune: 'none',
      maxDeletes: { percent: 25 },
      protect: [],
      staffing: { default: 0, of: {} },
      busyAgents: 'wait',
      allowDialling: false,
      windows: [],
    });
  });

  it('says all that can be said', () => {
    const content = `${HEAD}queues: [{ id: 9001 }]
policy:
  prune: [queues, agents]
  maxDeletes: 10
  protect: [queue/9001, "agent/1*", "*"]
  staffing: { default: 1, 9001: 2, queue/9001: 2 }
  busyAgents: refuse
  allowDialling: true
  windows: [{ days: [mon], from: 22:00, to: 06:00, timezone: Asia/Shanghai }]
`;
    expect(centerOf({ 'a.yaml': content }).policy).toEqual({
      prune: ['agents', 'queues'],
      maxDeletes: { count: 10 },
      protect: ['queue/9001', 'agent/1*', '*'],
      staffing: { default: 1, of: { 9001: 2, 'queue/9001': 2 } },
      busyAgents: 'refuse',
      allowDialling: true,
      windows: [{ days: ['mon'], from: '22:00', to: '06:00', timezone: 'Asia/Shanghai' }],
    });
  });

  it.each([
    ['prune: true', 'prune', 'all'],
    ['prune: false', 'prune', 'none'],
    ['prune: []', 'prune', []],
    ['maxDeletes: 0', 'maxDeletes', { count: 0 }],
    ['maxDeletes: 100%', 'maxDeletes', { percent: 100 }],
  ] as const)('%s', (content, key, value) => {
    expect(centerOf({ 'a.yaml': `${HEAD}policy: { ${content} }\n` }).policy[key]).toEqual(value);
  });

  it.each([
    ['prune: [queus]', '4:19: unknown-section: prune: Fake has no section "queus". Did you mean "queues"?'],
    ['prune: queues', '4:18: bad-value: policy: prune must be true or false, not "queues".'],
    [
      'maxDeletes: 101%',
      '4:23: bad-value: policy: maxDeletes must be a number or a percentage, such as 25%, not "101%".',
    ],
    [
      'maxDeletes: -1',
      '4:23: bad-value: policy: maxDeletes must be a number or a percentage, such as 25%, not "-1".',
    ],
    ['protect: queue/9001', '4:20: bad-value: policy: protect must be a list, not "queue/9001".'],
    [
      'protect: [queues/9001]',
      '4:21: warning names-nothing: protect: "queues/9001" can cover no object of Fake. Did you mean "queue"?',
    ],
    [
      'staffing: { 9009: 1 }',
      '4:23: warning names-nothing: staffing: no document of this center declares "9009". It counts only if it is live; check the number.',
    ],
    [
      'staffing: { default: two }',
      '4:32: bad-value: policy: staffing.default must be a whole number of 0 or more, not "two".',
    ],
    [
      'busyAgents: kill',
      '4:23: bad-value: policy: busyAgents must be wait, skip, refuse or ignore, not "kill".',
    ],
    [
      'windows: [{ days: [mon], from: 24:00, to: 06:00, timezone: UTC }]',
      '4:42: bad-value: policy: windows[0].from must look like 22:00 (hours and minutes, 00:00 to 23:59), not "24:00".',
    ],
    [
      'windows: [{ days: [mon], from: 23:00, to: 06:00, timezone: Mars }]',
      '4:70: bad-value: policy: windows[0].timezone must be the IANA name of a time zone, such as Asia/Shanghai, not "Mars".',
    ],
    ['widows: []', '4:11: unknown-key: policy: there is no field "widows". Did you mean "windows"?'],
  ])('%s', (content, problem) => {
    expect(problemsOf(`policy: { ${content} }`)).toEqual([problem]);
  });
});

describe('one object of two items', () => {
  /** Each queue also says who uses extension 8001. */
  const sections = fake.sections.map((section) =>
    section.name === 'queues'
      ? {
          ...section,
          expand: (item: Readonly<Record<string, unknown>>) => ({
            resources: [
              ...section.expand(item).resources,
              { kind: 'extension', address: 'extension/8001', fields: { user: String(item.name) } },
            ],
          }),
        }
      : section,
  );
  const problemsOfQueues = (content: string): string[] => {
    const bytes = new TextEncoder().encode(HEAD + content);
    const { problems } = buildDesired(parseFiles([{ path: 'a.yaml', bytes }]), {
      env: ENV,
      provider: () => ({ ...fake, sections }),
      readBeside: () => new Uint8Array(),
      fingerprint: () => '00000000',
    });
    return shown(problems);
  };

  it('may be said twice, but not in two ways', () => {
    expect(problemsOfQueues('queues: [{ id: 9001, name: A }, { id: 9002, name: A }]')).toEqual([]);
    expect(problemsOfQueues('queues: [{ id: 9001, name: A }, { id: 9002, name: B }]')).toEqual([
      'a.yaml:4:33: conflict: extension/8001: user is set differently here and at a.yaml:4:10. Keep one of the two.',
    ]);
  });
});
