// The first SIGINT or SIGTERM asks for an orderly end; a second one ends the program at once.
import { setMaxListeners } from 'node:events';
import { EXIT } from './exit.js';

/** A signal that aborts at the first interruption. */
export function interruptions(): AbortSignal {
  const controller = new AbortController();
  // Every center, and every pause of it, listens.
  setMaxListeners(0, controller.signal);
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new Error('interrupted'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return controller.signal;
}
