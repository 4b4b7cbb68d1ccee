// What we once wrote and somebody else may have had in hands: ledger, journal, lock, saved plan, comment, metrics.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSavedPlan } from '../../src/apply/saved/file.js';
import { runProgram } from '../../src/cli/program.js';
import { plansToShow } from '../../src/cli/saved/show.js';
import { InputError } from '../../src/contract/index.js';
import { formerOf, readMarker, stateMarker } from '../../src/render/markdown/marker.js';
import { planJson } from '../../src/render/programs/json.js';
import { planLines } from '../../src/render/text/plan.js';
import { createTheme } from '../../src/render/text/theme.js';
import { parseJournal } from '../../src/state/journal.js';
import { mergeFacts, parseLedger } from '../../src/state/ledger.js';
import { parseHolder } from '../../src/state/lock-holder.js';
import { captured } from '../cli/io.js';
import { callbot } from '../conformance/callbot/subject.js';
import { udesk } from '../conformance/udesk/subject.js';
import { type Vendor, vendor } from '../proof/vendor.js';
import { type Folder, temporaryFolder } from '../support/program.js';
import { expectNoPollution, hostileJson, hostileText, LIMIT, RUNS, spoiling } from './hostile.js';

const anyText = fc.oneof(
  hostileText,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
  hostileJson.map((value) => JSON.stringify(value)),
);

const ledger = {
  formatVersion: 1,
  center: 'lawful',
  account: 'a',
  facts: {
    'extension/8001': { passwordKnown: true, applied: 'sha256:00' },
    'subscription/crm': { id: '19' },
  },
};
const change = {
  key: 'create queue/9001',
  action: 'create',
  kind: 'queue',
  address: 'queue/9001',
  fields: [{ path: 'name', before: null, after: 'x' }],
  waitsFor: [],
};
const entries = [
  {
    type: 'begin',
    at: '2026-11-21T00:00:00.000Z',
    write: 'r-1',
    account: 'a',
    operation: 'queue.create',
    method: 'POST',
    path: 'queues',
    changes: [change],
    facts: { 'queue/9001': { intent: true } },
    before: { resources: [{ kind: 'queue', address: 'queue/9002', fields: {} }], ids: { 'queue/9002': '7' } },
  },
  {
    type: 'end',
    at: '2026-11-21T00:00:01.000Z',
    write: 'r-1',
    outcome: 'done',
    done: [change.key],
    facts: {},
  },
];
const holder = { id: 'run-1', host: 'h', space: 's', pid: 7, start: '1', since: '2026-11-21T00:00:00.000Z' };

/** The good text, spoilt; or any text. */
const textOf = (good: unknown): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: spoiling.map((spoil) => JSON.stringify(spoil(good)) ?? '') },
    { weight: 1, arbitrary: anyText },
    { weight: 1, arbitrary: fc.nat(1_000).map((at) => JSON.stringify(good).slice(0, at)) },
  );

function tried(texts: fc.Arbitrary<string>, act: (text: string) => void): void {
  fc.assert(
    fc.property(texts, (text) => {
      act(text);
      expectNoPollution();
    }),
    { numRuns: RUNS },
  );
}

describe('of any content', () => {
  it('a ledger', LIMIT, () => {
    tried(textOf(ledger), (text) => {
      const read = parseLedger(text);
      if (!read) return;
      for (const fact of Object.values(mergeFacts(read, { 'queue/1': null }).facts)) {
        for (const value of Object.values(fact)) expect(typeof value).not.toBe('object');
      }
    });
  });

  it('a journal', LIMIT, () => {
    const lines = fc.array(
      fc.oneof(
        ...entries.map((entry) => textOf(entry)),
        fc.constantFrom(...entries.map((entry) => JSON.stringify(entry))),
      ),
      { maxLength: 5 },
    );
    tried(
      lines.map((all) => all.join('\n')),
      (text) => {
        const { open, damaged } = parseJournal(text);
        expect(damaged).toBeLessThanOrEqual(text.split('\n').length);
        for (const { write, path, changes } of open) {
          expect([typeof write, typeof path]).toEqual(['string', 'string']);
          for (const { key } of changes) expect(typeof key).toBe('string');
        }
      },
    );
  });

  it('a lock', LIMIT, () => {
    tried(textOf(holder), (text) => {
      const read = parseHolder(text);
      expect(read.id).toMatch(/^[A-Za-z0-9-]{1,64}$/);
      expect(Number.isSafeInteger(read.pid)).toBe(true);
    });
  });
});

describe('a saved plan of any content', () => {
  const saved: unknown[] = [];
  const worlds: Vendor[] = [];
  let folder: Folder;
  beforeAll(async () => {
    folder = temporaryFolder();
    const one = await vendor(udesk, {
      live: { queues: [{ id: '9001', name: 'Old' }], agents: [{ id: '101', workId: 'w', name: 'Ann' }] },
    });
    const two = await vendor(callbot, { live: {} });
    worlds.push(one, two);
    one.declare({
      queues: [{ id: '9001', name: 'New' }],
      extensions: [{ number: '8001' }],
      memberships: [{ queue: '9001', agents: ['101'] }],
      subscriptions: [{ name: 'crm', callback: 'https://crm.example.com', events: ['agent_answer'] }],
    });
    two.declare({
      campaigns: [
        {
          id: 'spring',
          scene: '1234',
          state: 'paused',
          callbacks: { order: 'https://crm.example.com/o', call: 'https://crm.example.com/c' },
          contacts: [{ id: 's-1', phone: '6560000001' }],
        },
      ],
    });
    for (const each of worlds) {
      const out = join(each.folder.path, 'plan.json');
      const args = [
        'plan',
        join(each.folder.path, 'center.yaml'),
        '--out',
        out,
        '--state-dir',
        each.folder.path,
      ];
      expect(await runProgram(args, captured({ env: each.env }))).toBe(0);
      saved.push(JSON.parse(readFileSync(out, 'utf8')));
    }
  });
  afterAll(async () => {
    for (const one of worlds) await one.stop();
    folder.remove();
  });

  const texts = fc.tuple(fc.nat(), spoiling, anyText, fc.nat(9)).map(
    ([which, spoil, any, coin]) =>
      (): string =>
        coin === 0 ? any : (JSON.stringify(spoil(saved[which % saved.length])) ?? ''),
  );

  it('is refused, or as it was, when it is to be applied', LIMIT, () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readSavedPlan(text(), 'plan.json', () => 'a key that it was not made with');
        expect(read).toMatchObject({ code: expect.stringMatching(/^plan-(?:foreign|altered)$/) });
        expectNoPollution();
      }),
      { numRuns: RUNS },
    );
  });

  it('is shown, or is said to be none', LIMIT, () => {
    const theme = createTheme(false);
    fc.assert(
      fc.property(texts, (text) => {
        const path = folder.write('plan.json', text());
        try {
          const { centers, tool } = plansToShow(path);
          planJson(tool, centers);
          for (const plan of centers) planLines(plan, { theme, width: 100, verbose: true });
          readMarker(stateMarker(centers) ?? '');
          formerOf(centers);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          if (error instanceof InputError) expect(error.problems[0]?.file).toBe(path);
        }
        expectNoPollution();
      }),
      { numRuns: RUNS },
    );
  });

  it('never makes a command crash', LIMIT, async () => {
    const commands = [
      ['show'],
      ['show', '--format', 'html'],
      ['show', '--format', 'markdown'],
      ['show', '--format', 'diff'],
      ['show', '--format', 'github'],
      ['show', '--format', 'sarif'],
      ['invert'],
      ['apply', '-y', '--plan'],
    ];
    const env = Object.assign({}, ...worlds.map((one) => one.env));
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...commands), async (text, command) => {
        const io = captured({ env });
        const code = await runProgram(
          [...command, folder.write('plan.json', text()), '--state-dir', folder.path],
          io,
        );
        expect(io.err() + io.out()).not.toContain('unexpected: ');
        expect([0, 1, 2, 3, 4, 5]).toContain(code);
        expectNoPollution();
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('is said to be none where it is nested without end', async () => {
    const text = JSON.stringify(saved[0]).replace(
      '"before":null',
      `"before":${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    );
    const io = captured();
    expect(await runProgram(['show', folder.write('deep.json', text)], io)).toBe(3);
    expect(io.err()).toContain('This is not a plan that cutover saved');
  });

  it('nor does the comment of the last push', LIMIT, () => {
    tried(
      fc
        .tuple(anyText, fc.uint8Array())
        .map(
          ([text, bytes]) => `${text}\n<!-- cutover:state ${Buffer.from(bytes).toString('base64url')} -->`,
        ),
      (text) => void readMarker(text),
    );
  });
});
