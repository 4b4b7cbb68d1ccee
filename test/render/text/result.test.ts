// What an apply did, in text.
import { describe, expect, it } from 'vitest';
import type { CenterResult } from '../../../src/contract/index.js';
import { resultLines } from '../../../src/render/text/result.js';
import { createTheme } from '../../../src/render/text/theme.js';

const result = (part: Partial<CenterResult> = {}): CenterResult => ({
  center: 'acme',
  status: 'converged',
  outcomes: [{ key: 'create queue/1', status: 'done', because: null }],
  callCount: 20,
  reads: 8,
  rounds: 1,
  remaining: [],
  secrets: [],
  problems: [],
  manual: [],
  durationMs: 812,
  ...part,
});
const shown = (part?: Partial<CenterResult>): string =>
  resultLines(result(part), { theme: createTheme(false), width: 100, verbose: false }).join('\n');

describe('the result of an apply', () => {
  it('is one line when all went well', () => {
    expect(shown()).toBe('Applied acme: 1 done. 20 calls, 8 reads, 1 round, 0.8 s. Live is as desired.');
  });
  it('is one line when there was nothing to do', () => {
    expect(shown({ outcomes: [], callCount: 0, reads: 4 })).toBe(
      'acme: nothing to do, live is as desired (4 reads).',
    );
  });
  it('says that nothing was changed when it was refused', () => {
    // What was to be done stands in the plan above it.
    const remaining = ['create queue/1'];
    expect(shown({ status: 'refused', outcomes: [], callCount: 0, remaining })).toBe(
      'acme: Refused: nothing was changed.',
    );
  });
  it('names what did not work, and why', () => {
    expect(
      shown({
        status: 'partial',
        outcomes: [
          { key: 'create queue/1', status: 'done', because: 'existed already' },
          { key: 'create queue/2', status: 'failed', because: 'the vendor says 100004' },
          {
            key: 'create membership/2/1',
            status: 'skipped',
            because: 'waits for create queue/2, which failed',
          },
          {
            key: 'update campaign/1',
            status: 'failed',
            because: '1 part of it failed',
            details: [{ id: 'c7', message: 'bad number' }],
          },
        ],
        remaining: ['create queue/2', 'create queue/3'],
        manual: [{ address: 'relay-number/1', reason: 'not owned', blocks: [] }],
        secrets: [
          { address: 'extension/1', sink: '.cutover/acme.secrets.jsonl' },
          { address: 'extension/2', sink: '.cutover/acme.secrets.jsonl' },
        ],
      }),
    ).toBe(`  Failed
    create queue/2: the vendor says 100004
    update campaign/1: 1 part of it failed
      c7: bad number
  Skipped
    create membership/2/1: waits for create queue/2, which failed
  Notes
    create queue/1: existed already
  Only a person can do this (manual)
    relay-number/1: not owned
  Still not as desired
    create queue/3
  Secrets
    2 secrets -> .cutover/acme.secrets.jsonl
Applied acme: 1 done, 2 failed, 1 skipped. 20 calls, 8 reads, 1 round, 0.8 s. Live is not yet as desired.`);
  });
});
