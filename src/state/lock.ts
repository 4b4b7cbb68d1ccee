// One writer per center: a lock file that a crash cannot leave behind for long and that two takers cannot both win.
//
// A lock file holds the id of its holder. It is made with its whole content at once (link), so it is never half
// written. Whoever wants to remove or replace the lock of holder S must first make the file `LOCK.S`, which only one
// process can; if that process dies half way, its own id is claimed in the same way (`LOCK.W`), and so on.

import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Problem, RefusedError } from '../contract/index.js';
import { makeFolder } from './folder.js';
import { type Holder, isDead, parseHolder, self } from './lock-holder.js';
import { hasCode } from './system-error.js';

const HEARTBEAT_MS = 15_000;
const STALE_MS = 120_000;

export interface Lock {
  /** Ends the heartbeat and removes the lock, if it is still ours. Never throws. */
  release(): Promise<void>;
}

export interface LockOptions {
  readonly now: () => number;
  /** Called once if the lock is no longer ours (this process slept for longer than a lock lasts): stop writing. */
  readonly onLost: (problem: Problem) => void;
  /** Calls `beat` every so often until the returned function is called. */
  readonly every?: (ms: number, beat: () => void) => () => void;
  readonly holder?: Holder;
}

/** Takes the lock at `path`. Throws RefusedError with code `lock-held` when another run has it. */
export async function takeLock(path: string, options: LockOptions): Promise<Lock> {
  const holder = options.holder ?? (await self(randomUUID(), options.now()));
  makeFolder(dirname(path), 0o700);
  const draft = `${path}.draft-${holder.id}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  try {
    while (!(await tryOnce(path, draft, options.now))) {
      // The holder went away between our look and our claim: look again.
    }
  } finally {
    await rm(draft, { force: true });
  }
  return heldLock(path, holder, options);
}

async function tryOnce(path: string, draft: string, now: () => number): Promise<boolean> {
  if (await make(draft, path)) return true;
  const seen = await look(path);
  if (!seen) return false;
  if (!(await isStale(seen, now()))) throw held(path, seen.holder);
  return claim(path, seen.holder.id, draft, now);
}

/** Replaces the lock of `deadId` by ours; false if it changed hands meanwhile. */
async function claim(path: string, deadId: string, draft: string, now: () => number): Promise<boolean> {
  let marker = `${path}.${deadId}`;
  const markers = [marker];
  while (!(await make(draft, marker))) {
    const other = await look(marker);
    if (!other) return false;
    if (!(await isStale(other, now()))) throw held(path, other.holder);
    marker = `${path}.${other.holder.id}`;
    if (markers.includes(marker)) throw held(path, other.holder);
    markers.push(marker);
  }
  const current = await look(path);
  const won = current?.holder.id === deadId;
  // Renaming onto a link of the same file would do nothing, so the lock gets a copy of its own.
  if (won) {
    await writeFile(`${draft}-new`, await readFile(draft), { mode: 0o600 });
    await rename(`${draft}-new`, path);
  }
  for (const used of won ? markers : [marker]) await rm(used, { force: true });
  return won;
}

function heldLock(path: string, holder: Holder, options: LockOptions): Lock {
  let lost = false;
  const beat = async (): Promise<void> => {
    const current = await look(path).catch(() => undefined);
    if (current?.holder.id === holder.id) {
      const at = new Date(options.now());
      await utimes(path, at, at).catch(() => undefined);
    } else if (!lost) {
      lost = true;
      stop();
      options.onLost({
        code: 'lock-lost',
        severity: 'error',
        message: `The lock ${path} was taken over by another run. Nothing more is sent; run again when that run is over.`,
        address: null,
      });
    }
  };
  const stop = (options.every ?? timer)(HEARTBEAT_MS, () => void beat());
  return {
    async release() {
      stop();
      if (lost) return;
      await removeOwn(path, holder).catch(() => undefined);
    },
  };
}

/** By the rule above, even the holder claims its own id before it removes its lock. */
async function removeOwn(path: string, holder: Holder): Promise<void> {
  const marker = `${path}.${holder.id}`;
  const draft = `${path}.draft-${holder.id}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  const mine = await make(draft, marker);
  await rm(draft, { force: true });
  if (!mine) return;
  if ((await look(path))?.holder.id === holder.id) await rm(path, { force: true });
  await rm(marker, { force: true });
}

/** True if the file was made with this content; false if there is one already. */
async function make(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

interface Seen {
  readonly holder: Holder;
  readonly beatAt: number;
}

/** Content and time of one and the same file: it may be replaced while we look. */
async function look(path: string): Promise<Seen | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const { mtimeMs } = await handle.stat();
    return { holder: parseHolder(await handle.readFile('utf8')), beatAt: mtimeMs };
  } finally {
    await handle.close();
  }
}

async function isStale({ holder, beatAt }: Seen, now: number): Promise<boolean> {
  return now - beatAt > STALE_MS || (await isDead(holder));
}

function held(path: string, holder: Holder): RefusedError {
  const who = `process ${holder.pid} on ${JSON.stringify(holder.host)} since ${holder.since}`;
  return new RefusedError([
    {
      code: 'lock-held',
      severity: 'error',
      message: `Another run holds the lock ${path} (${who}). Wait for its end and run again. If it was killed, its lock ends by itself within two minutes.`,
      address: null,
    },
  ]);
}

function timer(ms: number, beat: () => void): () => void {
  const handle = setInterval(beat, ms);
  handle.unref();
  return () => clearInterval(handle);
}
