// `--format html`: one file that holds its data, its style and its program, and may load nothing else.

import { script, style } from 'cutover:page';
import { createHash } from 'node:crypto';
import type { Report } from '../report.js';
import { plain, safeJson } from '../sanitize.js';
import { pageData } from './data.js';

export function reportHtml(report: Report): string {
  const data = pageData(report);
  const names = data.centers.map(({ center }) => center);
  const about = names.length === 0 ? '' : `: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''}`;
  const title = `cutover ${data.what}${about}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript><p>${text(title)}. This page shows it with a script of its own, which this browser does not run. The same without one: cutover show plan.json --format markdown.</p></noscript>
<script type="application/json" id="data">${json(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Only this very script and this very style; no request, no form, no frame, no string becomes HTML or code. */
function policy(): string {
  return [
    "default-src 'none'",
    `script-src '${hash(script)}'`,
    `style-src '${hash(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hash(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** JSON inside an element: nothing in it can end the element or begin a comment. */
function json(value: unknown): string {
  return safeJson(value, 0).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

function text(raw: string): string {
  return plain(raw)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
