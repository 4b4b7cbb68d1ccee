// From a report to the text of any format but `text`, which the commands write themselves. Formats load when they are used.
import { InputError, RefusedError } from '../../contract/index.js';
import type { MarkdownOptions } from '../../render/markdown/comment.js';
import { applyJson, planJson, validateJson } from '../../render/programs/json.js';
import type { Report } from '../../render/report.js';
import { REPORT_FORMATS, type ReportFile, type ReportFormat } from '../grammar/options.js';
import type { Io } from '../io.js';
import { toolName } from '../version.js';
import { writeResult } from './output.js';

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

export function isReported(format: string): format is ReportFormat {
  return REPORT_FORMATS.some((one) => one === format);
}

/** The whole text of a report in one of the formats that need no terminal. */
export async function reportText(
  format: ReportFormat,
  report: Report,
  options: MarkdownOptions,
): Promise<string> {
  if (format === 'json') return reportJson(report);
  if (format === 'markdown')
    return (await import('../../render/markdown/comment.js')).reportMarkdown(report, options);
  if (format === 'html') return (await import('../../render/html/document.js')).reportHtml(report);
  if (format === 'diff') return (await import('../../render/text/diff.js')).reportDiff(report);
  if (format === 'github')
    return (await import('../../render/programs/annotations.js')).reportAnnotations(report);
  return (await import('../../render/programs/sarif.js')).reportSarif(report);
}

function reportJson(report: Report): string {
  if (report.what === 'validate') return validateJson(report.problems);
  if (report.what !== 'apply') return planJson(report.tool, report.centers, report.problems);
  const results = report.centers.map(({ result }) => result);
  return applyJson(results, report.problems);
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
