// A plan of ten thousand changes in every form that is written for people or programs.

import { bench, describe } from 'vitest';
import { reportHtml } from '../../src/render/html/document.js';
import { reportMarkdown } from '../../src/render/markdown/comment.js';
import { reportAnnotations } from '../../src/render/programs/annotations.js';
import { planJson } from '../../src/render/programs/json.js';
import { reportSarif } from '../../src/render/programs/sarif.js';
import type { Report } from '../../src/render/report.js';
import { reportDiff } from '../../src/render/text/diff.js';
import { planLines } from '../../src/render/text/plan.js';
import { createTheme } from '../../src/render/text/theme.js';
import { bigPlan } from '../../test/render/big-plan.js';

describe('10,000 changes', () => {
  const plan = bigPlan(10_000);
  const report: Report = { what: 'plan', tool: 'cutover', centers: [plan], problems: [] };
  const text = { theme: createTheme(true), width: 100, verbose: true };
  bench('text', () => void planLines(plan, text).join('\n'));
  bench('json', () => void planJson('cutover', [plan]));
  bench('markdown', () => void reportMarkdown(report));
  bench('html', () => void reportHtml(report));
  bench('diff', () => void reportDiff(report));
  bench('github', () => void reportAnnotations(report));
  bench('sarif', () => void reportSarif(report));
});
