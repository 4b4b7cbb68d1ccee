// `--lock-url`: one writer per center also between machines, with the lock server that a team already runs.
import { hostname } from 'node:os';
import type { Problem } from '../../contract/index.js';
import { sendPlain } from '../../http/plain.js';
import type { Lock } from '../../state/lock.js';
import { takeHttpLock } from '../../state/lock-http.js';
import type { Io } from '../io.js';
import { version } from '../version.js';

export interface TeamLock {
  /** Throws RefusedError when somebody else has the lock, VendorError when the server cannot be asked. */
  take(center: string, warn: (problem: Problem) => void): Promise<Lock>;
}

const TIMEOUT_MS = 30_000;

/**
 * `{center}` in the URL gives each center a lock of its own. Without it, the centers of a run share one: it is taken
 * for the first of them and given back after the last.
 */
export function teamLock(url: string, io: Io): TeamLock {
  const held = new Map<string, { readonly lock: Promise<Lock>; users: number }>();
  // What is on its way back is asked for again only once it is back.
  const ending = new Map<string, Promise<void>>();
  return {
    async take(center, warn) {
      const target = url.replaceAll('{center}', encodeURIComponent(center));
      const known = held.get(target);
      const ready = ending.get(target) ?? Promise.resolve();
      const entry = known ?? { lock: ready.then(() => lockAt(target, center, io, warn)), users: 0 };
      held.set(target, entry);
      entry.users += 1;
      const leave = async (): Promise<void> => {
        entry.users -= 1;
        if (entry.users > 0) return;
        held.delete(target);
        const end = entry.lock.then(
          (lock) => lock.release(),
          () => undefined,
        );
        ending.set(target, end);
        await end;
      };
      try {
        await entry.lock;
      } catch (error) {
        await leave();
        throw error;
      }
      return { release: leave };
    },
  };
}

function lockAt(target: string, center: string, io: Io, warn: (problem: Problem) => void): Promise<Lock> {
  const { env } = io;
  const method = env.CUTOVER_LOCK_METHOD;
  const unlockMethod = env.CUTOVER_UNLOCK_METHOD;
  return takeHttpLock({
    url: withCredentials(target, env.CUTOVER_LOCK_USERNAME, env.CUTOVER_LOCK_PASSWORD),
    ...(method === undefined || method === '' ? {} : { method }),
    ...(unlockMethod === undefined || unlockMethod === '' ? {} : { unlockMethod }),
    center,
    who: `${env.USER ?? env.USERNAME ?? 'cutover'}@${hostname()}`,
    version: version(),
    now: Date.now,
    send: (request) => sendPlain(request, { timeoutMs: TIMEOUT_MS, env, warn }),
  });
}

function withCredentials(target: string, username: string | undefined, password: string | undefined): string {
  const url = new URL(target);
  if (username !== undefined && username !== '') url.username = encodeURIComponent(username);
  if (password !== undefined && password !== '') url.password = encodeURIComponent(password);
  return url.href;
}
