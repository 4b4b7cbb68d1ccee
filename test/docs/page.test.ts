// The reader of documentation pages, on pages of its own.
import { describe, expect, it } from 'vitest';
import { edited, matches, readPage } from './page.js';

describe('readPage', () => {
  it('finds simulators, files and commands in order', () => {
    const page = [
      '<!-- simulate acme --option a=b -->',
      '```yaml title=center.yaml',
      'version: 1',
      '```',
      'Then:',
      '```console',
      '$ cutover validate center.yaml',
      'center.yaml: ok',
      '$ true',
      '```',
      '```sh',
      '$ not run',
      '```',
    ].join('\n');
    expect(readPage(page)).toEqual([
      { does: 'simulate', line: 1, type: 'acme', args: ['--option', 'a=b'] },
      { does: 'write', line: 2, path: 'center.yaml', text: 'version: 1\n' },
      { does: 'run', line: 7, command: 'cutover validate center.yaml', output: 'center.yaml: ok\n' },
      { does: 'run', line: 9, command: 'true', output: '' },
    ]);
  });
});

describe('readPage, of more', () => {
  it('runs a simulator that is shown as a command, and changes files', () => {
    const page = [
      '```console',
      "$ cutover simulate acme --format env --fault 'slow=1@POST x:1'",
      "export ACME_BASE_URL='…'",
      '```',
      '```diff title=center.yaml',
      '-a',
      '+b',
      '```',
    ].join('\n');
    expect(readPage(page)).toEqual([
      {
        does: 'simulate',
        line: 2,
        type: 'acme',
        args: ['--format', 'env', '--fault', 'slow=1@POST x:1'],
        output: "export ACME_BASE_URL='…'\n",
      },
      { does: 'edit', line: 5, path: 'center.yaml', diff: '-a\n+b\n' },
    ]);
  });
});

describe('edited', () => {
  it.each([
    ['a\nb\nc\n', ' a\n-b\n+x\n+y\n', 'a\nx\ny\nc\n'],
    ['a\n\nb\n', ' a\n\n-b\n', 'a\n\n'],
    ['a\nb\n', '-a\n', 'b\n'],
  ])('changes %j by %j into %j', (text, diff, after) => {
    expect(edited(text, diff)).toBe(after);
  });

  it.each([
    ['ab\n', '-b\n+c\n'],
    ['a\nb\na\n', '-a\n+c\n'],
  ])('refuses %j by %j: it stands there not once', (text, diff) => {
    expect(() => edited(text, diff)).toThrow('times');
  });
});

describe('matches', () => {
  it.each([
    ['a\nb\n', 'a\nb\n', true],
    ['a … b', 'a 12 b', true],
    ['a\n…\nb', 'a\nx\ny\nb', true],
    ['a (b)', 'a (b)', true],
    ['a', 'ab', false],
    ['', 'x', false],
  ])('%j against %j is %j', (expected, actual, result) => {
    expect(matches(expected, actual)).toBe(result);
  });
});
