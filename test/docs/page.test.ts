// The reader of documentation pages, on pages of its own.
import { describe, expect, it } from 'vitest';
import { matches, readPage } from './page.js';

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
