// The parts of a comment that are always shown: the table, risks, problems, what only a person can do.
import type { CenterPlan, ManualItem, Problem, Risk } from '../../contract/index.js';
import { calledBy, highlightsOf, tallyOf, uncertaintiesOf } from '../highlights.js';
import { clipped, within } from './budget.js';
import { md } from './escape.js';

/** Most characters that each part takes. */
const ROOM = {
  table: 10_000,
  tally: 3_000,
  risks: 8_000,
  problems: 8_000,
  manual: 3_000,
  uncertain: 2_000,
  irreversible: 2_000,
};

export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map((title) => (NUMBERS.has(title) ? ' --: ' : ' --- ')).join('|')}|`;
  const more = (hidden: number): string => line([`… ${hidden} more`, ...head.slice(1).map(() => '')]);
  return [line(head), rule, ...within(rows.map(line), ROOM.table, more), ''];
}

const NUMBERS: ReadonlySet<string> = new Set([
  'Create',
  'Change',
  'Delete',
  'Calls',
  'Done',
  'Failed',
  'Skipped',
  'Changed',
  'Missing',
  'Extra',
  'Unknowable',
]);

export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`#### ${title}`, '', ...lines, ''];
}

/** `high: 2, medium: 1`, or `low`. */
export function riskCell(plan: Pick<CenterPlan, 'changes'>): string {
  if (plan.changes.length === 0) return '–';
  const number = (risk: Risk): number => plan.changes.filter((change) => change.risk === risk).length;
  const parts = (['high', 'medium'] satisfies Risk[])
    .filter((risk) => number(risk) > 0)
    .map((risk) => `${risk === 'high' ? '**high**' : risk}: ${number(risk)}`);
  return parts.length === 0 ? 'low' : parts.join(', ');
}

/** What kinds of objects come, change and go, a line a center. */
export function tallyLines(plans: readonly CenterPlan[]): string[] {
  const stirring = plans.filter(({ changes }) => changes.length > 0);
  const lines = stirring.map((plan) => {
    const where = plans.length > 1 ? `${md(clipped(plan.center))}: ` : '';
    return `${stirring.length > 1 ? '- ' : ''}${where}${md(clipped(tallyOf(plan)))}.`;
  });
  return lines.length === 0
    ? []
    : [...within(lines, ROOM.tally, (hidden) => `- … and ${hidden} more centers`), ''];
}

/** Every risk as a sentence, worst first over all centers. */
export function riskLines(plans: readonly CenterPlan[]): string[] {
  const order: readonly Risk[] = ['high', 'medium', 'low'];
  const all = plans.flatMap((plan) =>
    highlightsOf(plan).map((highlight) => ({ ...highlight, center: plan.center })),
  );
  const lines = order
    .flatMap((risk) => all.filter((one) => one.risk === risk))
    .map(({ risk, text, center }) => {
      const where = plans.length > 1 ? `${md(clipped(center))}: ` : '';
      return `- **${risk === 'high' ? 'High' : 'Medium'} risk:** ${where}${md(clipped(text))}`;
    });
  return within(lines, ROOM.risks, (hidden) => `- … and ${hidden} more, each marked in the details below`);
}

export function problemLines(problems: readonly (Problem & { readonly center?: string })[]): string[] {
  const lines = problems.map(({ code, severity, message, file, line, column, center }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    const where = [center, place]
      .filter((part) => part !== undefined && part !== '')
      .map((part) => md(clipped(String(part))));
    const at = where.length > 0 ? ` (${where.join(', ')})` : '';
    return `- **${severity === 'error' ? 'Error' : 'Warning'}** ${md(clipped(code))}: ${md(clipped(message, 600))}${at}`;
  });
  return within(lines, ROOM.problems, (hidden) => `- … and ${hidden} more problems`);
}

export function manualLines(items: readonly (ManualItem & { readonly center?: string })[]): string[] {
  const lines = items.map(({ address, reason, blocks, center }) => {
    const where = center === undefined ? '' : `${md(clipped(center))}: `;
    const held =
      blocks.length > 0
        ? ` (until then left out: ${blocks
            .slice(0, 5)
            .map((one) => md(clipped(one)))
            .join(', ')}${blocks.length > 5 ? ` and ${blocks.length - 5} more` : ''})`
        : '';
    return `- ${where}${md(clipped(address))}: ${md(clipped(reason))}${held}`;
  });
  return within(lines, ROOM.manual, (hidden) => `- … and ${hidden} more`);
}

export function uncertainLines(plans: readonly CenterPlan[]): string[] {
  const lines = plans.flatMap(uncertaintiesOf).map((text) => `- ${md(clipped(text))}`);
  return within(lines, ROOM.uncertain, (hidden) => `- … and ${hidden} more reasons`);
}

export function irreversibleLines(plans: readonly CenterPlan[]): string[] {
  const lines = plans
    .flatMap((plan) => plan.irreversible ?? [])
    .map(({ address, reason }) => `- ${md(clipped(calledBy(address)))}: ${md(clipped(reason))}`);
  return within(lines, ROOM.irreversible, (hidden) => `- … and ${hidden} more`);
}

/** An item says its center only where there are several. */
export function ofMany<T extends object>(
  item: T,
  center: string,
  centers: number,
): T & { readonly center?: string } {
  return centers > 1 ? { ...item, center } : item;
}
