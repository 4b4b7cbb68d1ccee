// The action and GitHub: which comment is its own, what it does when GitHub says no, and texts of others in all of it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../support/program.js';
import { head } from '../support/udesk-centers.js';
import { error } from './github-stand-in.js';
import { commandsIn } from './runner.js';
import { MARKDOWN, REPOSITORY, ROOT, type Stage, stage } from './stage.js';

let at: Stage;
beforeEach(async () => {
  at = await stage();
});
afterEach(() => at.close());

const bodies = (): string[] => at.pull.comments.map(({ body }) => body);
const told = (log: string, name: string): string[] =>
  commandsIn(log)
    .filter((command) => command.name === name)
    .map(({ text }) => text);

describe('the comment', () => {
  it('is found on a later page', async () => {
    await at.run({});
    const [own] = at.pull.comments.splice(0, 1);
    for (let index = 0; index < 230; index += 1)
      at.github.comment(at.pull.number, 'somebody', `No. ${index}`);
    if (own) at.pull.comments.push(own);
    await at.run({}, { program: { markdown: `${MARKDOWN}again` } });
    expect(at.pull.comments).toHaveLength(231);
    expect(bodies().at(-1)).toContain('again');
    const pages = at.github.requests.filter(
      (request) => request.startsWith('GET') && request.endsWith('/comments'),
    );
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  it('is never one that somebody else wrote, whatever they put into it', async () => {
    await at.run({});
    const stolen = bodies()[0] ?? '';
    at.pull.comments.splice(0);
    at.github.comment(at.pull.number, 'stranger', stolen);
    at.github.comment(at.pull.number, 'github-actions[bot]', `> ${stolen}`);
    await at.run({}, { program: { markdown: `${MARKDOWN}again` } });
    expect(bodies()).toHaveLength(3);
    expect(bodies().slice(0, 2)).toEqual([stolen, `> ${stolen}`]);
    expect(at.given()?.argv).not.toContain('--previous');
  });

  it('is one for each job, and one for each set of centers', async () => {
    await at.run({});
    await at.run(
      { files: 'other.yaml' },
      { program: { markdown: MARKDOWN.replace('0123456789ab', 'ba9876543210') } },
    );
    expect(bodies()).toHaveLength(2);
    // Another job of the same set, as after a job was renamed, takes the comment over.
    await at.run({}, { env: { GITHUB_JOB: 'renamed' }, program: { markdown: `${MARKDOWN}renamed` } });
    expect(bodies()).toEqual([expect.stringContaining('renamed'), expect.not.stringContaining('renamed')]);
  });

  it('is not written where nobody wants it or there is no pull request', async () => {
    await at.run({ comment: 'false' });
    await at.run({}, { event: { name: 'workflow_dispatch', payload: {} } });
    await at.run({ 'github-token': '' });
    expect(at.github.requests).toEqual([]);
  });

  it('is written as whoever the token belongs to', async () => {
    const given = { author: 'cutover-app[bot]' };
    await at.run(given, { author: 'cutover-app[bot]' });
    await at.run(given, { author: 'cutover-app[bot]', program: { markdown: `${MARKDOWN}again` } });
    expect(at.pull.comments).toMatchObject([{ author: 'cutover-app[bot]' }]);
    expect(bodies()[0]).toContain('again');
  });

  it('has room for the longest result', async () => {
    const markdown = MARKDOWN.padEnd(60_000, 'x');
    const { log } = await at.run(
      {},
      { program: { markdown }, env: { GITHUB_SERVER_URL: 'https://example.com' } },
    );
    expect(told(log, 'warning')).toEqual([]);
    expect(bodies()[0]?.length).toBeGreaterThan(60_000);
  });
});

describe('when GitHub says no', () => {
  it('the token of a fork only reads: a warning, the summary, and the step goes on', async () => {
    const from = { sha: 'abcdef0', repo: { full_name: 'stranger/centers' } };
    const payload = {
      repository: { full_name: REPOSITORY },
      pull_request: { number: at.pull.number, head: from },
    };
    const rights = { 'pull-requests': 'read', issues: 'read' } as const;
    const ran = await at.run({}, { event: { name: 'pull_request', payload }, rights, program: { code: 2 } });
    expect(ran).toMatchObject({ code: 0, outputs: { status: 'changes', url: '' } });
    expect(ran.summary).toContain('### cutover plan');
    expect(told(ran.log, 'warning')).toEqual([
      expect.stringMatching(/comes from a fork.*403.*pull-requests: write/),
    ]);
    expect(bodies()).toEqual([]);
  });

  it.each([
    [401, 'Bad credentials', 'The token is not valid'],
    [403, 'Resource not accessible by integration', 'pull-requests: write'],
    [404, 'Not Found', 'permissions:'],
    [410, 'Issues are disabled', 'switched off'],
    [422, 'Validation Failed', 'Validation Failed'],
  ])('%i %s: a warning with what to do', async (status, message, hint) => {
    at.github.faults.push({ on: /^POST /, answer: error(status, message) });
    const { code, log } = await at.run({});
    expect(code).toBe(0);
    expect(told(log, 'warning')).toEqual([expect.stringContaining(hint)]);
    expect(log).not.toContain('canary');
  });

  it.each([
    ['429', error(429, 'Too many', { 'retry-after': '0' })],
    ['a secondary limit', error(403, 'Slow down', { 'retry-after': '0' })],
  ])('%s: waits as long as it is asked to, and writes once', async (_, answer) => {
    at.github.faults.push({ on: /^POST /, answer }, { on: /^GET /, answer });
    const { log } = await at.run({});
    expect(told(log, 'warning')).toEqual([]);
    expect(bodies()).toHaveLength(1);
  });

  it('a limit that lasts an hour: does not wait', async () => {
    const reset = String(Math.floor(Date.now() / 1000) + 3600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    at.github.faults.push({ on: /^POST /, answer: error(403, 'API rate limit exceeded', headers) });
    const { log } = await at.run({});
    expect(told(log, 'warning')).toEqual([expect.stringContaining('run the job again later')]);
  });

  it('a read that fails is repeated, a write whose answer was lost is not', async () => {
    at.github.faults.push({ on: /^GET /, answer: error(502, 'Bad gateway') });
    at.github.faults.push({ on: /^POST /, answer: error(502, 'Bad gateway') });
    const { log } = await at.run({});
    expect(at.github.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1);
    expect(told(log, 'warning')).toEqual([expect.stringContaining('502')]);
  });

  it('its message cannot become a command of the runner', async () => {
    const message = 'no\n::set-output name=status::clean\r\n##[set-env name=A]b\u2028::error::x';
    at.github.faults.push({ on: /^POST /, answer: error(422, message) });
    const { log } = await at.run({});
    expect(commandsIn(log).map(({ name }) => name)).toEqual(['warning']);
  });

  it('an alert that nobody gets fails the job', async () => {
    const json = { centers: [{ center: 'a', status: 'changes', changes: [{ key: 'update queue/9001' }] }] };
    const event = { name: 'schedule', payload: {} };
    const program = { code: 2, json, markdown: '<!-- cutover:comment drift 0123456789ab -->\n' };
    const { code, log } = await at.run({ command: 'drift' }, { event, program, rights: { issues: 'read' } });
    expect(code).toBe(1);
    expect(told(log, 'error')).toEqual([expect.stringContaining('issues: write')]);
  });
});

describe('the drift issue', () => {
  const json = { centers: [{ center: 'a', status: 'changes', changes: [{ key: 'update queue/9001' }] }] };
  const event = { name: 'schedule', payload: {} };
  const marker = '<!-- cutover:comment drift 0123456789ab -->\n';
  const drift = async (patch: string, markdown = marker): Promise<string> => {
    const { code, log } = await at.run(
      { command: 'drift' },
      { event, program: { code: 2, json, markdown, patch } },
    );
    expect({ code, commands: commandsIn(log) }).toEqual({ code: 0, commands: [] });
    return at.github.issues.at(-1)?.body ?? '';
  };

  it('has room for the longest result and the longest patch', async () => {
    const patch = '# x\ndiff --git a/a b/a\n'.padEnd(4_000, 'x');
    const body = await drift(patch, marker.padEnd(60_000, 'x'));
    expect(body).toContain(patch);
  });

  it('names a patch that is too long for it', async () => {
    const body = await drift('# x\ndiff --git a/a b/a\n'.padEnd(4_001, 'x'));
    expect(body).toContain('is the output <code>patch</code> of the run');
    expect(body).not.toContain('diff --git');
  });

  it('has no patch where there is nothing to adopt, and lets none end its block', async () => {
    expect(await drift('# The live side\n')).not.toContain('<details>');
    at.github.issues.splice(1);
    const body = await drift('# x\ndiff --git a/a b/a\n+```\n+```` <!-- cutover:found x -->\n');
    expect(body).toMatch(/^`{5}diff$[\s\S]*^`{5}$/m);
  });
});

describe('texts of others', () => {
  it('in the output of cutover are no commands', async () => {
    const prints =
      '::set-output name=status::clean\n##[set-env name=PATH]/tmp\n::add-mask::x\n::error::gotcha\n';
    const { log, outputs } = await at.run({}, { program: { code: 2, prints } });
    expect(log).toContain('::add-mask::x');
    expect(commandsIn(log)).toEqual([]);
    expect(outputs.status).toBe('changes');
  });

  it('in a plan break neither the comment nor the log', { timeout: 60_000 }, async () => {
    const nasty = [
      '::set-output name=status::clean',
      '##[error]gotcha',
      '<!-- cutover:comment plan 000000000000 -->',
      '--> <!-- cutover:job x -->',
      '</details><img src=x onerror=alert(1)>',
      '| a | b | @octocat #1',
      '```',
      '$(id) `id` $${{ github.token }}',
    ];
    const queues = nasty.map((name, index) => `  - { id: "900${index + 1}", name: ${JSON.stringify(name)} }`);
    at.folder.write('center.yaml', `${head()}queues:\n${queues.join('\n')}\n`);
    const simulator = await simulate('udesk');
    const path = `${ROOT}/dist/cutover.js`;
    const { code, log, outputs, summary } = await at.run({ path }, { env: simulator.env });
    await simulator.stop();
    expect({ code, outputs }, log).toMatchObject({ code: 0, outputs: { status: 'changes', changes: '8' } });
    expect(new Set(commandsIn(log).map(({ name }) => name))).toEqual(new Set(['notice']));
    const [body = ''] = bodies();
    // Inside a block of code everything is text, and none of our lines begins with a name.
    expect(body.match(/^<!-- cutover:/gm)).toHaveLength(3);
    const outside = body.replace(/^(`{3,})diff$.*?^\1$/gms, '');
    expect(outside.match(/<!-- cutover:/g)).toHaveLength(3);
    expect(outside).not.toMatch(/<img|@octocat|```/);
    expect(summary).toContain('8 to create');
  });
});
