// Simulators and clients of one test: closed after it, whether it passed or not.
import { afterEach } from 'vitest';

/** `start`, and whatever it starts is closed after each test. */
export function closedAfterEach<Given extends unknown[], Running extends { close(): Promise<void> }>(
  start: (...given: Given) => Promise<Running>,
): (...given: Given) => Promise<Running> {
  const open: Running[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  return async (...given) => {
    const running = await start(...given);
    open.push(running);
    return running;
  };
}
