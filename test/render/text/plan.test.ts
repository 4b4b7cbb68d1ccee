// How a plan looks: goldens with and without colour, folding, width and speed of growth.
import { describe, expect, it } from 'vitest';
import type { CenterPlan } from '../../../src/contract/index.js';
import { columns } from '../../../src/render/text/columns.js';
import { planLines } from '../../../src/render/text/plan.js';
import { createTheme, type TextOptions } from '../../../src/render/text/theme.js';
import { busyPlan, centerPlan, change } from '../plans.js';

const options = (part: Partial<TextOptions> & { colour?: boolean } = {}): TextOptions => ({
  theme: createTheme(part.colour ?? false),
  width: 100,
  verbose: false,
  ...part,
});
const shown = (plan: CenterPlan, part: Parameters<typeof options>[0] = {}): string =>
  planLines(plan, options(part)).join('\n');
const creates = (number: number): CenterPlan =>
  centerPlan({
    changes: Array.from({ length: number }, (_, index) =>
      change({
        action: 'create',
        address: `agent/${index}`,
        fields: [{ path: 'a', before: null, after: 1 }],
      }),
    ),
  });

describe('a plan in text', () => {
  it('is grouped by kind, names beside ids, and closes with one line', () => {
    expect(shown(busyPlan)).toBe(
      `acme-support (vendor)

  Queues: 1 to create, 1 to change
    + queue/9001 Support
        maxLength 128, strategy longest_idle
    ~ queue/9002 客服  [medium risk: callers wait longer]
        timeout 60 -> 90

  Agents: 1 to delete
    - agent/10040 Old One  [high risk: takes calls now]

  Memberships: 1 to bind, 1 to unbind
    bind membership 9001 Support <- 10031 Li Wei
    unbind membership 9002 客服 <- 10031 Li Wei  [assumed: the vendor shows no presence]

  Only a person can do this (manual)
    relay-number/057100000000: the account does not own this number
        left out until then: relay-default

  Live but in no file (unmanaged): left alone
    agent/77
    queue/9009

  Problems
    max-deletes: deletes 1 of 2 agents.

Plan: 2 to create, 1 to change, 2 to delete. 18 calls, lower bound 18. Verified on the model.`,
    );
  });

  it('says the same words in colour', () => {
    const coloured = shown(busyPlan, { colour: true });
    expect(coloured).toContain('\u001b[32m+ queue/9001 Support\u001b[39m');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(shown(busyPlan));
  });

  it('is one line for a clean center', () => {
    expect(shown(centerPlan({ unmanaged: ['agent/77'] }))).toBe(
      'acme-support: no changes, live is as desired (4 reads, 1 unmanaged).',
    );
  });

  it('keeps what only a person can do when nothing else is left', () => {
    const manual = [{ address: 'relay-number/1', reason: 'not owned', blocks: [] }];
    expect(shown(centerPlan({ manual }))).toContain('relay-number/1: not owned');
  });

  it('says why a refused plan is refused', () => {
    expect(shown({ ...busyPlan, status: 'refused' })).toMatch(
      /Verified on the model\. Refused: see the problems above\.$/,
    );
  });

  it('says when it was not run on the model, and which calls depend on an answer', () => {
    const plan = {
      ...busyPlan,
      verified: false,
      conditionalCalls: 1,
      calls: [
        {
          id: 'c1',
          operation: 'enable',
          method: 'PUT' as const,
          path: 'x',
          changes: [],
          after: [],
          wave: 1,
          conditional: 'subscription/crm starts disabled',
        },
      ],
    };
    expect(shown(plan)).toContain('1 more call only if needed\n    subscription/crm starts disabled');
    expect(shown(plan)).toMatch(/Not verified on the model\.$/);
  });
});

describe('long plans', () => {
  it('fold what is alike, with a count', () => {
    expect(shown(creates(100))).toContain('    … 80 more like these (--verbose shows all)');
    expect(shown(creates(100), { verbose: true }).match(/\+ agent/g)).toHaveLength(100);
    expect(shown(creates(21)).match(/\+ agent/g)).toHaveLength(21);
  });

  it('never fold a delete or a risk', () => {
    const plan = creates(100);
    const risky = change({ action: 'create', address: 'agent/zz', risk: 'high' });
    const deletes = Array.from({ length: 50 }, (_, index) =>
      change({ action: 'delete', address: `agent/d${index}` }),
    );
    const text = shown({ ...plan, changes: [...plan.changes, risky, ...deletes] });
    expect(text).toContain('+ agent/zz  [high risk]');
    expect(text.match(/- agent\/d/g)).toHaveLength(50);
  });

  it('stay within the width, Chinese names counted as the terminal does', () => {
    const fields = Array.from({ length: 30 }, (_, index) => ({
      path: `field${index}`,
      before: null,
      after: '客服',
    }));
    const plan = centerPlan({ changes: [change({ action: 'create', address: 'queue/1', fields })] });
    for (const width of [60, 100]) {
      for (const line of planLines(plan, options({ width })).filter((one) => one.startsWith('     ')))
        expect(columns(line)).toBeLessThanOrEqual(width);
    }
  });
});
