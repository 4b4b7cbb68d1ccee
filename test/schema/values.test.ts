// What is written is what arrives: ids keep their digits, null clears, `${…}` is replaced inside text alone.
import { describe, expect, it } from 'vitest';
import { expand } from '../../src/schema/env.js';
import { parseFiles } from '../../src/schema/parse.js';
import { centerOf, HEAD, load, problemsOf, resourcesOf } from './load.js';

function values(content: string): unknown {
  const { documents } = parseFiles([{ path: 'a.yaml', bytes: new TextEncoder().encode(content) }]);
  return JSON.parse(JSON.stringify(documents[0]?.root));
}

describe('scalars', () => {
  it.each([
    ['057100000000', '057100000000'],
    ['12345678901234567890123456789012', '12345678901234567890123456789012'],
    ['8e03', '8e03'],
    ['0x1F', '0x1F'],
    ['0o17', '0o17'],
    ['1_000', '1_000'],
    ['.inf', '.inf'],
    ['yes', 'yes'],
    ['true', 'true'],
    ['2024-01-01', '2024-01-01'],
    ['22:00', '22:00'],
    ['null', null],
    ['Null', null],
    ['NULL', null],
    ['~', null],
    ['', null],
    ['nUll', 'nUll'],
    ['"null"', 'null'],
    ["'~'", '~'],
    ['""', ''],
    ['!!str null', 'null'],
    ['! 12', '12'],
    ['"\\u0041\\n"', 'A\n'],
    ["'it''s'", "it's"],
    ['|\n  two\n  lines\n', 'two\nlines\n'],
    ['>-\n  two\n  lines\n', 'two lines'],
  ])('%j is %j', (written, value) => {
    expect(values(`a: ${written}`)).toEqual({ a: value });
  });

  it('keeps keys as they are written, numbers among them in any order', () => {
    expect(Object.keys(values('b: 1\n10: 2\n2: 3\n"": 4\n~: 5') as object).sort()).toEqual([
      '',
      '10',
      '2',
      'b',
      '~',
    ]);
  });

  it('shares what an alias stands for', () => {
    expect(values('a: &x [1, { b: 2 }]\nc: *x')).toEqual({
      a: ['1', { b: '2' }],
      c: ['1', { b: '2' }],
    });
  });

  it('takes an alias of a text as a key', () => {
    expect(values('a: &x name\n*x : 3')).toEqual({ a: 'name', name: '3' });
  });
});

describe('typed fields', () => {
  it('gives numbers and booleans only where the provider asks for them', () => {
    const center = centerOf({
      'a.yaml': `${HEAD}queues:\n  - { id: 9001, name: 0123, timeout: 60 }\nagents:\n  - { id: 007, enabled: True }\n`,
    });
    expect(resourcesOf(center)).toEqual({
      'agent/007': { enabled: true },
      'queue/9001': { name: '0123', timeout: 60 },
    });
  });

  it.each([
    [
      'queues: [{ id: 9001, timeout: 0x1F }]',
      '4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not "0x1F".',
    ],
    [
      'queues: [{ id: 9001, timeout: 1e2 }]',
      '4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not "1e2".',
    ],
    [
      'queues: [{ id: 9001, timeout: 060 }]',
      '4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not "060".',
    ],
    [
      'queues: [{ id: 9001, timeout: 3601 }]',
      '4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not "3601".',
    ],
    [
      'queues: [{ id: 9001, timeout: [1] }]',
      '4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not a list.',
    ],
    [
      'queues: [{ id: 9001, timeout: }]',
      '4:22: null-field: queue/9001: timeout cannot be null: it must be a whole number from 1 to 3600. Remove the line to leave it as it is at the vendor.',
    ],
    [
      'queues: [{ id: 0x1F }]',
      '4:16: bad-value: queue/0x1F: id must look like 9001 (Number of the queue: four digits, the first a 9), not "0x1F".',
    ],
    [
      'queues: [{ id: 9001, strategy: longest-idle }]',
      '4:32: bad-value: queue/9001: strategy must be longest_idle or ring_all, not "longest-idle".',
    ],
    [
      'agents: [{ id: 1, enabled: yes }]',
      '4:28: bad-value: agent/1: enabled must be true or false, not "yes".',
    ],
    [
      'agents: [{ id: 1, extensions: [8001, 8002, 8003] }]',
      '4:31: bad-value: agent/1: extensions must have at most 2 entries, not 3.',
    ],
    [
      'agents: [{ id: 1, extensions: [8001, x] }]',
      '4:38: bad-value: agent/1: extensions[1] must look like 8001 (Four digits), not "x".',
    ],
    [
      'agents: [{ name: Li }]',
      '4:10: missing-field: agents[0]: id is missing. Id of the agent: up to 32 digits. For example: 10031',
    ],
    [
      'subscriptions: [{ name: crm, callback: "javascript:alert(1)" }]',
      '4:40: bad-value: subscription/crm: callback must be an http or https address, not "javascript:alert(1)".',
    ],
    [
      'subscriptions: [{ name: crm, callback: "https:// x" }]',
      '4:40: bad-value: subscription/crm: callback must be an http or https address, not "https:// x".',
    ],
    [
      'memberships: [{ queue: 9001, agents: [{ agent: 1, skillLevel: 101 }] }]',
      '4:63: bad-value: membership/9001/*: agents[0].skillLevel must be a whole number from 1 to 100, not "101".',
    ],
    [
      'memberships: [{ queue: 9001, agents: [x] }]',
      '4:39: bad-value: membership/9001/*: agents[0] must look like 10031 (Id of the agent: up to 32 digits), not "x".',
    ],
    [
      'memberships: [{ queue: 9001, agents: [[1]] }]',
      '4:39: bad-value: membership/9001/*: agents[0] must be an id, or a mapping with agent, not a list.',
    ],
    [
      'memberships: [{ queue: 9001, agents: [{ agent: 1, skil: 5 }] }]',
      '4:51: unknown-key: membership/9001/*: Fake has no field "skil" in agents[0]. Allowed: agent, skillLevel.',
    ],
    ['hooks: { call: begin }', '4:16: bad-value: hooks: call must be a list, not "begin".'],
  ])('%s', (content, problem) => {
    expect(problemsOf(content)).toEqual([problem]);
  });

  it('clears with null only what can be cleared', () => {
    expect(resourcesOf(centerOf({ 'a.yaml': `${HEAD}queues:\n  - { id: 9001, name: }\n` }))).toEqual({
      'queue/9001': { name: null },
    });
  });
});

describe('the environment', () => {
  const env = { A: 'x', EMPTY: '', EVIL: 'a: [b]\nc: *d', NESTED: `\${A}` };

  it.each([
    [`\${A}`, 'x'],
    [`-\${A}-\${A}`, '-x-x'],
    [`\${NONE:-y}`, 'y'],
    [`\${EMPTY:-y}`, 'y'],
    [`\${EMPTY}`, ''],
    [`\${NONE:-}`, ''],
    [`\${NONE:-http://a:-b}`, 'http://a:-b'],
    [`$\${A}`, `\${A}`],
    [`$$\${A}`, `$\${A}`],
    [`$$$\${A}`, `$$\${A}`],
    ['$A $ $$', '$A $ $$'],
    [`\${EVIL}`, env.EVIL],
    [`\${NESTED}`, env.NESTED],
  ])('%j gives %j', (text, value) => {
    expect(expand(text, env)).toMatchObject({ text: value });
  });

  it.each([`\${NONE}`, `\${}`, `\${A`, `\${A-b}`, `\${9}`, `\${A:b}`, `\${ A }`, `\${NONE:}`])(
    '%j is a problem',
    (text) => {
      expect(expand(text, env)).toHaveProperty('problems.0.code');
    },
  );

  it('tells every missing variable of one text, each once', () => {
    const expanded = expand(`\${NONE}-\${GONE}-\${NONE}`, env);
    expect(expanded).toMatchObject({
      problems: [{ code: 'missing-variable' }, { code: 'missing-variable' }],
    });
    expect(JSON.stringify(expanded)).toMatch(/NONE is not set.*GONE is not set/);
  });

  it('never becomes YAML, a null or a list', () => {
    const evil = { TOKEN: 't', N: 'null', M: '"\n  - { id: "9002" }' };
    const { centers, problems } = load(
      { 'a.yaml': `${HEAD}queues:\n  - { id: 9001, name: "\${N}\${M}" }\n` },
      evil,
    );
    expect(problems).toEqual([]);
    expect([...(centers[0]?.resources.keys() ?? [])]).toEqual(['queue/9001']);
    expect(centers[0]?.resources.get('queue/9001')?.fields).toEqual({ name: `${evil.N}${evil.M}` });
  });

  it('reports a missing variable once, at its place, and nothing that follows from it', () => {
    expect(problemsOf(`queues:\n  - id: \${QUEUE}\n    timeout: \${WAIT}\n`)).toEqual([
      `5:9: missing-variable: The environment variable QUEUE is not set. Set it; for what is no secret, a default may stand here: \${QUEUE:-…}.`,
      `6:14: missing-variable: The environment variable WAIT is not set. Set it; for what is no secret, a default may stand here: \${WAIT:-…}.`,
    ]);
  });

  it('shows a wrong value as it is written, not what the environment holds', () => {
    const problems = problemsOf(`queues: [{ id: 9001, timeout: "\${SECRET_WAIT}" }]`, {
      TOKEN: 't',
      SECRET_WAIT: 'hush',
    });
    expect(problems).toEqual([
      `4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not what "\${SECRET_WAIT}" holds.`,
    ]);
    const empty = problemsOf(`queues: [{ id: 9001, timeout: "\${EMPTY_WAIT}" }]`, {
      TOKEN: 't',
      EMPTY_WAIT: '',
    });
    expect(empty).toEqual([
      `4:31: bad-value: queue/9001: timeout must be a whole number from 1 to 3600, not "\${EMPTY_WAIT}", which is empty.`,
    ]);
  });
});
