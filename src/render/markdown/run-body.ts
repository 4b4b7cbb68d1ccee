// What a comment says of an applied run: the result of each center, what did not work, every outcome.
import { gather, type Outcome } from '../../contract/index.js';
import { deedOf } from '../highlights.js';
import type { AppliedCenter, ApplyReport } from '../report.js';
import { count, duration } from '../words.js';
import type { Body } from './bodies.js';
import { clipped, within } from './budget.js';
import { outcomeEntry } from './entry.js';
import { md } from './escape.js';
import { manualLines, ofMany, section, tableLines } from './sections.js';

/** Changes that one reason names. */
const NAMED = 5;

export function applyBody({ centers, problems }: ApplyReport): Body {
  const all = centers.flatMap(({ result }) => result.outcomes);
  const number = (outcomes: readonly Outcome[], status: Outcome['status']): number =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const isDone = problems.length === 0 && centers.every(({ result }) => result.status === 'converged');
  const rows = centers.map(({ result }) => [
    md(clipped(result.center)),
    VERDICTS[result.status],
    ...(['done', 'failed', 'skipped'] as const).map((status) => String(number(result.outcomes, status))),
    String(result.callCount),
    duration(result.durationMs),
  ]);
  const tally = `${number(all, 'done')} done, ${number(all, 'failed')} failed, ${number(all, 'skipped')} skipped`;
  return {
    title: `cutover apply: ${all.length > 0 ? tally : isDone ? 'nothing to do, live is as desired' : 'nothing was done'}`,
    table: tableLines(['Center', 'Result', 'Done', 'Failed', 'Skipped', 'Calls', 'Time'], rows),
    sections: [
      ...section('Did not work', troubles(centers)),
      ...section(
        'Only a person can do this',
        manualLines(
          centers.flatMap(({ result }) =>
            result.manual.map((item) => ofMany(item, result.center, centers.length)),
          ),
        ),
      ),
      ...section('Still not as desired', remaining(centers)),
    ],
    details: centers.map(({ result }) => ({
      title: result.center,
      items: result.outcomes.map((outcome) => {
        const [action = '', address = ''] = [
          outcome.key.slice(0, outcome.key.indexOf(' ')),
          outcome.key.slice(outcome.key.indexOf(' ') + 1),
        ];
        const risk = outcome.status === 'done' ? 'low' : 'high';
        return {
          group: address.split('/', 1)[0] ?? '',
          risk,
          ...(action === 'delete' ? { action: 'delete' as const } : {}),
          lines: () => outcomeEntry(outcome),
        };
      }),
    })),
    facts: [
      count(
        centers.reduce((sum, { result }) => sum + result.reads, 0),
        'read',
      ),
    ],
  };
}

const VERDICTS = {
  converged: 'live is as desired',
  partial: '**in part**',
  refused: '**refused**',
  error: '**error**',
} as const;

/** What failed and what was left out for it, in names, one line a reason. */
function troubles(centers: readonly AppliedCenter[]): string[] {
  const lines = centers.flatMap(({ result, plan }) => {
    const deeds = new Map((plan?.changes ?? []).map((change) => [change.key, change]));
    const undone = result.outcomes.filter(({ status }) => status !== 'done');
    const groups = gather(undone, ({ status, because }) => `${status} ${because ?? ''}`);
    const where = centers.length > 1 ? `${md(clipped(result.center))}: ` : '';
    return [...groups.values()].map((group) => {
      const [first] = group;
      const names = group.slice(0, NAMED).map(({ key }) => {
        const change = deeds.get(key);
        return md(clipped(change ? deedOf(change) : key));
      });
      const more = group.length > NAMED ? ` and ${group.length - NAMED} more` : '';
      const because = first?.because ? `: ${md(clipped(first.because))}` : '';
      return `- ${where}**${first?.status}** ${names.join('; ')}${more}${because}`;
    });
  });
  return within(lines, 12_000, (hidden) => `- … and ${hidden} more`);
}

function remaining(centers: readonly AppliedCenter[]): string[] {
  const lines = centers.flatMap(({ result }) => {
    const told = new Set(result.outcomes.filter(({ status }) => status !== 'done').map(({ key }) => key));
    return result.remaining.filter((key) => !told.has(key)).map((key) => `- ${md(clipped(key))}`);
  });
  return within(lines, 4_000, (hidden) => `- … and ${hidden} more`);
}
