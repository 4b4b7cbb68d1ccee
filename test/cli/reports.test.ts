// `--report FORMAT=FILE`: one run told in several forms, also where the run comes to nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { type Folder, temporaryFolder } from '../support/program.js';
import { captured } from './io.js';

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

describe('--report', () => {
  it.each(['plan', 'apply', 'drift', 'validate'])('of %s tells of wrong files', async (command) => {
    const file = folder.write('center.yaml', 'version: 1\ncenter: acme\nqueues: []\n');
    const io = captured();
    const json = join(folder.path, 'result.json');
    const markdown = join(folder.path, 'deep', 'comment.md');
    const reports = ['--report', `json=${json}`, '--report', `markdown=${markdown}`];
    expect(await runProgram([command, ...reports, file], io)).toBe(3);
    const { problems } = JSON.parse(read('result.json')) as { problems: { message: string }[] };
    expect(problems.map(({ message }) => message).join()).toContain('provider block');
    const [marker, title] = read('deep/comment.md').split('\n');
    expect(marker).toMatch(new RegExp(`^<!-- cutover:comment ${command} [0-9a-f]{12} -->$`));
    expect(title).not.toContain('live is as');
  });

  it('of a saved plan that was altered tells why it is refused', async () => {
    const plan = folder.write(
      'plan.json',
      JSON.stringify({ formatVersion: 1, tool: 'cutover 0.1.0', centers: [] }),
    );
    const io = captured();
    const report = `json=${join(folder.path, 'result.json')}`;
    const code = await runProgram(['apply', '-y', '--plan', plan, '--report', report], io);
    expect(code).toBe(4);
    const told = JSON.parse(read('result.json')) as { problems: { message: string }[] };
    expect(told.problems.map(({ message }) => message).join()).not.toBe('');
  });

  it.each([['xml=a'], ['markdown='], ['markdown=-'], ['markdown'], ['ndjson=a']])(
    '%s is a usage error',
    async (text) => {
      const io = captured();
      expect(await runProgram(['plan', '--report', text, 'a.yaml'], io)).toBe(3);
      expect(io.err()).toContain('FORMAT=FILE');
    },
  );
});
