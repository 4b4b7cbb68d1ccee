// The secrets sink: the only place outside the vendor where a generated password is ever written.

import type { LearnedSecret, Problem } from '../contract/index.js';
import { runSecretsCommand } from './sink-command.js';

/** One line of the sink. */
export interface SecretLine extends LearnedSecret {
  readonly center: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Sink {
  /** For people and for `secrets[].sink`: the file, or what the command is called. */
  readonly name: string;
  /** Says, before anything is sent, whether the sink can be written; undefined when it can. */
  preflight(): Promise<Problem | undefined>;
  /** Resolves when the secret is kept for good; rejects when it is not. */
  write(line: SecretLine): Promise<void>;
  close(): Promise<void>;
}

/** A file opened for durable appends (see src/state/append-file.ts); `append` resolves when the line is on disk. */
export interface SinkFile {
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/** Appends JSON lines to `path`, readable by its owner alone. */
export function fileSink(path: string, open: (path: string) => Promise<SinkFile>): Sink {
  let opened: Promise<SinkFile> | undefined;
  const file = (): Promise<SinkFile> => {
    opened ??= open(path);
    return opened;
  };
  return {
    name: path,
    async preflight() {
      try {
        await file();
        return undefined;
      } catch (error) {
        opened = undefined;
        return noSink(
          `The secrets file ${path} cannot be written (${reason(error)}). ` +
            'Name another with --secrets-out, or use --secrets-command.',
        );
      }
    },
    write: async (line) => (await file()).append(sinkLine(line)),
    async close() {
      const closing = opened;
      opened = undefined;
      await (await closing?.catch(() => undefined))?.close();
    },
  };
}

/** Gives each secret to a command, as one JSON line on its standard input. */
export function commandSink(command: string, timeoutMs = 60_000): Sink {
  return {
    name: 'command',
    async preflight() {
      if (command.trim() !== '') return undefined;
      return noSink(
        '--secrets-command is empty. Name a command that keeps the line it reads, or use --secrets-out.',
      );
    },
    write: (line) => runSecretsCommand(command, `${sinkLine(line)}\n`, timeoutMs),
    async close() {},
  };
}

function noSink(message: string): Problem {
  return { code: 'no-secrets-sink', severity: 'error', message, address: null };
}

/** The documented keys first; what a person needs beside the secret after them, never in their place. */
function sinkLine(line: SecretLine): string {
  const { center, address, field, value, at } = line;
  return JSON.stringify({ center, address, field, value, at, ...withoutClash(line.beside ?? {}) });
}

function withoutClash(beside: Readonly<Record<string, string>>): Record<string, string> {
  const taken = new Set(['center', 'address', 'field', 'value', 'at']);
  return Object.fromEntries(Object.entries(beside).filter(([key]) => !taken.has(key)));
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be opened';
}
