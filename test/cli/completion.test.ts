// Completion scripts: bash's is run by bash itself; those of zsh and fish by them where they are installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram, runProgram } from '../../src/cli/program.js';
import { type Folder, temporaryFolder } from '../support/program.js';
import { captured } from './io.js';

let folder: Folder;
const scripts: Record<string, string> = {};

beforeAll(async () => {
  folder = temporaryFolder();
  folder.write('acme.yaml', '');
  folder.write('a b.yaml', '');
  mkdirSync(join(folder.path, 'centers'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const io = captured();
    expect(await runProgram(['completion', shell], io)).toBe(0);
    scripts[shell] = io.out();
    folder.write(`script.${shell}`, io.out());
  }
});
afterAll(() => folder.remove());

/** What bash offers after these words, the last of which is being written. */
function bash(...words: string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const ran = spawnSync(
    'bash',
    [
      '--noprofile',
      '--norc',
      '-euc',
      `source ./script.bash; COMP_WORDS=(cutover ${quoted}); COMP_CWORD=${words.length}; _cutover; printf '%s\\n' "\${COMPREPLY[@]-}"`,
    ],
    { cwd: folder.path, encoding: 'utf8' },
  );
  expect(ran.stderr).toBe('');
  return ran.stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  it('knows every command', () => {
    const names = createProgram(captured(), () => {}).commands.map((command) => command.name());
    expect(names.length).toBeGreaterThan(12);
    expect(bash('')).toEqual(expect.arrayContaining(names));
    expect(bash('p')).toEqual(['plan', 'pull', 'providers']);
  });
  it('knows the options of each, and their values', () => {
    expect(bash('plan', '--fo')).toEqual(['--format']);
    expect(bash('drift', '--n')).toEqual(['--no-color', '--notify']);
    expect(bash('plan', '--format', 'm')).toEqual(['markdown']);
    expect(bash('apply', 'acme.yaml', '--format', 'nd')).toEqual(['ndjson']);
    expect(bash('plan', '--format', '=', 'ht')).toEqual(['html']);
    expect(bash('plan', '--format', '=')).toContain('json');
    expect(bash('plan', '--rate', '')).toEqual([]);
  });
  it('offers files and folders, types of providers, shells', () => {
    expect(bash('plan', 'a').sort()).toEqual(['a b.yaml', 'acme.yaml']);
    expect(bash('plan', '--out', 'cent')).toEqual(['centers']);
    expect(bash('show', 'ac')).toEqual(['acme.yaml']);
    expect(bash('simulate', 'u')).toEqual(['udesk']);
    expect(bash('init', '--provider', 'n')).toEqual(['nxlink']);
    expect(bash('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });
});

describe.each(['zsh', 'fish'])('%s', (shell) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  it.skipIf(!isThere)('reads its script', () => {
    const ran = spawnSync(shell, ['-n', `script.${shell}`], { cwd: folder.path, encoding: 'utf8' });
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
  });
  it('has every command and option, in quotes that close', () => {
    const script = scripts[shell] ?? '';
    for (const command of createProgram(captured(), () => {}).commands) {
      expect(script).toContain(command.name());
      for (const option of command.options) expect(script).toContain(option.long?.replace(/^--/, ''));
    }
    const bare = script.replaceAll("'\\''", '').replaceAll("\\'", '').replace(/^#.*$/gm, '');
    for (const line of bare.split('\n')) expect((line.match(/'/g) ?? []).length % 2, line).toBe(0);
  });
});
