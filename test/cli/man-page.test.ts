// The manual page: all that --help says, in troff that the tools of this machine take without a word.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { manPage } from '../../src/cli/man-page.js';
import { createProgram } from '../../src/cli/program.js';
import { captured } from './io.js';

const page = manPage();
const isThere = (tool: string): boolean => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

describe('cutover(1)', () => {
  it('has every command with its options and examples', () => {
    const bare = page.replaceAll('\\-', '-').replaceAll('\\(dq', '"');
    for (const command of createProgram(captured(), () => {}).commands) {
      expect(bare).toContain(`.SS "cutover ${command.name()}"`);
      for (const { flags } of command.options) expect(bare).toContain(`.B ${flags}\n`);
      expect(bare).toContain(`\n  cutover ${command.name()}`);
    }
    for (const title of ['NAME', 'SYNOPSIS', 'EXIT STATUS', 'ENVIRONMENT', 'FILES'])
      expect(page).toContain(`.SH ${title}\n`);
  });
  it('is plain ASCII, and no line of text is a request by accident', () => {
    expect(page).toMatch(/^[\x0a\x20-\x7e]*$/);
    const requests = new Set(page.split('\n').flatMap((line) => /^[.'](\S*)/.exec(line)?.[1] ?? []));
    expect([...requests].sort()).toEqual(['B', 'I', 'PP', 'SH', 'SS', 'TH', 'TP', 'fi', 'nf']);
  });
  it.skipIf(!isThere('groff'))('is taken by groff without a warning', () => {
    const { status, stderr, stdout } = spawnSync('groff', ['-man', '-ww', '-Tutf8'], {
      input: page,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('cutover - keeps a contact center the way a YAML file says it should be');
  });
  it.skipIf(!isThere('mandoc'))('is taken by mandoc', () => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: page, encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => /\b(?:ERROR|UNSUPP)\b/.test(line))).toEqual([]);
  });
});
