// The lock protocol of Terraform's `http` backend, so that a team can lock a center with the server it already runs.

import { randomUUID } from 'node:crypto';
import { RefusedError, VendorError } from '../contract/index.js';
import type { Lock } from './lock.js';

/** Sends one request as it is; rejects when there is no answer. */
export type LockSend = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly text: string }>;

export interface HttpLockOptions {
  readonly url: string;
  /** Default: `url`. */
  readonly unlockUrl?: string;
  /** Default: `LOCK`; some servers want `POST` or `PUT`. */
  readonly method?: string;
  /** Default: `UNLOCK`; some servers want `DELETE`. */
  readonly unlockMethod?: string;
  readonly center: string;
  /** Such as `build@runner-7`. */
  readonly who: string;
  readonly version: string;
  readonly now: () => number;
  readonly send: LockSend;
  readonly id?: string;
}

/** Takes the lock. Throws RefusedError when it is held, VendorError when the lock server cannot be asked. */
export async function takeHttpLock(options: HttpLockOptions): Promise<Lock> {
  const id = options.id ?? randomUUID();
  const body = JSON.stringify({
    ID: id,
    Operation: 'apply',
    Info: '',
    Who: options.who,
    Version: options.version,
    Created: new Date(options.now()).toISOString(),
    Path: options.center,
  });
  await lock(options, id, body);
  return {
    async release() {
      const { unlockUrl = options.url, unlockMethod = 'UNLOCK' } = options;
      // A lost unlock leaves the lock to the server's own tools; the run itself is over and right.
      await options.send({ method: unlockMethod, body, ...target(unlockUrl) }).catch(() => undefined);
    },
  };
}

async function lock(options: HttpLockOptions, id: string, body: string): Promise<void> {
  const method = options.method ?? 'LOCK';
  const request = { method, body, ...target(options.url) };
  // An answer that was lost may have locked: asking again with the same id shows whose lock it is.
  const answer = await options
    .send(request)
    .catch(() => options.send(request).catch(unreachable(request.url)));
  if (answer.status === 200 || answer.status === 201) return;
  if (answer.status !== 423 && answer.status !== 409) {
    const advice = [401, 403].includes(answer.status)
      ? 'Check --lock-url, CUTOVER_LOCK_USERNAME and CUTOVER_LOCK_PASSWORD.'
      : 'Check --lock-url.';
    throw new VendorError(
      'refused',
      `${method} ${request.url}: the lock server answered ${answer.status}. ${advice}`,
    );
  }
  const holder = parseInfo(answer.text);
  if (holder.ID === id) return;
  const who = JSON.stringify(holder.Who ?? 'someone');
  throw new RefusedError([
    {
      code: 'lock-held',
      severity: 'error',
      message:
        `${request.url} is locked by ${who} since ${JSON.stringify(holder.Created ?? 'an unknown time')} ` +
        `(lock ${JSON.stringify(holder.ID ?? '')}). Wait for the end of that run, or unlock it at the lock server.`,
      address: null,
    },
  ]);
}

/** User and password of the URL become a header, and never part of a message. */
function target(address: string): { url: string; headers: Record<string, string> } {
  const url = new URL(address);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (url.username !== '' || url.password !== '') {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    url.username = '';
    url.password = '';
  }
  return { url: url.href, headers };
}

function unreachable(url: string): (error: unknown) => never {
  return (error) => {
    throw new VendorError(
      'unreachable',
      `The lock server ${url} gives no answer. Check --lock-url and the network.`,
      {
        cause: error,
      },
    );
  };
}

function parseInfo(text: string): { readonly ID?: string; readonly Who?: string; readonly Created?: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    const words = Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(words.map(([key, word]) => [key, word.slice(0, 200)]));
  } catch {
    return {};
  }
}
