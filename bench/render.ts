// Renders a plan of ten thousand changes once, in a process that has rendered nothing yet, and prints the seconds.
// Usage: render.mjs text|json|markdown|html FILE

import { writeFileSync } from 'node:fs';
import { reportHtml } from '../src/render/html/document.js';
import { reportMarkdown } from '../src/render/markdown/comment.js';
import { planJson } from '../src/render/programs/json.js';
import type { Report } from '../src/render/report.js';
import { planLines } from '../src/render/text/plan.js';
import { createTheme } from '../src/render/text/theme.js';
import { bigPlan } from '../test/render/big-plan.js';

const plan = bigPlan(10_000);
const report: Report = { what: 'plan', tool: 'cutover', centers: [plan], problems: [] };
const text = { theme: createTheme(true), width: 100, verbose: true };

const renders: Readonly<Record<string, () => string>> = {
  text: () => planLines(plan, text).join('\n'),
  json: () => planJson('cutover', [plan]),
  markdown: () => reportMarkdown(report),
  html: () => reportHtml(report),
};

const [format = '', path = ''] = process.argv.slice(2);
const started = performance.now();
const rendered = renders[format]?.();
const seconds = (performance.now() - started) / 1000;
if (rendered === undefined) throw new Error(`no format ${format}`);
writeFileSync(path, rendered);
process.stdout.write(`${seconds}\n`);
