// Streams that remember, for commands run within the test.
import type { Io } from '../../src/cli/io.js';
import { createRedactor } from '../../src/secrets/redact.js';

export interface Captured extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

export function captured(part: Partial<Io> = {}): Captured {
  let out = '';
  let err = '';
  return {
    write: (text) => {
      out += text;
    },
    note: (text) => {
      err += text;
    },
    env: {},
    terminal: { out: false, err: false, input: false },
    width: 100,
    signal: new AbortController().signal,
    redactor: createRedactor(),
    ...part,
    out: () => out,
    err: () => err,
  };
}
