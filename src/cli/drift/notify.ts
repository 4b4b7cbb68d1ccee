// `drift --notify`: tells a webhook of drift and of failures, and once that it is over. Never changes how the run ends.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Problem } from '../../contract/index.js';
import { sendPlain } from '../../http/plain.js';
import { type NotificationInput, type NotifiedCenter, notification } from '../../render/notification.js';
import { createRedactor } from '../../secrets/redact.js';
import { makeFolder } from '../../state/folder.js';
import { EXIT } from '../exit.js';
import type { Io } from '../io.js';
import { problem } from '../problem.js';
import { printProblems } from '../telling/problems.js';
import { toolName } from '../version.js';

export interface Notifying {
  /** A secret: it is in no message. */
  readonly url: string;
  readonly stateDir: string;
  readonly exitCode: number;
  readonly centers: readonly NotifiedCenter[];
  readonly problems: readonly Problem[];
  readonly secrets: Iterable<string>;
}

const TIMEOUT_MS = 10_000;
const WAITS_MS = [500, 2000];
const MEMORY = 'notified.json';

/** What was told last, by center. */
type Memory = Readonly<Record<string, { readonly digest: string; readonly since: string }>>;

/** Sends what is to be said, if anything is. */
export async function notify(run: Notifying, io: Io, now: Date): Promise<void> {
  const path = join(run.stateDir, MEMORY);
  const memory = readMemory(path);
  const at = now.toISOString();
  const centers = run.centers.map((one): NotifiedCenter => {
    const known = memory[one.plan.center];
    return one.status !== 'clean' && known?.digest === digestOf(one) ? { ...one, since: known.since } : one;
  });
  const event = eventOf(run, memory);
  if (event === undefined) return;
  const shown = event === 'resolved' ? centers.filter(({ plan }) => memory[plan.center]) : centers;
  const input: NotificationInput = {
    event,
    tool: toolName(),
    at,
    exitCode: run.exitCode,
    centers: shown,
    problems: run.problems,
  };
  const redactor = createRedactor({ literals: [...run.secrets, run.url] });
  const failure = await sent(run.url, JSON.stringify(redactor.value(notification(input))), io);
  if (failure !== undefined) {
    const message = `The webhook of --notify was not told: ${failure}. The result stands. Check the address and try again.`;
    warn(message, io);
    return;
  }
  remember(path, centers, memory, at, io);
}

function warn(message: string, io: Io): void {
  printProblems([{ ...problem('notify-failed', message), severity: 'warning' }], io, { color: false });
}

/** Nothing to say where nothing is wrong and nothing was. */
function eventOf(
  { exitCode, centers, problems }: Notifying,
  memory: Memory,
): NotificationInput['event'] | undefined {
  if (problems.length > 0 || centers.some(({ status }) => status === 'error')) return 'error';
  if (centers.some(({ status }) => status === 'drift')) return 'drift';
  if (exitCode !== EXIT.done && exitCode !== EXIT.pending) return 'error';
  return centers.some(({ plan }) => memory[plan.center]) ? 'resolved' : undefined;
}

function digestOf({ plan, status }: NotifiedCenter): string {
  const what = [
    status,
    ...plan.changes.map(({ key, fields }) => `${key} ${fields.map(({ path }) => path).join(',')}`).sort(),
    ...plan.manual.map(({ address }) => address).sort(),
    ...plan.problems.map(({ code }) => code).sort(),
  ];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
}

// ---------------------------------------------------------------- sending

/** Undefined when it was taken; else why not, without a word of the address. */
async function sent(url: string, body: string, io: Io): Promise<string | undefined> {
  let failure = '';
  for (const wait of [0, ...WAITS_MS]) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await attempt(url, body, io);
    if (answer === undefined) return undefined;
    failure = answer.why;
    if (!answer.again) break;
  }
  return failure;
}

async function attempt(
  url: string,
  body: string,
  io: Io,
): Promise<{ readonly why: string; readonly again: boolean } | undefined> {
  try {
    const { status } = await sendPlain(
      { method: 'POST', url, headers: { 'content-type': 'application/json', 'user-agent': 'cutover' }, body },
      { timeoutMs: TIMEOUT_MS, env: io.env, warn: () => {} },
    );
    if (status >= 200 && status < 300) return undefined;
    return { why: `it answered ${status}`, again: status >= 500 || status === 429 };
  } catch {
    // The system's own words may name the address.
    return { why: 'it gave no answer', again: true };
  }
}

// ---------------------------------------------------------------- memory

function readMemory(path: string): Memory {
  try {
    const { centers } = JSON.parse(readFileSync(path, 'utf8')) as { centers?: unknown };
    if (typeof centers !== 'object' || centers === null) return {};
    const sound = Object.entries(centers).filter(
      ([, one]) => typeof one?.digest === 'string' && typeof one?.since === 'string',
    );
    return Object.fromEntries(sound);
  } catch {
    // Lost or damaged: the next notification says less, and nothing else depends on it.
    return {};
  }
}

/** Only what was told is remembered, for the centers of this run; those of other runs stay. */
function remember(
  path: string,
  centers: readonly NotifiedCenter[],
  memory: Memory,
  at: string,
  io: Io,
): void {
  const next: Record<string, Memory[string]> = { ...memory };
  for (const one of centers) {
    if (one.status === 'clean') delete next[one.plan.center];
    else next[one.plan.center] = { digest: digestOf(one), since: one.since ?? at };
  }
  try {
    makeFolder(join(path, '..'));
    writeFileAtomic.sync(path, `${JSON.stringify({ formatVersion: 1, centers: next }, null, 2)}\n`, {
      mode: 0o600,
    });
  } catch {
    const message = `${path} cannot be written, so the end of this drift will not be told. Check its permissions, or name another --state-dir.`;
    warn(message, io);
  }
}
