// Shows on standard error how long work goes on: one line redrawn in a terminal, a plain line now and then elsewhere.
import { plain } from '../../render/sanitize.js';
import { duration } from '../../render/words.js';
import { type Io, isInteractive } from '../io.js';

export interface Progress {
  /** Says where a center stands. `planned` is unknown while it is read. */
  report(center: string, phase: Phase, done: number, planned?: number): void;
  /** This center is through. */
  finished(center: string): void;
  /** Takes the line away, so that something else can be printed. */
  clear(): void;
  stop(): void;
}

type Phase = 'reading' | 'applying' | 'waiting';

export interface ProgressOptions {
  readonly quiet?: boolean;
  readonly centers: number;
  readonly now?: () => number;
}

interface Standing {
  readonly phase: Phase;
  readonly since: number;
  readonly done: number;
  readonly planned: number | undefined;
}

const REDRAW_MS = 100;
const PLAIN_MS = 10_000;

export function createProgress(io: Io, options: ProgressOptions): Progress {
  if (options.quiet) return { report() {}, finished() {}, clear() {}, stop() {} };
  const now = options.now ?? Date.now;
  const live = isInteractive(io);
  const standings = new Map<string, Standing>();
  let through = 0;
  let drawn = false;
  let last = now();
  let due: NodeJS.Timeout | undefined;

  const clear = (): void => {
    clearTimeout(due);
    due = undefined;
    if (drawn) io.note('\r\u001b[K');
    drawn = false;
  };
  const show = (): void => {
    const time = now();
    if (standings.size === 0) return;
    if (time - last < (live ? REDRAW_MS : PLAIN_MS)) {
      // What a line leaves out must not stand there until something happens again.
      if (drawn) due ??= setTimeout(redraw, REDRAW_MS).unref();
      return;
    }
    last = time;
    const line = sentence(standings, through, options.centers, time);
    drawn = live;
    io.note(live ? `\r\u001b[K${line.slice(0, io.width - 1)}` : `${line}\n`);
  };
  const redraw = (): void => {
    due = undefined;
    show();
  };
  return {
    report(center, phase, done, planned) {
      const before = standings.get(center);
      const since = before?.phase === phase ? before.since : now();
      standings.set(center, { phase, since, done, planned });
      show();
    },
    finished(center) {
      if (standings.delete(center)) through += 1;
    },
    clear,
    stop: clear,
  };
}

/** `acme-support: applying, 12 of 18 calls, 8.1 a second, 0.7 s left`. */
function sentence(
  standings: ReadonlyMap<string, Standing>,
  through: number,
  of: number,
  now: number,
): string {
  const [first] = standings;
  if (!first) return '';
  const [center, { phase, since, done, planned }] = first;
  const parts = [planned === undefined ? `${done} calls` : `${done} of ${planned} calls`];
  const seconds = (now - since) / 1000;
  const rate = seconds > 0 ? done / seconds : 0;
  if (rate > 0) parts.push(`${rate.toFixed(1)} a second`);
  if (rate > 0 && planned !== undefined && planned > done) {
    parts.push(`about ${duration(((planned - done) / rate) * 1000)} left`);
  }
  const others = of > 1 ? ` (${through} of ${of} centers done, ${standings.size} under way)` : '';
  return `${plain(center)}: ${phase}, ${parts.join(', ')}${others}`;
}
