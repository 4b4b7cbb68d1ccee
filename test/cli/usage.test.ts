// The command line itself: every wrong flag is a usage error, said on standard error, and nothing is done.
import { describe, expect, it } from 'vitest';
import { shard, untangled } from '../../src/cli/grammar/options.js';
import { type Io, wantsColour } from '../../src/cli/io.js';
import { createProgram, runProgram } from '../../src/cli/program.js';
import { captured } from './io.js';

const COMMANDS = createProgram(captured(), () => {}).commands.map((command) => command.name());

describe('usage errors', () => {
  it.each([
    ['plam'],
    ['plan', '--frobnicate', 'a.yaml'],
    ['plan', '--format', 'xml', 'a.yaml'],
    ['plan', '--concurrency', '0', 'a.yaml'],
    ['plan', '--rate', '-1', 'a.yaml'],
    ['plan', '--rate', 'fast', 'a.yaml'],
    ['plan', '--timeout', 'NaN', 'a.yaml'],
    ['plan', '--shard', '3/2', 'a.yaml'],
    ['plan', '--shard', '0/2', 'a.yaml'],
    ['plan', '--allow-deletes', '1.5', 'a.yaml'],
    ['apply', '--secrets-out', 'a', '--secrets-command', 'b', 'a.yaml'],
    ['show'],
    ['simulate'],
    ['simulate', 'x', '--option', 'novalue'],
    ['schema', 'extra'],
    ['graph'],
    ['completion'],
    ['completion', 'tcsh'],
    ['init', '--center', 'No Name'],
    [],
  ])('%j ends with 3', async (...argv) => {
    const io = captured();
    expect(await runProgram(argv, io)).toBe(3);
    expect(io.out()).toBe('');
    expect(io.err()).not.toBe('');
  });
});

describe('help', () => {
  it.each(COMMANDS)('of %s has an example and ends with 0', async (name) => {
    const io = captured();
    expect(await runProgram([name, '--help'], io)).toBe(0);
    expect(io.out()).toMatch(new RegExp(`Examples:\\n  cutover ${name}`));
    expect(io.err()).toBe('');
  });
  it('names every command, and the version is the package’s', async () => {
    const io = captured();
    expect(await runProgram(['--help'], io)).toBe(0);
    for (const name of COMMANDS) expect(io.out()).toContain(`\n  ${name}`);
    const version = captured();
    expect(await runProgram(['--version'], version)).toBe(0);
    expect(version.out()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('--only', () => {
  it.each<[string[], string[], string[], string[]]>([
    [['a.yaml'], ['queue/9001'], ['a.yaml'], ['queue/9001']],
    [[], ['queue/9001', 'membership/9001/*', 'a.yaml'], ['a.yaml'], ['queue/9001', 'membership/9001/*']],
    [[], ['agent/1', 'test'], ['test'], ['agent/1']],
    [['a.yaml'], ['test'], ['a.yaml'], ['test']],
  ])('%j with %j', (files, only, wantedFiles, wantedOnly) => {
    expect(untangled(files, only)).toEqual({ files: wantedFiles, only: wantedOnly });
  });
  it('stays absent when it was not given', () => {
    expect(untangled(['a.yaml'], undefined)).toEqual({ files: ['a.yaml'], only: undefined });
  });
});

describe('--shard', () => {
  it('is read as part and parts', () => {
    expect(shard('2/5')).toEqual({ index: 2, of: 5 });
  });
});

describe('colour', () => {
  const tty = { out: true, err: true, input: true };
  it.each<[string, Partial<Io>, { color?: boolean }, boolean]>([
    ['a terminal', { terminal: tty }, {}, true],
    ['no terminal', {}, {}, false],
    ['NO_COLOR', { terminal: tty, env: { NO_COLOR: '1' } }, {}, false],
    ['empty NO_COLOR', { terminal: tty, env: { NO_COLOR: '' } }, {}, true],
    ['FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, {}, true],
    ['FORCE_COLOR=0', { terminal: tty, env: { FORCE_COLOR: '0' } }, {}, false],
    ['NO_COLOR and FORCE_COLOR', { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, {}, false],
    ['dumb terminal', { terminal: tty, env: { TERM: 'dumb' } }, {}, false],
    ['--color', { env: { NO_COLOR: '1' } }, { color: true }, true],
    ['--no-color', { terminal: tty }, { color: false }, false],
  ])('%s', (_name, part, flags, expected) => {
    expect(wantsColour(captured(part), flags)).toBe(expected);
  });
});
