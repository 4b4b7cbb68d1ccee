// Runs the user's `--secrets-command` for one secret; anything but exit code 0 means that the secret is not kept.

import { spawn } from 'node:child_process';
import pLimit from 'p-limit';

/** One secret at a time, whatever the center: the command may well add to one file. */
const inTurn = pLimit(1);

/** Resolves when the command ended well. Neither the secret nor the command's own words reach the error. */
export function runSecretsCommand(command: string, input: string, timeoutMs: number): Promise<void> {
  return inTurn(() => run(command, input, timeoutMs));
}

function run(command: string, input: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, stdio: ['pipe', 'ignore', 'ignore'], timeout: timeoutMs });
    let broken = false;
    child.once('error', () => reject(new Error('the secrets command could not be started')));
    child.once('close', (code, signal) => {
      if (code === 0 && !broken) return resolve();
      const how = signal
        ? `was ended by ${signal}`
        : code !== 0
          ? `ended with exit code ${code}`
          : 'did not read its input';
      reject(new Error(`the secrets command ${how}`));
    });
    // A command that exits without reading closes the pipe: the secret was not taken.
    child.stdin.once('error', () => {
      broken = true;
    });
    child.stdin.end(input);
  });
}
