// What a webhook is told of drift: JSON that any program can read, with a `text` that Slack and its kin show as it is.
import type { Problem } from '../../contract/index.js';
import type { DriftDirection } from '../../plan/drift-direction.js';
import type { DriftPlan } from '../report.js';
import { plain } from '../sanitize.js';
import { count, DRIFTED } from '../words.js';

export interface NotifiedCenter {
  readonly plan: DriftPlan;
  /** `error`: it could not be read, or not to its end. */
  readonly status: 'drift' | 'clean' | 'error';
  /** When this drift, or the first of these failures, was first told. */
  readonly since?: string;
}

export interface NotificationInput {
  readonly event: 'drift' | 'error' | 'resolved';
  readonly tool: string;
  /** ISO 8601. */
  readonly at: string;
  readonly exitCode: number;
  readonly centers: readonly NotifiedCenter[];
  /** Of the files or the command line, before any center. */
  readonly problems: readonly Problem[];
}

/** Most changes and problems that are listed of one center. */
const LISTED = 20;
/** Slack cuts longer texts. */
const LONGEST_TEXT = 3000;

/** The whole payload; nothing in it is longer than a person reads. */
export function notification(input: NotificationInput): Readonly<Record<string, unknown>> {
  const { event, tool, at, exitCode, centers, problems } = input;
  return {
    text: shortened(textOf(input)),
    formatVersion: 1,
    tool,
    event,
    at,
    exitCode,
    centers: centers.map(({ plan, status, since }) => ({
      center: plan.center,
      provider: plan.provider,
      status,
      ...(since === undefined ? {} : { since }),
      differences: plan.changes.length,
      directions: directionsOf(plan),
      manual: plan.manual.length,
      changes: plan.changes
        .slice(0, LISTED)
        .map(({ key, kind, address, label, direction, risk, riskReason }) => ({
          key,
          kind,
          address,
          ...(label === undefined ? {} : { label }),
          direction,
          risk,
          ...(riskReason === undefined ? {} : { riskReason }),
        })),
      problems: told(plan.problems),
    })),
    problems: told(problems),
  };
}

function told(problems: readonly Problem[]) {
  return problems.slice(0, LISTED).map(({ code, message, file, line }) => ({
    code,
    message: plain(message),
    ...(file === undefined ? {} : { file, line }),
  }));
}

function directionsOf(plan: DriftPlan): Record<DriftDirection, number> {
  const counts: Record<DriftDirection, number> = {
    'ours-changed': 0,
    'ours-gone': 0,
    'foreign-new': 0,
    unknowable: 0,
  };
  for (const { direction } of plan.changes) counts[direction] += 1;
  return counts;
}

function textOf({ event, centers, problems }: NotificationInput): string {
  if (event === 'resolved')
    return `No drift any more: ${centers.map(({ plan }) => safe(plan.center)).join(', ')}.`;
  const lines = centers.filter(({ status }) => status !== 'clean').map(lineOf);
  const files = problems
    .slice(0, 3)
    .map(({ message, file }) => `${file === undefined ? '' : `${safe(file)}: `}${safe(message)}`);
  return [...lines, ...files].join('\n') || 'The check for drift failed.';
}

function lineOf({ plan, status, since }: NotifiedCenter): string {
  const name = safe(plan.center);
  if (status === 'error') {
    const [problem] = plan.problems;
    return `${name}: could not be checked for drift. ${problem ? safe(problem.message) : ''}`.trimEnd();
  }
  const parts = Object.entries(directionsOf(plan))
    .filter(([, number]) => number > 0)
    .map(([direction, number]) => `${number} ${DRIFTED[direction as DriftDirection]}`);
  if (plan.manual.length > 0) parts.push(`${plan.manual.length} for a person`);
  const risky = plan.changes.filter(({ risk }) => risk === 'high').length;
  const risk = risky > 0 ? ` High risk to put back: ${risky}.` : '';
  const age = since === undefined ? '' : ` Known since ${since}.`;
  return `${name}: drift, ${count(plan.changes.length + plan.manual.length, 'difference')} (${parts.join(', ')}).${risk}${age}`;
}

/** Slack reads `<`, `>` and `&` as markup: a name must not call a channel or become a link. */
function safe(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200a');
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT - 1).replace(/\p{Surrogate}$/u, '')}…`;
}
