// A plan of ten thousand changes in every form that is written for people or programs.

import { bench, describe } from 'vitest';
import { reportAnnotations } from '../../src/render/annotations.js';
import { reportHtml } from '../../src/render/html/document.js';
import { reportMarkdown } from '../../src/render/markdown/comment.js';
import { reportDiff } from '../../src/render/plan-diff.js';
import { planJson } from '../../src/render/plan-json.js';
import { planLines } from '../../src/render/plan-text.js';
import type { Report } from '../../src/render/report.js';
import { reportSarif } from '../../src/render/sarif.js';
import { createTheme } from '../../src/render/theme.js';
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
