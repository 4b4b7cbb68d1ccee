// The first SIGINT or SIGTERM asks for an orderly end; a second one ends the program at once.
import { EXIT } from './exit.js';

/** A signal that aborts at the first interruption. */
export function interruptions(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
