// A generated secret is kept for good, or the caller hears that it is not.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/secrets/fingerprint.js';
import { commandSink, fileSink } from '../../src/secrets/sink.js';
import { createVault } from '../../src/secrets/vault.js';
import { openAppendFile } from '../../src/state/append-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sink-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = {
  center: 'acme',
  address: 'extension/8001',
  field: 'password',
  value: 'made-up-1',
  at: '2026-01-01T00:00:00.000Z',
  beside: { number: '70018001', value: 'must not replace the secret' },
};

describe('file sink', () => {
  it('appends the documented line, mode 0600, in a folder that it makes', async () => {
    const path = join(folder, 'state', 'acme.secrets.jsonl');
    const sink = fileSink(path, openAppendFile);
    expect(await sink.preflight()).toBeUndefined();
    await Promise.all([sink.write(line), sink.write({ ...line, address: 'extension/8002' })]);
    await sink.close();
    const lines = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(lines[0]).toEqual({
      center: 'acme',
      address: 'extension/8001',
      field: 'password',
      value: 'made-up-1',
      at: '2026-01-01T00:00:00.000Z',
      number: '70018001',
    });
    expect(Object.keys(lines[0])).toEqual(['center', 'address', 'field', 'value', 'at', 'number']);
    expect(lines).toHaveLength(2);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps what is there, closes an open mode, and does not glue its line to a torn one', async () => {
    const path = join(folder, 'secrets.jsonl');
    writeFileSync(path, '{"old":1}\n{"torn":');
    chmodSync(path, 0o644);
    const sink = fileSink(path, openAppendFile);
    await sink.write(line);
    await sink.close();
    expect(readFileSync(path, 'utf8').split('\n').slice(0, 2)).toEqual(['{"old":1}', '{"torn":']);
    expect(JSON.parse(readFileSync(path, 'utf8').trim().split('\n').at(-1) ?? '').value).toBe('made-up-1');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a folder stands there', (path: string) => mkdirSync(path)],
    ['a link stands there', (path: string) => symlinkSync('/dev/null', path)],
  ])('says before anything is sent that it cannot be written: %s', async (_what, prepare) => {
    const path = join(folder, 'secrets.jsonl');
    prepare(path);
    const sink = fileSink(path, openAppendFile);
    expect(await sink.preflight()).toMatchObject({ code: 'no-secrets-sink', severity: 'error' });
    await expect(sink.write(line)).rejects.toThrow();
  });
});

describe('command sink', () => {
  it('gives the command one JSON line on its standard input', async () => {
    const path = join(folder, 'out');
    await commandSink(`cat > '${path}'`).write(line);
    expect(JSON.parse(readFileSync(path, 'utf8')).value).toBe('made-up-1');
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
  });

  it.each([
    ['it fails', 'cat > /dev/null; exit 3', 'exit code 3'],
    ['it does not exist', 'no-such-command-of-ours', 'exit code 127'],
    ['it is killed', 'kill -9 $$', 'SIGKILL'],
  ])('refuses to call the secret kept when %s', async (_what, command, message) => {
    const failure = commandSink(command).write(line);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.not.toThrow('made-up-1');
  });

  it('runs the command for one secret at a time: it may add to one file', async () => {
    const path = join(folder, 'one-file');
    const sink = commandSink(`printf '<' >> '${path}'; cat > /dev/null; printf '>' >> '${path}'`);
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => sink.write(line)));
    expect(readFileSync(path, 'utf8')).toBe('<>'.repeat(6));
  });

  it('needs a command', async () => {
    expect(await commandSink(' ').preflight()).toMatchObject({ code: 'no-secrets-sink' });
    expect(await commandSink('cat').preflight()).toBeUndefined();
  });
});

describe('vault and fingerprint', () => {
  it('reveals a secret, a plain value, and says which secret is missing', () => {
    const heard: string[] = [];
    const vault = createVault([['env:A', 'first']], (literal) => heard.push(literal));
    vault.set('new:extension/8001#password', 'second');
    expect(vault.reveal({ $secret: 'env:A' })).toBe('first');
    expect(vault.reveal('plain')).toBe('plain');
    expect(vault.reveal(5)).toBe('5');
    expect(vault.literals()).toEqual(['first', 'second']);
    expect(heard).toEqual(['first', 'second']);
    expect(() => vault.reveal({ $secret: 'env:B' })).toThrow('env:B');
    expect(() => vault.reveal(['x'])).toThrow(TypeError);
  });

  it('shows a change of the secret, and nothing else: other key or center, other digits', () => {
    const one = fingerprint('credential-1', 'acme', 'secret-1');
    expect(one).toMatch(/^[0-9a-f]{8}$/);
    expect(fingerprint('credential-1', 'acme', 'secret-1')).toBe(one);
    const others = [
      fingerprint('credential-1', 'acme', 'secret-2'),
      fingerprint('credential-2', 'acme', 'secret-1'),
      fingerprint('credential-1', 'other', 'secret-1'),
    ];
    expect(new Set([one, ...others]).size).toBe(4);
  });
});
