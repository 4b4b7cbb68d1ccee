// Durable appends: a line counts only when it is on disk, and writers that come together share one flush.

import { constants, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { makeFolder } from './folder.js';

export interface AppendFile {
  /** Resolves when the line (without its newline) is on disk; rejects if it may not be. */
  append(line: string): Promise<void>;
  /** Waits for what is being written, then closes. */
  close(): Promise<void>;
}

/** Opens `path` for appending, mode 0600, making its folder (0700) if needed. A link is refused. */
export async function openAppendFile(path: string): Promise<AppendFile> {
  makeFolder(dirname(path), 0o700);
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
  const handle = await open(path, flags, 0o600);
  try {
    const { size, mode } = await handle.stat();
    if ((mode & 0o077) !== 0) await handle.chmod(0o600);
    await syncFolder(dirname(path));
    return appender(handle, size > 0 && !(await endsWithNewline(handle, size)));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface Waiting {
  readonly line: string;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** `torn`: the last run died within a line; ours must not be glued to it. */
function appender(handle: FileHandle, torn: boolean): AppendFile {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let broken: unknown;
  let prefix = torn ? '\n' : '';

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken !== undefined) throw broken;
        writeWhole(handle, prefix + batch.map(({ line }) => `${line}\n`).join(''));
        prefix = '';
        await handle.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        // After a failed flush nobody knows what is on disk: every later write fails as well.
        broken = error;
        for (const { failed } of batch) failed(error);
      }
    }
    running = undefined;
  };

  return {
    append: (line) =>
      new Promise((done, failed) => {
        waiting.push({ line, done, failed });
        // Not at once: who notes an end often notes the next beginning right after it, and one flush does for both.
        running ??= nextTurn().then(flush);
      }),
    async close() {
      await running;
      await handle.close();
    },
  };
}

/** Into the memory of the system, which takes microseconds: to hand it to another thread would take longer. */
function writeWhole({ fd }: FileHandle, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}

async function endsWithNewline(handle: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** A new file's name must be on disk as well. Some file systems cannot flush a folder: then nothing is lost by trying. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY).catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
