// From a report to the text of any format but `text` and `json`, which the commands write themselves. Loaded on demand.
import { readFileSync } from 'node:fs';
import { InputError, RefusedError } from '../../contract/index.js';
import type { MarkdownOptions } from '../../render/markdown/comment.js';
import { type Former, formerOf, readMarker } from '../../render/markdown/marker.js';
import { applyJson, planJson, validateJson } from '../../render/plan-json.js';
import type { Report } from '../../render/report.js';
import type { ReportFile, ReportFormat } from '../grammar/options.js';
import type { Io } from '../io.js';
import { plansToShow } from '../saved/show.js';
import { toolName } from '../version.js';
import { writeResult } from './output.js';

export type RichFormat = 'markdown' | 'html' | 'diff' | 'github' | 'sarif';

/** The whole text of a report in one of the formats that need no terminal. */
export async function rendered(
  format: RichFormat,
  report: Report,
  options: MarkdownOptions = {},
): Promise<string> {
  if (format === 'markdown')
    return (await import('../../render/markdown/comment.js')).reportMarkdown(report, options);
  if (format === 'html') return (await import('../../render/html/document.js')).reportHtml(report);
  if (format === 'diff') return (await import('../../render/plan-diff.js')).reportDiff(report);
  if (format === 'github') return (await import('../../render/annotations.js')).reportAnnotations(report);
  return (await import('../../render/sarif.js')).reportSarif(report);
}

export function isRich(format: string): format is RichFormat {
  return ['markdown', 'html', 'diff', 'github', 'sarif'].includes(format);
}

/** How a command is to tell its result: on standard output, and in files beside. */
export interface TellingFlags {
  readonly format: string;
  readonly report?: readonly ReportFile[];
}

/**
 * Writes the report in `--format`, unless that is a form which the command writes itself, and in each `--report`: one
 * run, so that all of them tell the same. Throws InputError where a file cannot be written.
 */
export async function tell(
  report: Report,
  flags: TellingFlags,
  io: Io,
  options: MarkdownOptions = {},
): Promise<void> {
  if (isReported(flags.format)) io.write(await reportText(flags.format, report, options));
  for (const { format, path } of flags.report ?? []) {
    writeResult(path, await reportText(format, report, options), io);
  }
}

function isReported(format: string): format is ReportFormat {
  return format === 'json' || isRich(format);
}

async function reportText(format: ReportFormat, report: Report, options: MarkdownOptions): Promise<string> {
  if (format !== 'json') return rendered(format, report, options);
  if (report.what === 'validate') return validateJson(report.problems);
  if (report.what === 'apply') {
    return applyJson(
      report.centers.map(({ result }) => result),
      report.problems,
    );
  }
  return planJson(report.tool, report.centers, report.problems);
}

/** Where the command line or the files are wrong, or a saved plan is refused, formats that programs read tell it too; then the error goes its way. */
export async function withToldProblems<T>(
  what: 'plan' | 'drift' | 'apply',
  flags: TellingFlags,
  io: Io,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError || error instanceof RefusedError) {
      await tell({ what, tool: toolName(), centers: [], problems: error.problems }, flags, io);
    }
    throw error;
  }
}

/** The plan of the last push, from a file: its comment, or the plan itself as JSON. Throws InputError if it cannot be read. */
export function formerPlan(path: string | undefined): MarkdownOptions {
  if (path === undefined) return {};
  const text = readText(path);
  if (text.trim() === '') return {};
  if (text.trimStart().startsWith('{')) return { former: formerOf(plansToShow(path).centers) };
  const former: Former | undefined = readMarker(text);
  return { former: former ?? 'unreadable' };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `The former plan cannot be read (${reason}). Name the saved comment or plan of the last push, or leave --previous away.`;
    throw new InputError([
      { code: 'unreadable-plan', severity: 'error', message, file: path, address: null },
    ]);
  }
}
