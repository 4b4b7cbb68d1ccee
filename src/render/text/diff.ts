// `--format diff`: live and desired as two YAML files, object by object, and the unified difference of the two.
import { structuredPatch } from 'diff';
import type { CenterPlan, Change, FieldChange, Problem, Value } from '../../contract/index.js';
import { headline } from '../change.js';
import type { Report } from '../report.js';
import { plansOf } from '../report.js';
import { plain } from '../sanitize.js';
import { yamlLines, yamlText } from '../yaml-lines.js';
import { problemLine } from './problem.js';
import { createTheme } from './theme.js';

const COLOURLESS = createTheme(false);
/** An object of up to so many lines is shown whole; of a longer one, what is around the difference. */
const WHOLE = 40;
const CONTEXT = 3;

/** One pair of files a center, one hunk an object. What is no change (problems, manual work) stands above as comments. */
export function reportDiff(report: Report): string {
  const lines = [...report.problems.map(problemComment), ...plansOf(report).flatMap(planDiffLines)];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function planDiffLines(plan: CenterPlan): string[] {
  const name = fileName(plan.center);
  const remarks = [
    ...plan.problems.map(problemComment),
    ...plan.manual.map(({ address, reason }) => comment(`manual: ${address}: ${reason}`)),
    ...(plan.irreversible ?? []).map(({ address, reason }) =>
      comment(`cannot be undone: ${address}: ${reason}`),
    ),
  ];
  if (plan.changes.length === 0) return remarks;
  return [...remarks, `--- live/${name}`, `+++ desired/${name}`, ...hunks(plan.changes)];
}

/** Hunks in the order of the plan; their line numbers are those of the two files written one object after the other. */
function hunks(changes: readonly Change[]): string[] {
  const lines: string[] = [];
  let live = 1;
  let desired = 1;
  for (const change of changes) {
    const before = change.action === 'create' ? '' : block(change, ({ before }) => before);
    const after = change.action === 'delete' ? '' : block(change, ({ after }) => after);
    const found = structuredPatch('', '', before, after, undefined, undefined, {
      context: lineCount(before) > WHOLE ? CONTEXT : WHOLE,
    }).hunks;
    const title = headline(change);
    // What differs in nothing that can be shown is still a change.
    if (found.length === 0) lines.push(`@@ -${live},1 +${desired},1 @@ ${title}`, ` ${firstLine(before)}`);
    for (const hunk of found) {
      const from = range(live, before, hunk.oldStart, hunk.oldLines);
      const to = range(desired, after, hunk.newStart, hunk.newLines);
      lines.push(`@@ -${from} +${to} @@ ${title}`, ...hunk.lines.filter((line) => !line.startsWith('\\')));
    }
    live += lineCount(before);
    desired += lineCount(after);
  }
  return lines;
}

/** Unified diff: a side without lines names the line before it. */
function range(offset: number, side: string, start: number, count: number): string {
  return side === '' ? `${offset - 1},0` : `${offset + start - 1},${count}`;
}

/** `queue/9001: # Support` and its fields below. */
function block(change: Change, side: (field: FieldChange) => Value): string {
  const key = yamlText(change.address);
  const name = named(change);
  const fields = change.fields.flatMap((field) => yamlLines(field.path, side(field), '  '));
  if (fields.length === 0) return `${key}: {}${name}\n`;
  return `${[`${key}:${name}`, ...fields].join('\n')}\n`;
}

function named({ label, ends }: Change): string {
  const names = ends ? ends.map((end) => end.label ?? end.address) : [label ?? ''];
  const text = names
    .filter((one) => one !== '')
    .map(plain)
    .join(' <- ');
  return text === '' ? '' : ` # ${text}`;
}

function fileName(center: string): string {
  return `${plain(center).replace(/[^\p{L}\p{N}._-]/gu, '_')}.yaml`;
}

function problemComment(problem: Problem): string {
  return comment(`problem: ${problemLine(problem, COLOURLESS)}`);
}

function comment(text: string): string {
  return `# ${plain(text)}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function lineCount(text: string): number {
  return text === '' ? 0 : text.split('\n').length - 1;
}
