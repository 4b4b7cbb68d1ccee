// Where a command writes and what it may ask of its surroundings: real streams for a user, captured ones for `demo`.
import { createRedactor, type Redactor } from '../secrets/redact.js';

export interface Streams {
  /** Results: standard output. */
  readonly write: (text: string) => void;
  /** Everything else: standard error. */
  readonly note: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output and standard error are terminals, and standard input can answer a question. */
  readonly terminal: { readonly out: boolean; readonly err: boolean; readonly input: boolean };
  /** Columns of the terminal, or 100. */
  readonly width: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

export interface Io extends Streams {
  /** Knows every secret of this run. What is written passes it; so must what goes to files. */
  readonly redactor: Redactor;
}

/** The same streams for one command: whatever it writes, no secret that it has met by then is in it. */
export function withoutSecrets(io: Streams): Io {
  const redactor = createRedactor();
  return {
    ...io,
    redactor,
    write: (text) => io.write(redactor.output(text)),
    note: (text) => io.note(redactor.output(text)),
  };
}

const WIDTH = { min: 40, normal: 100, max: 160 };

/** The process's own streams. */
export function processIo(signal: AbortSignal): Streams {
  const { stdin, stdout, stderr, env } = process;
  // A reader that went away (`| head`) ends the output, not the program's work.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreBrokenPipe);
  return {
    write: (text) => void stdout.write(text),
    note: (text) => void stderr.write(text),
    env,
    terminal: { out: stdout.isTTY === true, err: stderr.isTTY === true, input: stdin.isTTY === true },
    width: stdout.isTTY ? Math.min(WIDTH.max, Math.max(WIDTH.min, stdout.columns)) : WIDTH.normal,
    signal,
  };
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export interface ColourFlags {
  readonly color?: boolean;
}

/** Flags first, then NO_COLOR and FORCE_COLOR, then whether the stream is a terminal. */
export function wantsColour(io: Io, flags: ColourFlags, stream: 'out' | 'err' = 'out'): boolean {
  if (flags.color !== undefined) return flags.color;
  const { NO_COLOR, FORCE_COLOR, TERM } = io.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return io.terminal[stream] && TERM !== 'dumb';
}

/** True where lines may be redrawn and questions asked: a person's terminal, not a pipeline's pretence of one. */
export function isInteractive(io: Io): boolean {
  const { CI } = io.env;
  return io.terminal.err && (CI === undefined || CI === '' || CI === 'false');
}
