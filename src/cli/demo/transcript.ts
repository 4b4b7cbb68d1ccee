// Runs command lines in this process and writes them down as a terminal would show them.
import { columns } from '../../render/text/columns.js';
import type { Theme } from '../../render/text/theme.js';
import type { ExitCode } from '../exit.js';
import type { Io } from '../io.js';
import { runProgram } from '../program.js';

/** A step did not do what it said. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

export interface Transcript {
  /** A heading and what is going to happen. */
  say(heading: string, ...lines: readonly string[]): void;
  line(text: string): void;
  /** Runs `cutover ARGV`, shows it with its output, and returns that output. Throws DemoError on another exit code. */
  run(expected: ExitCode, ...argv: readonly string[]): Promise<string>;
  check(holds: boolean, claim: string): void;
}

export function createTranscript(io: Io, theme: Theme): Transcript {
  let step = 0;
  const line = (text: string): void => io.write(`${text}\n`);
  return {
    line,
    say(heading, ...lines) {
      step += 1;
      const title = `${step}. ${heading}`;
      line('');
      line(theme.title(title));
      line(theme.title('='.repeat(columns(title))));
      for (const text of lines) line(text);
    },
    async run(expected, ...argv) {
      let output = '';
      const keep = (text: string): void => {
        output += text;
      };
      line('');
      line(theme.title(`$ cutover ${argv.join(' ')}`));
      const terminal = { out: false, err: false, input: false };
      const code = await runProgram(argv, { ...io, write: keep, note: keep, terminal, width: io.width - 2 });
      for (const text of output.trimEnd().split('\n')) line(text === '' ? '' : `  ${text}`);
      line(theme.faint(`  (exit ${code})`));
      if (code !== expected)
        throw new DemoError(`cutover ${argv.join(' ')} ended with ${code} instead of ${expected}.`);
      return output;
    },
    check(holds, claim) {
      if (!holds) throw new DemoError(`this does not hold: ${claim}.`);
    },
  };
}
