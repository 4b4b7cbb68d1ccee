// Every switch of Callbot's model and door as a mode of its own, with the laws that cannot hold in it and why.
import type { Mode } from '../../../src/conformance/index.js';

const switched = (name: string, value: string, more: Partial<Mode> = {}): Mode => ({
  name: `${name}=${value}`,
  options: { [name]: value },
  ...more,
});

const KEPT = 'A setting that the file says no more is kept by the vendor, and no call shows or clears it';
const UNKNOWN_LIMIT = 'How many contacts one call takes is known only when the vendor refuses (4001)';
const WHOLE_SAMPLE =
  'Whether a create needs every field of the sample is known only when the vendor refuses (2), and it is sent again with all';
const TAKEN =
  'An id that a batch replaced is spent: who is sent again in the next batch is refused, by name, and for a person';
const APART =
  'Whoever was added beside the batches cannot be told from one of a batch that is not shown: sent again, it is refused by name, and stays';

/** Laws about the end that a run comes to. */
const ends = (reason: string, ...more: readonly string[]): Record<string, string> =>
  Object.fromEntries(['converge', 'faults', 'crash', ...more].map((law) => [law, reason]));

export const modes: readonly Mode[] = [
  { name: 'usual' },
  { name: 'SHA256', settings: { algorithm: 'SHA256' }, options: { consoleAlgorithm: 'SHA256' } },
  switched('duplicateTask', 'keep'),
  switched('duplicateOrder', 'refuse'),
  switched('duplicateOrder', 'keep'),
  switched('deletedOrder', 'taken', { except: ends(TAKEN, 'stale', 'scope') }),
  switched('sameState', 'accept'),
  switched('pauseWaiting', 'accept'),
  switched('restartFinished', 'accept'),
  switched('stateDelay', '700'),
  switched('delCall', 'completeOnly'),
  switched('updateOmitted', 'keep', { except: ends(KEPT) }),
  switched('createRequires', 'sample', { except: { minimal: WHOLE_SAMPLE } }),
  switched('unknownFields', 'ignore'),
  switched('unseenReplies', 'bare'),
  switched('appendErrors', 'orderID'),
  switched('emptyErrList', 'array'),
  switched('numbersWhile', 'notRunning'),
  switched('numbersWhile', 'any'),
  switched('appended', 'apart', { except: ends(APART, 'stale') }),
  switched('exported', 'dialled'),
  switched('importRuns', '700'),
  { name: 'importRuns=700 of the task', options: { importRuns: '700', importCloses: 'task' } },
  switched('maxAppend', '1', { except: { minimal: UNKNOWN_LIMIT } }),
  switched('maxPage', '10'),
  switched('emptyConditions', 'refuse'),
  switched('unknownOrder', 'refuse'),
  switched('emptyCallback', 'refuse'),
  switched('echoAlgorithm', 'no'),
  switched('clockWindow', 'off'),
];
