// The live side adopted in the user's own files: what is edited, what stays byte for byte, and what is left to a person.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: files hold variables
import { describe, expect, it } from 'vitest';
import { adopt, HEADS } from './rig.js';

const U = HEADS.udesk;
const one = (live: string, text: string, options?: Parameters<typeof adopt>[2]) => {
  const done = adopt(live, { 'c.yaml': U + text }, options);
  return { ...done, body: done.texts['c.yaml']?.slice(U.length) ?? '' };
};
const told = ({ remarks }: { remarks: readonly { address: string; message: string }[] }) =>
  remarks.map(({ address, message }) => `${address} ${message}`);

describe('a field that moved', () => {
  it('takes the live value in its own quotes; comments and everything else stay', () => {
    const done = one(
      'queues: [{ id: "9001", name: It\'s late, timeout: 90, maxLength: 12 }]\n',
      `queues:   # all of them
  # the first
  -   id: 9001
      name: 'Support'   # for people
      timeout:    60 # seconds
      maxLength: "10"
`,
    );
    expect(done.body).toBe(`queues:   # all of them
  # the first
  -   id: 9001
      name: 'It''s late'   # for people
      timeout:    90 # seconds
      maxLength: "12"
`);
    expect(done.left).toEqual([]);
    expect(done.remarks).toEqual([]);
  });

  it('keeps text that could be taken for something else, or for YAML, in quotes', () => {
    for (const name of [
      'yes',
      '12',
      '1e3',
      'a: b',
      'a #b',
      '- x',
      '*a',
      '&a',
      '!x',
      '{x',
      'a,b]',
      '${HOME}',
      ' x',
      '"',
      "'",
      'null',
      '~',
      '2026-01-01',
      'é\u2028\\',
    ]) {
      for (const written of [
        '{ id: "9001", name: Support }',
        "{ id: '9001', name: 'Support' }",
        '{id: "9001", name: "Support"}',
      ]) {
        const json = JSON.stringify(name).replaceAll('${', () => '$${');
        const done = one(`queues: [{ id: "9001", name: ${json} }]\n`, `queues: [${written}]\n`);
        expect({ name, left: done.left, told: told(done) }).toEqual({ name, left: [], told: [] });
      }
    }
  });

  it('is cleared with null, and is left out where nothing can clear it', () => {
    const done = one(
      'agents: [{ id: "10031", workId: w1, name: Li }]\nrelayNumbers: [{ number: "057100000000" }, { number: "057100000001", default: true }]\n',
      `agents:
  - id: "10031"
    workId: w1
    mobile: "13800000000"  # private
relayNumbers:
  - number: "057100000000"
    # shown outside
    default: true
  - { number: "057100000001" }
`,
    );
    expect(done.body).toBe(`agents:
  - id: "10031"
    workId: w1
    mobile: null  # private
relayNumbers:
  - number: "057100000000"
  - { number: "057100000001", default: true }
`);
    expect(done.left).toEqual([]);
  });

  it('may be a block of text, an empty value or an alias', () => {
    const done = one(
      'agents: [{ id: "10031", workId: w1, name: Li, mobile: "138", email: a@example.com }]\n',
      `agents:
  - id: "10031"
    workId: w1
    name: >-
      Li
      Wei
    mobile:
    email: &e b@example.com
  - { id: "10032", state: absent }
`,
    );
    expect(done.body).toContain('    name: Li\n    mobile: "138"\n    email: &e a@example.com\n');
    expect(done.left).toEqual([]);
  });
});

describe('lists', () => {
  it('lose and gain elements one by one, in block and flow style', () => {
    const done = one(
      'queues: [{ id: "9001" }, { id: "9002" }]\nagents: [{ id: "1", workId: w1, extensions: ["8002"] }, { id: "2", workId: w2 }, { id: "3", workId: w3 }]\nmemberships: [{ queue: "9001", agents: ["1", "3"] }, { queue: "9002", agents: ["2", "3"] }]\n',
      `agents: [{ id: 1, workId: w1, extensions: [ "8001" ] }]  # with a desk
memberships:
  - queue: "9001"
    agents:
      - "1"   # Li
      # on loan
      - "2"

      - '4'
  - queue: "9002"
    agents: [
      "1",  # Li
      "2",  # Wang
      ]
`,
    );
    expect(done.body).toBe(`agents: [{ id: 1, workId: w1, extensions: [ "8002" ] }]  # with a desk
memberships:
  - queue: "9001"
    agents:
      - "1"   # Li
      - "3"
  - queue: "9002"
    agents: [
      "2",  # Wang
      "3",
      ]
`);
    expect(done.left).toEqual([]);
  });

  it('that end empty say that they are meant to be; an item whose queue is gone goes', () => {
    const done = one(
      'queues: [{ id: "9001" }]\nagents: [{ id: "1", workId: w1 }]\n',
      `queues: [{ id: "9001" }, { id: "9002" }]
memberships:
  - queue: "9001"
    agents: ["1"]
  # The night shift
  - queue: "9002"
    agents: ["1"]
`,
    );
    expect(done.body).toBe(`queues: [{ id: "9001" }]
memberships:
  - queue: "9001"
    agents: []
    allowEmpty: true
`);
    expect(done.left).toEqual([]);
  });

  it('take the live order where it means something, comments with them', () => {
    const agents = ['1001', '1002', '1003']
      .map((id) => `{ id: "${id}", username: u${id}, name: U, email: u${id}@example.com }`)
      .join(', ');
    const head = `${HEADS.portsip}queues: [{ id: "6000", name: Desk, strategy: PRIORITIZED_HUNT }]\n`;
    const live = `queues: [{ id: "6000", name: Desk, strategy: PRIORITIZED_HUNT }]\nagents: [${agents}]\nmemberships: [{ queue: "6000", agents: ["1003", { agent: "1001", skillLevel: 7 }, "1002"] }]\n`;
    const done = adopt(live, {
      'c.yaml': `${head}memberships:
  - queue: "6000"
    agents:
      # first of all
      - "1001"
      - agent: "1002" # second
        skillLevel: 4
      - "1003"
`,
    });
    expect(done.texts['c.yaml']?.slice(head.length)).toBe(`memberships:
  - queue: "6000"
    agents:
      - "1003"
      # first of all
      - "1001"
      - agent: "1002" # second
        skillLevel: 1
`);
    expect(done.left).toEqual([]);
  });
});

describe('whole entries', () => {
  it('go with their own comment, and leave the headings of others', () => {
    const done = one(
      'queues: [{ id: "9002", name: B }, { id: "9004", name: D }]\n',
      `queues:
  # --- day ---
  - { id: "9001", name: A }
  - { id: "9002", name: B }

  # C is for the night.
  # Ask Mei before you change it.
  - id: "9003"
    name: C
    # more of C

  # --- odds ---
  - { id: "9004", name: D }
# the end
`,
    );
    expect(done.body).toBe(`queues:
  # --- day ---
  - { id: "9002", name: B }

  # --- odds ---
  - { id: "9004", name: D }
# the end
`);
    expect(done.left).toEqual([]);
  });

  it('that all go take the section with them, unless prune names it', () => {
    const gone = one(
      'agents: [{ id: "1", workId: w1 }]\n',
      'queues:\n  - { id: "9001" }\nagents: [{ id: "1", workId: w1 }]\n',
    );
    expect(gone.body).toBe('agents: [{ id: "1", workId: w1 }]\n');
    const kept = one(
      'agents: [{ id: "1", workId: w1 }]\n',
      'policy: { prune: [queues] }\nqueues: # ours\n  - { id: "9001" }\nagents: [{ id: "1", workId: w1 }]\n',
    );
    expect(kept.body).toBe(
      'policy: { prune: [queues] }\nqueues: [] # ours\nagents: [{ id: "1", workId: w1 }]\n',
    );
    expect([...gone.left, ...kept.left]).toEqual([]);
  });

  it('come in the style of their siblings where prune would delete them', () => {
    const live =
      'queues: [{ id: "9001", name: A }, { id: "9002", name: B, timeout: 61 }]\nagents: [{ id: "1", workId: w1, name: Li, role: leader }]\n';
    const done = one(
      live,
      `policy: { prune: true, maxDeletes: 100% }
queues:
    -   id: '9001'
        name: 'A'
`,
    );
    expect(done.body).toBe(`policy: { prune: true, maxDeletes: 100% }
queues:
    -   id: '9001'
        name: 'A'
    - id: '9002'
      name: 'B'
      strategy: longest_idle
      timeout: 61
      maxLength: 128
`);
    expect(done.left).toEqual([]);
    const named = one(
      live,
      'policy: { prune: [queues, agents], maxDeletes: 100% }\nqueues: [{id: "9001"}, {id: "9002"}]\nagents: []\n',
    );
    expect(named.body).toContain(
      'queues: [{id: "9001"}, {id: "9002"}]\nagents: [{ id: "1", workId: w1, name: Li, role: leader, enabled: true }]\n',
    );
    expect(named.left).toEqual([]);
  });

  it('stay in their list though a section that is new comes below it', () => {
    const head = 'policy: { prune: [agents, queues, memberships], maxDeletes: 100% }\n';
    const done = one(
      'queues: [{ id: "9001" }, { id: "9002" }]\nagents: [{ id: "1", workId: w1 }, { id: "2", workId: w2 }]\nmemberships: [{ queue: "9001", agents: ["1", "2"] }]\n',
      `${head}agents: []\nqueues:\n  - { id: "9001" }\n`,
    );
    expect(
      done.body,
    ).toBe(`${head}agents: [{ id: "1", workId: w1, role: agent, enabled: true }, { id: "2", workId: w2, role: agent, enabled: true }]
queues:
  - { id: "9001" }
  - { id: "9002", strategy: longest_idle, timeout: 60, maxLength: 128 }

memberships:
  - queue: "9001"
    agents: ["1", "2"]
`);
    expect({ left: done.left, told: told(done) }).toEqual({ left: [], told: [] });
  });

  it('that should be absent and are live say what they are', () => {
    const done = one(
      'queues: [{ id: "9001", name: A }]\n',
      'queues:\n  - id: "9001" # old\n    # since May\n    state: absent\n  - { id: "9002", state: absent }\n',
    );
    expect(done.body).toBe(
      'queues:\n  - id: "9001" # old\n    name: A\n    strategy: longest_idle\n    timeout: 60\n    maxLength: 128\n  - { id: "9002", state: absent }\n',
    );
    expect(done.left).toEqual([]);
  });
});

describe('files as people have them', () => {
  const LIVE = 'queues: [{ id: "9001", timeout: 90 }, { id: "9003", timeout: 5 }]\n';
  const BODY =
    'policy: { prune: [queues] }\nqueues:\n  - id: "9001"\n    timeout: 60\n  - id: "9002"\n    timeout: 60';
  const WANTED =
    'policy: { prune: [queues] }\nqueues:\n  - id: "9001"\n    timeout: 90\n  - id: "9003"\n    strategy: longest_idle\n    timeout: 5\n    maxLength: 128';

  it.each([
    ['no final newline', (text: string) => text],
    ['a final newline', (text: string) => `${text}\n`],
    ['CRLF', (text: string) => `${text}\n`.replaceAll('\n', '\r\n')],
    ['CRLF and no final one', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte-order mark', (text: string) => `\ufeff${text}\n`],
  ])('with %s', (_name, form) => {
    const done = adopt(LIVE, { 'c.yaml': form(U + BODY) });
    expect(done.texts['c.yaml']).toBe(form(U + WANTED));
    expect(done.left).toEqual([]);
  });

  it('in several documents of several files, each edited where it is written', () => {
    const done = adopt(
      'queues: [{ id: "9001", name: X, timeout: 90 }]\nagents: [{ id: "1", workId: w1, name: Li }]\n',
      {
        'a.yaml': `${U}queues: [{ id: "9001", name: A }]\n---\nversion: 1\ncenter: acme\nqueues: [{ id: "9001", timeout: 60 }]\n`,
        'b.yaml': 'version: 1\ncenter: acme\nagents:\n  - { id: "1", workId: w1, name: Lee } # b\n',
      },
    );
    expect(done.texts).toEqual({
      'a.yaml': `${U}queues: [{ id: "9001", name: X }]\n---\nversion: 1\ncenter: acme\nqueues: [{ id: "9001", timeout: 90 }]\n`,
      'b.yaml': 'version: 1\ncenter: acme\nagents:\n  - { id: "1", workId: w1, name: Li } # b\n',
    });
    expect(done.left).toEqual([]);
  });
});

describe('what is left to a person, by name', () => {
  it('a value from a variable, its default, or a part of it', () => {
    const done = one(
      'queues: [{ id: "9001", name: North, timeout: 90 }, { id: "9002", timeout: 90 }]\n',
      'queues:\n  - { id: "9001", name: "${TEAM} desk", timeout: 60 }\n  - { id: "9002", timeout: "${WAIT:-60}" }\n',
      { env: { TEAM: 'South' } },
    );
    expect(done.body).toContain('name: "${TEAM} desk", timeout: 90 }');
    expect(told(done)).toEqual([
      'queue/9001 name comes from ${TEAM}; live has "North". Change the variable where it is set, or write the value here instead.',
      'queue/9002 timeout comes from ${WAIT}; live has 90. Change the variable where it is set, or write the value here instead.',
    ]);
    expect(done.remarks[0]).toMatchObject({ file: 'c.yaml', line: 5, column: 25 });
  });

  it('rows of a CSV file', () => {
    const live =
      'queues: [{ id: "9001" }]\nagents: [{ id: "1", workId: w1, name: Li }, { id: "2", workId: w2 }]\nmemberships: [{ queue: "9001", agents: ["2"] }]\n';
    const done = one(
      live,
      'queues: [{ id: "9001" }]\nagents: !csv people.csv\nmemberships:\n  - { queue: "9001", agents: !csv roster.csv }\n',
      {
        beside: { 'people.csv': 'id,workId,name\n1,w1,Lee\n', 'roster.csv': 'agent\n1\n' },
      },
    );
    expect(done.files).toEqual([]);
    expect(told(done)).toEqual([
      'membership/9001/* agents comes from the file roster.csv. Change its rows there.',
      'agent/1 name moved; agents comes from the file people.csv. Change it there.',
    ]);
  });

  it('a new name that is announced with previously', () => {
    const done = one(
      'subscriptions: [{ name: old, callback: "https://crm.example.com/a", events: [a] }]\n',
      'subscriptions:\n  - { name: new, callback: "https://crm.example.com/a", events: [a], previously: [old] }\n',
    );
    expect(done.files).toEqual([]);
    expect(told(done)[0]).toMatch(
      /^subscription\/new is still subscription\/old at the vendor \(previously\)\./,
    );
  });

  it('what others share through an anchor; an alias itself is written out', () => {
    const live =
      'queues: [{ id: "9001", name: A, timeout: 90 }, { id: "9002", timeout: 60 }, { id: "9003", name: C, timeout: 30 }]\n';
    const done = one(
      live,
      'queues:\n  - { id: "9001", name: A, timeout: &t 60 }\n  - { id: "9002", timeout: *t }\n  - { id: "9003", name: C, timeout: *t }\n',
    );
    expect(done.body).toBe(
      'queues:\n  - { id: "9001", name: A, timeout: &t 60 }\n  - { id: "9002", timeout: *t }\n  - { id: "9003", name: C, timeout: 30 }\n',
    );
    expect(told(done)).toEqual([
      'queue/9001 stands behind an anchor (&…) that other places use too. Write it out in each place, or change it by hand.',
    ]);
    expect(done.left).toEqual(['update queue/9001']);
  });

  it('what cannot be read back, and a secret', () => {
    const done = one(
      'agents: [{ id: "1", workId: w1 }]\n',
      'extensions: [{ number: "8001" }]\nagents: [{ id: "1", workId: w1 }]\n',
    );
    expect(done.files).toEqual([]);
    expect(told(done)).toEqual([
      'extension/8001 cannot be read back, so nothing is proposed. Put it back with cutover apply.',
    ]);
  });
});

it('says nothing and edits nothing where nothing moved', () => {
  const done = one('queues: [{ id: "9001", timeout: 60 }]\n', 'queues: [{ id: "9001", timeout: 60 }]\n');
  expect(done).toMatchObject({ files: [], remarks: [] });
});
