// `--format markdown`: a pull-request comment. The table first, then risks in words, then folded details, then what
// changed since the last push; never longer than a comment may be.
import { createHash } from 'node:crypto';
import type { Problem } from '../../contract/index.js';
import type { Report } from '../report.js';
import { count } from '../words.js';
import { type Body, bodyOf } from './bodies.js';
import { sizeOf } from './budget.js';
import { detailLines } from './details.js';
import { md } from './escape.js';
import { type Former, stateMarker } from './marker.js';
import { problemLines, section } from './sections.js';
import { sinceLines } from './since.js';

/** Characters of a comment. GitHub takes 65,536; the rest is for what a pipeline puts around it. */
export const MOST_CHARACTERS = 60_000;
const NOTE = 400;

export interface MarkdownOptions {
  /** The plan of the last push, `unreadable` if there was one that cannot be compared; absent: there was none. */
  readonly former?: Former | 'unreadable';
}

export function reportMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const body = bodyOf(report);
  const head = [
    commentMarker(report),
    `### ${body.title}`,
    '',
    ...body.table,
    ...problems(report),
    ...body.sections,
  ];
  const state = report.what === 'plan' && report.centers.length > 0 ? stateMarker(report.centers) : undefined;
  const tail = [...since(report, options), ...footer(report, body), ...(state === undefined ? [] : [state])];
  const room = MOST_CHARACTERS - sizeOf(head) - sizeOf(tail) - NOTE;
  const details = detailLines(body.details, room);
  const all = body.details.reduce((sum, part) => sum + part.items.length, 0);
  const note =
    details.hidden === 0
      ? []
      : [
          `> **${details.hidden} of ${count(all, 'change')} are not shown here**: a comment holds at most 60,000 characters. What is risky and what is deleted is shown first. All of it: \`cutover show plan.json\`, or \`--format html\`.`,
          '',
        ];
  return `${[...head, ...details.lines, ...note, ...tail].join('\n').trimEnd()}\n`;
}

/** Names the comment that is updated in place: one for each command and set of centers. */
function commentMarker(report: Report): string {
  const centers =
    report.what === 'validate'
      ? []
      : report.centers.map((one) => ('center' in one ? one.center : one.result.center));
  const set = createHash('sha256')
    .update([...centers].sort().join('\0'))
    .digest('hex')
    .slice(0, 12);
  return `<!-- cutover:comment ${report.what} ${set} -->`;
}

function problems(report: Report): string[] {
  const many = report.what !== 'validate' && report.centers.length > 1;
  const own = (one: { readonly problems: readonly Problem[] }, center: string) =>
    one.problems.map((problem) => (many ? { ...problem, center } : problem));
  const ofCenters =
    report.what === 'validate'
      ? []
      : report.centers.flatMap((one) =>
          'center' in one ? own(one, one.center) : own(one.result, one.result.center),
        );
  const all = [...report.problems, ...ofCenters];
  const isRefused = report.what === 'plan' && report.centers.some(({ status }) => status === 'refused');
  return section(isRefused ? 'Refused: it cannot be applied like this' : 'Problems', problemLines(all));
}

function since(report: Report, { former }: MarkdownOptions): string[] {
  if (report.what !== 'plan' || former === undefined) return [];
  return section(
    'Since the last push',
    sinceLines(report.centers, former === 'unreadable' ? undefined : former),
  );
}

function footer(report: Report, body: Body): string[] {
  const parts = [md(report.tool), ...body.facts];
  return [`<sub>${parts.join(' · ')}</sub>`, ''];
}
