// Asks a person before anything is written. Without a terminal there is nobody to ask: refused.
import { createInterface } from 'node:readline/promises';
import { RefusedError } from '../../contract/index.js';
import { type Io, isInteractive } from '../io.js';
import { problem } from '../problem.js';

/** Resolves when the answer is `yes`; throws RefusedError otherwise. */
export async function approved(io: Io, question: string): Promise<void> {
  if (!isInteractive(io) || !io.terminal.input) {
    throw refusal(
      'There is no terminal to ask for approval. Look at the plan, then run again with --auto-approve.',
    );
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} Only "yes" goes on: `, { signal: io.signal });
    if (answer.trim().toLowerCase() !== 'yes') throw refusal('Not approved: nothing was changed.');
  } finally {
    asking.close();
  }
}

function refusal(message: string): RefusedError {
  return new RefusedError([problem('no-approval', message)]);
}
