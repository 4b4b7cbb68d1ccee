// From a report to the text of any format but `text` and `json`, which the commands write themselves. Loaded on demand.
import { readFileSync } from 'node:fs';
import { InputError } from '../contract/index.js';
import type { MarkdownOptions } from '../render/markdown/comment.js';
import { type Former, formerOf, readMarker } from '../render/markdown/marker.js';
import { applyJson, planJson, validateJson } from '../render/plan-json.js';
import type { Report } from '../render/report.js';
import type { Io } from './io.js';
import { plansToShow } from './saved-plans.js';
import { toolName } from './version.js';

export type RichFormat = 'markdown' | 'html' | 'diff' | 'github' | 'sarif';

/** The whole text of a report in one of the formats that need no terminal. */
export async function rendered(
  format: RichFormat,
  report: Report,
  options: MarkdownOptions = {},
): Promise<string> {
  if (format === 'markdown')
    return (await import('../render/markdown/comment.js')).reportMarkdown(report, options);
  if (format === 'html') return (await import('../render/html/document.js')).reportHtml(report);
  if (format === 'diff') return (await import('../render/plan-diff.js')).reportDiff(report);
  if (format === 'github') return (await import('../render/annotations.js')).reportAnnotations(report);
  return (await import('../render/sarif.js')).reportSarif(report);
}

export function isRich(format: string): format is RichFormat {
  return ['markdown', 'html', 'diff', 'github', 'sarif'].includes(format);
}

/** Where the command line or the files are wrong, formats that programs read tell it too; then the error goes its way. */
export async function withToldProblems<T>(
  what: Report['what'],
  format: string,
  io: Io,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) {
      const { problems } = error;
      if (format === 'json') {
        io.write(
          what === 'apply'
            ? applyJson([], problems)
            : what === 'validate'
              ? validateJson(problems)
              : planJson(toolName(), [], problems),
        );
      } else if (isRich(format)) {
        const report: Report =
          what === 'validate'
            ? { what, tool: toolName(), problems, summary: '' }
            : { what, tool: toolName(), centers: [], problems };
        io.write(await rendered(format, report));
      }
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
