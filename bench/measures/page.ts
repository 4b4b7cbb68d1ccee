// The page of ten thousand changes in a browser: until it stands, and whether it stalls while somebody types a filter.

import type { Browser, Page } from 'playwright-core';
import { CHROMIUM, launch } from '../../test/render/html/browser.js';
import { atMost, figure, type Row, seconds, spread } from '../figures.js';

/** Keeps the longest time that the page was busy without a break, in milliseconds. */
const WATCH = `
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
`;
/** Two frames later, all that was to be drawn is drawn. */
const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const WANTED = 'agent/1999';

interface Opened {
  /** Seconds. */
  readonly open: number;
  readonly filter: number;
  readonly stall: number;
}

export async function opening(path: string, runs: number): Promise<Row[]> {
  if (CHROMIUM === undefined) {
    return [{ measure: 'the page in a browser', figure: 'no Chromium here', bar: '', met: true }];
  }
  const browser = await launch();
  const each: Opened[] = [];
  for (let turn = 0; turn <= runs; turn += 1) {
    const one = await openOnce(browser, path);
    if (turn > 0) each.push(one);
  }
  await browser.close();
  const of = (measure: keyof Opened) => figure(each.map((one) => one[measure]));
  const [open, filter, stall] = [of('open'), of('filter'), of('stall')];
  return [
    atMost('the page of 10,000 changes, until it is drawn', open.median, 1, spread(open), ' s'),
    atMost(
      'the page, longest stall while a filter is typed',
      stall.median,
      0.2,
      `${spread(stall)}; ${WANTED.length} letters in ${seconds(filter)}`,
      ' s',
    ),
  ];
}

async function openOnce(browser: Browser, path: string): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(WATCH);
  const open = await timed(page, () => page.goto(`file://${path}`));
  await page.evaluate('window.longest = 0');
  await page.focus('#search');
  const filter = await timed(page, () => page.keyboard.type(WANTED));
  const found = await page.locator('[role=status]').innerText();
  if (!found.startsWith('10 of ')) throw new Error(`the page found ${found}`);
  const stall = Number(await page.evaluate('window.longest')) / 1000;
  await page.close();
  return { open, filter, stall };
}

async function timed(page: Page, act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  await page.evaluate(DRAWN);
  return (performance.now() - started) / 1000;
}
