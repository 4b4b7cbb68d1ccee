// One writer per center: no two takers win, a crash does not block for long, and a slow holder hears of its loss.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Problem, RefusedError } from '../../src/contract/index.js';
import { type Lock, takeLock } from '../../src/state/lock.js';
import { type Holder, parseHolder, self } from '../../src/state/lock-holder.js';

let folder: string;
let path: string;
let beats: (() => void)[];
let lost: Problem[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  path = join(folder, 'acme.lock');
  beats = [];
  lost = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = (now = Date.now(), holder?: Holder): Promise<Lock> =>
  takeLock(path, {
    now: () => now,
    onLost: (problem) => lost.push(problem),
    every: (_ms, beat) => {
      beats.push(beat);
      return () => {};
    },
    ...(holder ? { holder } : {}),
  });
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
const files = (): string[] => readdirSync(folder).sort();

async function leaveLock(change: Partial<Holder>, ageMs = 0): Promise<Holder> {
  const holder = { ...(await self('left-behind', Date.now())), ...change };
  writeFileSync(path, JSON.stringify(holder));
  const at = new Date(Date.now() - ageMs);
  utimesSync(path, at, at);
  return holder;
}

describe('lock', () => {
  it('is taken, names its holder, refuses a second taker, and is gone after release', async () => {
    const lock = await take();
    expect(parseHolder(readFileSync(path, 'utf8'))).toMatchObject({ host: hostname(), pid: process.pid });
    const second = await take().catch((error: unknown) => error);
    expect(second).toBeInstanceOf(RefusedError);
    expect(second).toMatchObject({
      problems: [{ code: 'lock-held', message: expect.stringContaining(`process ${process.pid}`) }],
    });
    await lock.release();
    expect(files()).toEqual([]);
    await (await take()).release();
  });

  it.each([
    ['its process is dead here', { pid: 4_194_305 }, 0],
    ['its pid was given to another process', { start: '1' }, 0],
    [
      'it has no heartbeat for more than two minutes, on another host',
      { host: 'other.example.com' },
      121_000,
    ],
    ['its content is damaged and old', { id: '../../escape' }, 121_000],
  ])('is taken over at once when %s', async (_what, change, age) => {
    await leaveLock(change, age);
    const taking = take();
    expect(await taking.then(() => 'taken', String)).toBe('taken');
    const lock = await taking;
    expect(files()).toEqual(['acme.lock']);
    await lock.release();
    expect(files()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over at once when its killed process is not yet reaped',
    async () => {
      // `exec` puts a parent in the shell's place that never asks how its children end.
      const parent = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      try {
        const [text] = await once(parent.stdout, 'data');
        const pid = Number(String(text));
        const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8');
        await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n');
        const start = stat().split(') ').at(-1)?.split(' ').at(19) ?? '';
        await leaveLock({ pid, start });
        await expect(take()).rejects.toThrow(/killed, its lock ends by itself/);
        process.kill(pid, 'SIGKILL');
        await expect.poll(stat).toContain(') Z ');
        await (await take()).release();
        expect(files()).toEqual([]);
      } finally {
        parent.kill('SIGKILL');
      }
    },
  );

  it.each([
    ['alive on this host', {}, 0],
    ['fresh on another host', { host: 'other.example.com', pid: 4_194_305 }, 60_000],
    ['in another set of processes (a container)', { space: 'elsewhere', pid: 4_194_305 }, 60_000],
  ])('is respected while its holder is %s', async (_what, change, age) => {
    await leaveLock(change, age);
    await expect(take()).rejects.toThrow(RefusedError);
    expect(files()).toEqual(['acme.lock']);
  });

  it('goes to exactly one of many that find it stale together', async () => {
    for (let run = 0; run < 20; run++) {
      await leaveLock({ pid: 4_194_305, id: `dead-${run}` });
      const takers = await Promise.allSettled(Array.from({ length: 12 }, () => take()));
      const winners = takers.filter((one) => one.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const loser of takers.filter((one) => one.status === 'rejected'))
        expect(loser.reason).toBeInstanceOf(RefusedError);
      for (const winner of winners) await winner.value.release();
      expect(files()).toEqual([]);
    }
  });

  it('is free again when a taker died in the middle of taking it over', async () => {
    const dead = await leaveLock({ pid: 4_194_305 });
    writeFileSync(`${path}.${dead.id}`, JSON.stringify({ ...dead, id: 'died-half-way' }));
    const lock = await take();
    expect(files()).toEqual(['acme.lock']);
    await lock.release();
  });

  it('stays fresh by its heartbeat', async () => {
    const start = Date.now();
    let now = start;
    const lock = await takeLock(path, {
      now: () => now,
      onLost: (problem) => lost.push(problem),
      every: (_ms, beat) => {
        beats.push(beat);
        return () => {};
      },
      holder: { ...(await self('mine', start)), host: 'other.example.com' },
    });
    now = start + 110_000;
    beats[0]?.();
    await settle();
    await expect(take(start + 200_000)).rejects.toThrow(RefusedError);
    await lock.release();
  });

  it('tells a holder that slept too long that its lock is lost, and leaves the new one alone', async () => {
    const slept = await take(Date.now(), { ...(await self('slept', Date.now())), host: 'other.example.com' });
    const old = new Date(Date.now() - 200_000);
    utimesSync(path, old, old);
    const next = await take();
    beats[0]?.();
    await settle();
    expect(lost).toMatchObject([{ code: 'lock-lost' }]);
    await slept.release();
    expect(files()).toEqual(['acme.lock']);
    await next.release();
  });
});
