// Ten thousand changes as text, JSON, Markdown and as the page.

import { join } from 'node:path';
import { atMost, figure, type Row, spread } from '../figures.js';
import type { Workbench } from '../workbench.js';
import { opening } from './page.js';

/** Seconds. */
const BARS = { text: 0.2, json: 0.2, markdown: 0.2, html: 1 } as const;

export async function rendering(bench: Workbench): Promise<Row[]> {
  const formats = Object.entries(BARS).map(([format, bar]) => ({
    format,
    bar,
    path: join(bench.folder, `changes.${format}`),
  }));
  const took = await bench.inTurns(
    formats.map(({ format, path }) => ({ words: bench.render(format, path) })),
  );
  const rows = formats.map(({ format, bar }, index) => {
    const each = figure((took[index] ?? []).map(({ stdout }) => Number(stdout)));
    return atMost(`10,000 changes rendered to ${format}`, each.median, bar, spread(each), ' s');
  });
  return [...rows, ...(await opening(join(bench.folder, 'changes.html'), bench.runs))];
}
