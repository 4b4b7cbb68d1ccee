// What a comment says in its own way for a plan, a drift report, an applied run and a check of files.
import type { CenterPlan, Problem } from '../../contract/index.js';
import type { DriftReport, FilesReport, PlanReport, Report } from '../report.js';
import { count } from '../words.js';
import { clipped, within } from './budget.js';
import type { Folded } from './details.js';
import { changeEntry, driftEntry } from './entry.js';
import { md } from './escape.js';
import { applyBody } from './run-body.js';
import {
  irreversibleLines,
  manualLines,
  ofMany,
  riskCell,
  riskLines,
  section,
  tableLines,
  tallyLines,
  uncertainLines,
} from './sections.js';

export interface Body {
  /** Markdown. */
  readonly title: string;
  readonly table: readonly string[];
  readonly sections: readonly string[];
  readonly details: readonly Folded[];
  /** Markdown, for the last line. */
  readonly facts: readonly string[];
}

const ROOM_UNMANAGED = 2_000;

export function bodyOf(report: Report): Body {
  if (report.what === 'plan') return planBody(report);
  if (report.what === 'drift') return driftBody(report);
  if (report.what === 'apply') return applyBody(report);
  return filesBody(report);
}

function planBody({ centers, problems }: PlanReport): Body {
  const sum = (part: 'create' | 'update' | 'delete'): number =>
    centers.reduce((total, { summary }) => total + summary[part], 0);
  const pending = centers.some((plan) => plan.changes.length > 0 || plan.manual.length > 0);
  const failed = isUnknown(centers, problems);
  const wanted = `${sum('create')} to create, ${sum('update')} to change, ${sum('delete')} to delete`;
  const title = pending ? wanted : failed ? 'no plan could be made' : 'no changes, live is as desired';
  const rows = stirring(centers).map((plan) => [
    md(clipped(plan.center)),
    ...[plan.summary.create, plan.summary.update, plan.summary.delete].map(String),
    plan.callCount === plan.lowerBound
      ? String(plan.callCount)
      : `${plan.callCount} (lower bound ${plan.lowerBound})`,
    plan.status === 'refused' ? `**refused**, ${riskCell(plan)}` : (STATUS[plan.status] ?? riskCell(plan)),
  ]);
  return {
    title: `cutover plan: ${title}`,
    table: tableLines(['Center', 'Create', 'Change', 'Delete', 'Calls', 'Risk'], rows),
    sections: [...quiet(centers), ...tallyLines(centers), ...planSections(centers, 'Risks')],
    details: centers.map((plan) => ({
      title: plan.center,
      items: plan.changes.map((change) => {
        return {
          group: change.kind,
          risk: change.risk,
          action: change.action,
          lines: () => changeEntry(change),
        };
      }),
    })),
    facts: centers.length === 0 ? [] : [verified(centers), reads(centers)],
  };
}

const STATUS: Readonly<Record<string, string>> = {
  invalid: '**invalid**',
  error: '**error**',
  clean: 'none',
};

function driftBody({ centers, problems }: DriftReport): Body {
  const number = (plan: CenterPlan, direction: string): string =>
    String(
      plan.changes.filter((change) => (change as { direction?: string }).direction === direction).length,
    );
  const total = centers.reduce((sum, plan) => sum + plan.changes.length, 0);
  const rows = stirring(centers).map((plan) => [
    md(clipped(plan.center)),
    ...['ours-changed', 'ours-gone', 'foreign-new', 'unknowable'].map((direction) => number(plan, direction)),
    plan.status === 'error' || plan.status === 'invalid' ? '**error**' : riskCell(plan),
  ]);
  return {
    title: `cutover drift: ${driftTitle(total, isUnknown(centers, problems))}`,
    table: tableLines(['Center', 'Changed', 'Missing', 'Extra', 'Unknowable', 'Risk to put back'], rows),
    sections: [...quiet(centers), ...planSections(centers, 'Risks of putting it back')],
    details: centers.map((plan) => ({
      title: plan.center,
      items: plan.changes.map((change) => {
        return { group: change.kind, risk: change.risk, lines: () => driftEntry(change) };
      }),
    })),
    facts: centers.length === 0 ? [] : ['to put it back: cutover apply', reads(centers)],
  };
}

/** Something could not be compared, so that nothing found does not mean nothing there. */
function isUnknown(centers: readonly CenterPlan[], problems: readonly Problem[]): boolean {
  return problems.length > 0 || centers.some(({ status }) => !['clean', 'changes'].includes(status));
}

function driftTitle(total: number, unknown: boolean): string {
  if (total > 0) return `${count(total, 'difference')} between live and the files`;
  return unknown ? 'could not compare live with the files' : 'live is as the files say';
}

function filesBody({ problems, summary }: FilesReport): Body {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ];
  return {
    title: `cutover validate: ${parts.length === 0 ? 'the files are valid' : parts.join(', ')}`,
    table: summary === '' ? [] : [`${md(clipped(summary))}.`, ''],
    sections: [],
    details: [],
    facts: [],
  };
}

function planSections(centers: readonly CenterPlan[], risks: string): string[] {
  const many = centers.length;
  const manual = centers.flatMap((plan) => plan.manual.map((item) => ofMany(item, plan.center, many)));
  return [
    ...section(risks, riskLines(centers)),
    ...section('Only a person can do this', manualLines(manual)),
    ...section('Cannot be undone', irreversibleLines(centers)),
    ...section('What cannot be checked', uncertainLines(centers)),
    ...unmanaged(centers),
  ];
}

/** Centers with something to say; all of them if none has. */
function stirring<T extends CenterPlan>(centers: readonly T[]): readonly T[] {
  const some = centers.filter((plan) => !isQuiet(plan));
  return some.length === 0 && centers.length <= 20 ? centers : some;
}

function isQuiet(plan: CenterPlan): boolean {
  return plan.status === 'clean' && plan.changes.length + plan.manual.length + plan.problems.length === 0;
}

function quiet(centers: readonly CenterPlan[]): string[] {
  const number = centers.length - stirring(centers).length;
  return number === 0 ? [] : [`${count(number, 'more center')} without changes.`, ''];
}

function unmanaged(centers: readonly CenterPlan[]): string[] {
  const all = centers.flatMap((plan) => plan.unmanaged);
  if (all.length === 0) return [];
  const lines = all.map((address) => `- ${md(clipped(address))}`);
  return [
    `<details><summary>${count(all.length, 'live object')} that the files do not mention ${all.length === 1 ? 'stays as it is' : 'stay as they are'}</summary>`,
    '',
    ...within(lines, ROOM_UNMANAGED, (hidden) => `- … and ${hidden} more`),
    '',
    '</details>',
    '',
  ];
}

function verified(centers: readonly CenterPlan[]): string {
  const made = centers.filter(({ status }) => status !== 'error' && status !== 'invalid');
  return made.every((plan) => plan.verified)
    ? 'every call was tried on a model of the vendor first'
    : 'not every plan was tried on a model of the vendor';
}

function reads(centers: readonly CenterPlan[]): string {
  return count(
    centers.reduce((sum, plan) => sum + plan.reads, 0),
    'read',
  );
}
