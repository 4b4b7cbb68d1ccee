// The journal survives any crash: cut at every byte it still says which writes have no end.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCenterState, readCenterState, statePaths } from '../../src/state/center-state.js';
import { openJournal, parseJournal, readJournal, retireJournal } from '../../src/state/journal.js';
import type { BeginEntry, EndEntry } from '../../src/state/journal-entry.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const begin = (write: string, facts?: BeginEntry['facts']): BeginEntry => ({
  type: 'begin',
  at: '2026-01-01T00:00:00.000Z',
  write,
  account: 'app-1',
  operation: 'createQueue',
  method: 'POST',
  path: 'queues',
  changes: [
    {
      key: `create queue/${write}`,
      action: 'create',
      kind: 'queue',
      address: `queue/${write}`,
      fields: [{ path: 'name', before: null, after: 'Süd' }],
      certainty: 'verified',
      risk: 'low',
      waitsFor: [],
    },
  ],
  ...(facts ? { facts } : {}),
});
const end = (write: string, facts?: EndEntry['facts']): EndEntry => ({
  type: 'end',
  at: '2026-01-01T00:00:01.000Z',
  write,
  outcome: 'done',
  done: [`create queue/${write}`],
  ...(facts ? { facts } : {}),
});
const ENTRIES = [
  begin('1', { 'queue/1': { intent: true } }),
  begin('2'),
  end('1', { 'queue/1': { id: 'v1' } }),
  begin('3'),
  end('2'),
];

describe('journal', () => {
  it('cut at every byte, it knows every write whose begin was flushed and whose end was not', () => {
    const lines = ENTRIES.map((entry) => `${JSON.stringify(entry)}\n`);
    const bytes = Buffer.from(lines.join(''));
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { open, damaged } = parseJournal(bytes.subarray(0, cut).toString('utf8'));
      let whole = 0;
      for (let at = 0; whole < lines.length; whole++) {
        // A line is whole with its last brace, newline or not.
        at += Buffer.byteLength(lines[whole] ?? '');
        if (at - 1 > cut) break;
      }
      const seen = ENTRIES.slice(0, whole);
      const ended = new Set(seen.filter(({ type }) => type === 'end').map(({ write }) => write));
      const expected = seen
        .filter(({ type, write }) => type === 'begin' && !ended.has(write))
        .map(({ write }) => write);
      expect(open.map(({ write }) => write)).toEqual(expected);
      expect(damaged).toBeLessThanOrEqual(1);
    }
  });

  it('takes any text without a crash, and nothing that is not an entry', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.json(), fc.constant(JSON.stringify({ ...begin('9'), changes: [{}] }))),
        ),
        (lines) => {
          expect(parseJournal(lines.join('\n')).open).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes on after a torn line: what is written later is not lost', async () => {
    const path = join(folder, 'acme.journal.jsonl');
    writeFileSync(path, `${JSON.stringify(begin('1'))}\n${JSON.stringify(begin('2')).slice(0, 50)}`);
    const journal = await openJournal(path);
    await Promise.all([journal.append(begin('3')), journal.append(end('1'))]);
    await journal.close();
    const read = await readJournal(path);
    expect(read.open.map(({ write }) => write)).toEqual(['3']);
    expect(read.damaged).toBe(1);
  });

  it('keeps the order in which writers came, and resolves only when the line is in the file', async () => {
    const path = join(folder, 'acme.journal.jsonl');
    const journal = await openJournal(path);
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        await journal.append(begin(String(index)));
        expect(readFileSync(path, 'utf8')).toContain(`"write":"${index}"`);
      }),
    );
    await journal.close();
    expect((await readJournal(path)).open.map(({ write }) => write)).toEqual(
      Array.from({ length: 200 }, (_, index) => String(index)),
    );
  });
});

describe('state of a center', () => {
  it('lays the journal’s facts over the ledger, later over earlier, and puts a settled journal aside', async () => {
    const paths = statePaths(folder, 'acme');
    const journal = await openJournal(paths.journal);
    for (const entry of [
      begin('1', { 'queue/1': { intent: true } }),
      end('1', { 'queue/1': { id: 'v1' }, 'queue/2': { id: 'v2' } }),
    ]) {
      await journal.append(entry);
    }
    await journal.append(begin('2', { 'queue/2': null }));
    await journal.append(end('2'));
    await journal.close();
    const state = await openCenterState(paths, 'acme');
    expect(state.open).toEqual([]);
    expect(state.ledger.current().facts).toEqual({ 'queue/1': { id: 'v1' } });
    await state.journal.close();
    expect(JSON.parse(readFileSync(paths.ledger, 'utf8')).facts).toEqual({ 'queue/1': { id: 'v1' } });
    expect(readFileSync(paths.journal, 'utf8')).toBe('');
    expect(readFileSync(`${paths.journal}.old`, 'utf8')).toContain('"write":"2"');
  });

  it('keeps the last journal that says something when a run after it wrote nothing', async () => {
    const paths = statePaths(folder, 'acme');
    writeFileSync(`${paths.journal}.old`, 'what was done\n');
    await (await openJournal(paths.journal)).close();
    await retireJournal(paths.journal);
    expect(readFileSync(`${paths.journal}.old`, 'utf8')).toBe('what was done\n');
  });
  it('keeps the journal while a write in it has no end', async () => {
    const paths = statePaths(folder, 'acme');
    const journal = await openJournal(paths.journal);
    await journal.append(begin('1'));
    await journal.close();
    const state = await openCenterState(paths, 'acme');
    await state.journal.close();
    expect(state.open.map(({ write }) => write)).toEqual(['1']);
    expect((await readCenterState(paths, 'acme')).open).toHaveLength(1);
  });
});
