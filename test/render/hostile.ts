// Texts of others at their worst, and plans made of them.
import fc from 'fast-check';
import type { CenterPlan, CenterResult, Change, Problem } from '../../src/contract/index.js';
import type { DriftDirection } from '../../src/plan/drift-direction.js';
import { centerPlan, change } from './plans.js';

/** Characters that no format may pass on: what a terminal acts on, and what turns the order of a line around. */
export const FORBIDDEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/u;

export const NASTY = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!--',
  '-->',
  ']]>',
  '</details>',
  '</summary>',
  '::error file=a.yaml::gotcha',
  '\n::error::gotcha',
  '##[error]gotcha',
  '@octocat @team/all #1 GH-1 :smile:',
  '[click](javascript:alert(1))',
  '![x](https://example.com/x.png)',
  'https://example.com www.example.com a@example.com',
  'a | b |\n| c',
  '```\n# end',
  '````',
  '`code`',
  '**bold** _it_ ~~no~~',
  '\u202egnp.exe',
  '\u2066x\u2069',
  '\u001b[2J',
  '\u0000',
  '\u2028',
  'e\u0301',
  '\ud800',
  '--- live/x\n+++ desired/x\n@@ -1 +1 @@',
  '"; drop',
  "'",
  '\\',
  '\\u003c',
  '%0A::error::x',
  '% d',
  '\r\n',
  '\t',
  ' ',
  '',
  '客服中心',
  'مرحبا',
  'A'.repeat(120),
];

export const hostileText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.tuple(fc.constantFrom(...NASTY), fc.string({ maxLength: 6 })).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const value = fc.oneof(
  hostileText,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(hostileText, { maxLength: 3 }),
  fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
  fc.constant({ $secret: 'env:PIN', fingerprint: '0a1b2c3d' }),
);

const aChange = fc
  .record({
    action: fc.constantFrom('create' as const, 'update' as const, 'delete' as const),
    kind: fc.constantFrom('queue', 'agent', '<b>'),
    label: fc.option(hostileText, { nil: undefined }),
    isBinding: fc.boolean(),
    fields: fc.array(fc.record({ path: hostileText, before: value, after: value }), { maxLength: 3 }),
    certainty: fc.constantFrom('verified' as const, 'assumed' as const, 'unknowable' as const),
    risk: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
    reason: hostileText,
    place: fc.option(hostileText, { nil: undefined }),
  })
  .map((drawn) => (index: number): Change => {
    const { action, kind, label, isBinding, fields, certainty, risk, reason, place } = drawn;
    const address = `${kind}/id${index}x`;
    return change({
      action,
      kind,
      address,
      ...(label === undefined ? {} : { label }),
      ...(isBinding
        ? { ends: [{ address, ...(label === undefined ? {} : { label }) }, { address: 'agent/7' }] as const }
        : {}),
      fields,
      certainty,
      certaintyReason: reason,
      risk,
      ...(risk === 'low' ? {} : { riskReason: reason }),
      ...(place === undefined ? {} : { source: { file: place, line: index + 1, column: 3 } }),
    });
  });

const aProblem = fc
  .record({
    severity: fc.constantFrom('error' as const, 'warning' as const),
    message: hostileText,
    file: fc.option(hostileText, { nil: undefined }),
  })
  .map(({ severity, message, file }) => (index: number): Problem => {
    return {
      code: `problem-${index}x`,
      severity,
      message,
      ...(file === undefined ? {} : { file, line: 2, column: 1 }),
    };
  });

/** A plan of hostile texts whose addresses and problem codes can be told apart: `id0x`, `problem-0x`. */
export const hostilePlan: fc.Arbitrary<CenterPlan> = fc
  .record({
    center: hostileText,
    changes: fc.array(aChange, { maxLength: 6 }),
    problems: fc.array(aProblem, { maxLength: 3 }),
    reason: hostileText,
    before: fc.nat(5),
  })
  .map(({ center, changes, problems, reason, before }) => {
    const all = changes.map((make, index) => make(index));
    return centerPlan({
      center,
      provider: reason,
      changes: all,
      calls: all.map((one, index) => ({
        id: `c${index + 1}`,
        operation: 'write',
        method: 'PUT' as const,
        path: `objects/${index}${reason}`,
        body: { Name: one.label ?? reason, Pin: { $secret: 'env:PIN' } },
        changes: [one.key],
        after: index === 0 ? [] : [`c${index}`],
        wave: index + 1,
      })),
      problems: problems.map((make, index) => make(index)),
      unmanaged: [`queue/${reason}`],
      manual: [{ address: 'relay-number/manual0x', reason, blocks: [reason] }],
      ...(all.length > 0
        ? {
            staffing: [
              { pool: 'queue/id0x', label: reason, member: 'agent', before, leave: before, join: 1 },
            ],
          }
        : {}),
    });
  });

const DIRECTIONS: readonly DriftDirection[] = ['ours-changed', 'ours-gone', 'foreign-new', 'unknowable'];

export function drifted(plan: CenterPlan) {
  return {
    ...plan,
    changes: plan.changes.map((one, index) => ({ ...one, direction: DIRECTIONS[index % 4] ?? 'unknowable' })),
  };
}

const STATUSES = ['done', 'failed', 'skipped'] as const;

/** A run of the plan in which something of everything happened. */
export function applied(plan: CenterPlan): CenterResult {
  return {
    center: plan.center,
    status: 'partial',
    outcomes: plan.changes.map((one, index) => ({
      key: one.key,
      status: STATUSES[index % 3] ?? 'done',
      because: index % 3 === 0 ? null : plan.provider,
      ...(index % 3 === 1 ? { details: [{ id: plan.provider, message: plan.provider }] } : {}),
    })),
    callCount: plan.callCount,
    reads: 4,
    rounds: 1,
    remaining: [],
    secrets: [],
    problems: plan.problems,
    manual: plan.manual,
    durationMs: 812,
  };
}
