// `drift --notify`: tells a webhook of drift and of failures, and once that it is over. Never changes how the run ends.
import type { Problem } from '../../contract/index.js';
import { sendPlain } from '../../http/plain.js';
import {
  type NotificationInput,
  type NotifiedCenter,
  notification,
} from '../../render/programs/notification.js';
import { createRedactor } from '../../secrets/redact.js';
import { EXIT } from '../exit.js';
import type { Io } from '../io.js';
import { problem } from '../problem.js';
import { printProblems } from '../telling/problems.js';
import { toolName } from '../version.js';
import { type Memory, recall, remember, withAge } from './memory.js';

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

/** Sends what is to be said, if anything is. */
export async function notify(run: Notifying, io: Io, now: Date): Promise<void> {
  const { url, stateDir, exitCode, problems } = run;
  const memory = recall(stateDir);
  const event = eventOf(run, memory);
  if (event === undefined) return;
  const at = now.toISOString();
  const all = run.centers.map((one) => withAge(one, memory));
  const centers = event === 'resolved' ? all.filter(({ plan }) => memory[plan.center]) : all;
  const message = notification({ event, tool: toolName(), at, exitCode, centers, problems });
  const redactor = createRedactor({ literals: [...run.secrets, url] });
  const failure = await sent(url, JSON.stringify(redactor.value(message)), io);
  if (failure !== undefined) {
    const next = 'The result stands. Check the address and try again.';
    warn(`The webhook of --notify was not told: ${failure}. ${next}`, io);
    return;
  }
  const path = remember(stateDir, all, memory, at);
  if (path === undefined) return;
  const next = 'Check its permissions, or name another --state-dir.';
  warn(`${path} cannot be written, so the end of this drift will not be told. ${next}`, io);
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
