// The law of the journal: whatever the disk does and whenever a run ends, no call goes out unnoted, the next run finds
// its way, and no password that was made is lost without a word.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CenterResult, Verdict } from '../../src/contract/index.js';
import type { WriteRequest } from '../../src/http/client.js';
import { type Journal, parseJournal } from '../../src/state/journal.js';
import type { JournalEntry } from '../../src/state/journal-entry.js';
import { type Fate, type Fields, type Stage, stage, type Wanted } from './support.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A disk that takes `turns` for each flush, and fails for good once so many lines were written. */
function createDisk(turns: number, failsAfter: number) {
  const written: string[] = [];
  const durable: string[] = [];
  let waiting: { line: string; done: () => void; failed: (error: Error) => void }[] = [];
  let flushing: Promise<void> | undefined;
  let broken: Error | undefined;
  const flush = async (): Promise<void> => {
    for (; waiting.length > 0; ) {
      await turn();
      const batch = waiting;
      waiting = [];
      if (!broken) written.push(...batch.map(({ line }) => line));
      for (let left = turns; left > 0; left -= 1) await turn();
      if (written.length >= failsAfter) broken ??= Object.assign(new Error('EIO'), { syscall: 'fdatasync' });
      if (!broken) durable.push(...batch.map(({ line }) => line));
      for (const { done, failed } of batch) broken ? failed(broken) : done();
    }
    flushing = undefined;
  };
  const journal: Journal = {
    append: (entry: JournalEntry) =>
      new Promise((done, failed) => {
        waiting.push({ line: JSON.stringify(entry), done, failed });
        flushing ??= flush();
      }),
    close: async () => {},
  };
  return {
    journal,
    /** What the next run will find: a power cut takes what was not flushed, a killed process leaves it. */
    left: (powerCut: boolean): readonly string[] => [...(powerCut ? durable : written)],
    hasFailed: () => broken !== undefined,
    rest: async () => flushing,
    pullOut: () => {
      broken = new Error('the process is gone');
    },
  };
}

interface Storm {
  readonly things: readonly { readonly kind: string; readonly isThere: boolean; readonly goes: boolean }[];
  readonly concurrency: number;
  readonly turns: number;
  readonly failsAfter: number;
  /** The write at which the process dies, before or after the vendor did it; 99: it lives. */
  readonly diesAt: number;
  readonly death: 'dies-before' | 'dies-after';
  readonly powerCut: boolean;
  readonly interruptedAt: number;
  readonly fates: readonly Fate[];
}

const NEVER = 99;
const REFUSED: Verdict = { outcome: 'failed', code: 'no', message: 'no' };
const orNever = (most: number): fc.Arbitrary<number> => fc.oneof(fc.nat(most), fc.constant(NEVER));

const storms: fc.Arbitrary<Storm> = fc.record({
  things: fc.array(
    fc.record({
      kind: fc.constantFrom('room', 'badge', 'key', 'memo'),
      isThere: fc.boolean(),
      goes: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  concurrency: fc.integer({ min: 1, max: 4 }),
  turns: fc.nat(12),
  failsAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(NEVER) }, fc.integer({ min: 1, max: 12 })),
  diesAt: orNever(8),
  death: fc.constantFrom('dies-before', 'dies-after'),
  powerCut: fc.boolean(),
  interruptedAt: fc.oneof({ weight: 3, arbitrary: fc.constant(NEVER) }, fc.nat(6)),
  fates: fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      fc.constantFrom<Fate[]>('lost-before', 'lost-after', REFUSED),
    ),
    { maxLength: 20 },
  ),
});

/** Rooms to change, make or remove; badges that wait for their room; keys with a secret; memos with the vendor's id. */
function scene({ things }: Storm): { start: Record<string, Fields>; wanted: Record<string, Fields | null> } {
  const start: Record<string, Fields> = {};
  const wanted: Record<string, Fields | null> = {};
  for (const [n, { kind, isThere, goes }] of things.entries()) {
    if (kind === 'room' && isThere) start[`room/${n}`] = { a: 'x' };
    if (kind === 'room' || kind === 'badge') wanted[`room/${n}`] = { a: 'y' };
    if (kind === 'room' && isThere && goes) wanted[`room/${n}`] = null;
    if (kind === 'badge') wanted[`badge/${n}/1`] = {};
    if (kind === 'key') wanted[`key/${n}`] = {};
    if (kind === 'memo') wanted[`memo/${n}`] = { t: 'm' };
  }
  return { start, wanted };
}

const addressOf = ({ body }: WriteRequest): string =>
  (body as { items: readonly { address: string }[] }).items[0]?.address ?? '';

/** The password that each key has at the vendor, by its address. */
function passwordsOf(it: Stage, passwords: Map<string, string>, request: WriteRequest, index: number): void {
  const address = addressOf(request);
  const isMade = request.method === 'POST' && address.startsWith('key/') && !it.world.has(address);
  if (isMade) passwords.set(address, `made-pw-${index + 1}`);
}

async function stormyRun(it: Stage, wanted: Wanted, storm: Storm, passwords: Map<string, string>) {
  const { concurrency, turns, failsAfter, diesAt, death, powerCut, interruptedAt, fates } = storm;
  const disk = createDisk(turns, failsAfter);
  const stop = new AbortController();
  const unnoted: string[] = [];
  let left: readonly string[] | undefined;
  it.fate = (request, index) => {
    const { open } = parseJournal(disk.left(true).join('\n'));
    const noted = open.flatMap(({ changes }) => changes.map(({ address }) => address));
    if (!noted.includes(addressOf(request))) unnoted.push(addressOf(request));
    if (index === interruptedAt) stop.abort();
    const fate = index === diesAt ? death : fates[index];
    if (fate === undefined || fate === 'lost-after' || fate === 'dies-after')
      passwordsOf(it, passwords, request, index);
    if (index === diesAt) {
      left = disk.left(powerCut);
      disk.pullOut();
    }
    return fate;
  };
  const known = it.ledger;
  const result = await it.run(wanted, { journal: disk.journal, concurrency, signal: stop.signal });
  await disk.rest();
  expect(unnoted, 'sent without a beginning on disk').toEqual([]);
  const hasDied = left !== undefined;
  // Nothing but the journal has outlived a crash.
  if (hasDied || disk.hasFailed()) it.ledger = known;
  it.lines.push(...(left ?? disk.left(powerCut && disk.hasFailed())));
  return { result, hasDied, hasFailed: !hasDied && disk.hasFailed(), wasInterrupted: stop.signal.aborted };
}

/** Addresses whose password somebody was told not to know. */
const saidToBeUnknown = ({ problems, outcomes }: CenterResult): string[] => [
  ...problems.flatMap(({ code, address }) => (code === 'secret-lost' && address ? [address] : [])),
  ...outcomes.flatMap(({ key, because }) =>
    because === 'adopted, password unknown' ? [key.replace('create ', '')] : [],
  ),
];

it('holds whatever the disk does and wherever a run is cut off', async () => {
  await fc.assert(
    fc.asyncProperty(storms, async (storm) => {
      const { start, wanted } = scene(storm);
      const it = stage(start);
      const passwords = new Map<string, string>();
      const run = await stormyRun(it, wanted, storm, passwords);
      const { open } = parseJournal(it.lines.join('\n'));
      if (run.hasFailed && !run.wasInterrupted) expect(run.result.status).toBe('error');
      if (!run.hasDied && !run.hasFailed) {
        const sent = new Set(it.sent.map(addressOf));
        expect(open.flatMap(({ changes }) => changes).filter(({ address }) => !sent.has(address))).toEqual(
          [],
        );
      }

      it.fate = (request, index) => passwordsOf(it, passwords, request, index) ?? undefined;
      const results = run.hasDied ? [] : [run.result];
      do results.push(await it.run(wanted, { concurrency: 3 }));
      while (results.at(-1)?.status !== 'converged' && results.length < 4);
      expect(results.at(-1)).toMatchObject({ status: 'converged' });
      for (const [address, fields] of Object.entries(wanted)) {
        expect(it.world.has(address), address).toBe(fields !== null);
        if (!address.startsWith('key/') || results.flatMap(saidToBeUnknown).includes(address)) continue;
        const kept = it.sink.findLast((line) => line.address === address);
        expect(kept?.value, `the password of ${address}`).toBe(passwords.get(address));
      }
    }),
    { numRuns: 300 },
  );
});
