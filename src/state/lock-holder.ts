// Who holds a lock, and whether that process is still alive.

import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { hasCode } from './system-error.js';

export interface Holder {
  readonly id: string;
  readonly host: string;
  /** Where a pid means the same process: this boot of this machine and, in containers, this set of processes. */
  readonly space: string;
  readonly pid: number;
  /** When the process started, as the system counts it; tells a pid that was given out again. */
  readonly start: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** This process as a holder. */
export async function self(id: string, now: number): Promise<Holder> {
  return {
    id,
    host: hostname(),
    space: await space(),
    pid: process.pid,
    start: (await statusOf(process.pid))?.start ?? '',
    since: new Date(now).toISOString(),
  };
}

/** True only if the holder's process certainly ended: it ran here and is gone. */
export async function isDead(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname() || holder.space !== (await space()) || holder.pid <= 0) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
  const found = await statusOf(holder.pid);
  if (found?.ended) return true;
  return found !== undefined && holder.start !== '' && found.start !== holder.start;
}

/** A lock file's content; whatever cannot be read is a holder whose death only the clock can tell. */
export function parseHolder(text: string): Holder {
  const fields = parseFields(text);
  const word = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  const id = word('id');
  return {
    // The id becomes part of a file's name.
    id: /^[A-Za-z0-9-]{1,64}$/.test(id) ? id : createHash('sha256').update(text).digest('hex').slice(0, 32),
    host: word('host'),
    space: word('space'),
    pid: typeof fields.pid === 'number' && Number.isSafeInteger(fields.pid) ? fields.pid : 0,
    start: word('start'),
    since: word('since') || 'an unknown time',
  };
}

function parseFields(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

async function space(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const processes = await readlink('/proc/self/ns/pid').catch(() => '');
  return `${boot.trim()} ${processes}`.trim();
}

interface Status {
  /** Killed, but still listed until its parent has asked how it ended: in a container maybe never. */
  readonly ended: boolean;
  readonly start: string;
}

/** Fields 3 and 22 of /proc/PID/stat; the name before them may hold blanks and brackets. Undefined where there is none. */
async function statusOf(pid: number): Promise<Status | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (line === undefined) return undefined;
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return { ended: /^[ZX]/.test(fields[0] ?? ''), start: fields[19] ?? '' };
}
