// Whatever goes wrong becomes one clear message and an exit code.
import { describe, expect, it } from 'vitest';
import { failureOf, reportError, warningsInShort } from '../../src/cli/telling/problems.js';
import { InputError, type Problem, RefusedError, VendorError } from '../../src/contract/index.js';
import { captured } from './io.js';

const problem = {
  code: 'x-y',
  severity: 'error',
  message: 'Wrong. Do this.',
  file: 'a.yaml',
  line: 3,
  column: 7,
} as const;

describe('an error', () => {
  it.each([
    [new InputError([problem]), 3, 'a.yaml:3:7: x-y: Wrong. Do this.\n'],
    [
      new RefusedError([{ ...problem, severity: 'warning' }]),
      4,
      'a.yaml:3:7: x-y: warning: Wrong. Do this.\n',
    ],
    [
      new VendorError('timeout', 'GET agents: no answer. Try again.'),
      1,
      'timeout: GET agents: no answer. Try again.\n',
    ],
    [new Error('boom'), 1, 'unexpected: boom\n'],
    ['thrown text', 1, 'unexpected: thrown text\n'],
    [new Error('see password=hunter22'), 1, 'unexpected: see password=***\n'],
    [
      Object.assign(new Error("EACCES: permission denied, open 'st/x'"), { code: 'EACCES', syscall: 'open' }),
      1,
      "file-failed: A file cannot be used: EACCES: permission denied, open 'st/x'. Check the owner and the permissions, or name another place (--state-dir, --trace).\n",
    ],
    [new VendorError('refused', 'said \u001b[2J'), 1, 'refused: said \\u{1b}[2J\n'],
  ])('%s ends with %i', (error, code, text) => {
    const io = captured();
    expect(reportError(error, io, {})).toBe(code);
    expect(io.err()).toBe(text);
    expect(io.out()).toBe('');
  });

  it('shows its stack only when asked, and only if it was not foreseen', () => {
    const io = captured();
    reportError(new Error('boom'), io, { verbose: true });
    expect(io.err()).toMatch(/problems\.test\.ts/);
    const known = captured();
    reportError(new InputError([problem]), known, { verbose: true });
    expect(known.err()).not.toMatch(/problems\.test\.ts/);
  });

  it('after an interruption is an interruption', () => {
    const io = captured({ signal: AbortSignal.abort() });
    expect(failureOf(new VendorError('timeout', 'x'), io).code).toBe(130);
    expect(failureOf(new InputError([problem]), io).code).toBe(3);
  });
});

describe('warningsInShort', () => {
  const warning = (code: string): Problem => ({
    code,
    severity: 'warning',
    message: `${code}.`,
    address: null,
  });

  it('keeps a few and counts the rest', () => {
    const many = [...Array.from({ length: 25 }, () => warning('a')), warning('b')];
    const short = warningsInShort(many);
    expect(short.filter((one) => one.code === 'a')).toHaveLength(11);
    expect(short.at(-1)?.message).toMatch(/^15 more/);
    expect(warningsInShort([warning('a'), warning('b')])).toEqual([warning('a'), warning('b')]);
  });
});
