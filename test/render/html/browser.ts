// A real Chromium for the page's tests. Without one they are skipped, and say so; in CI that is a failure.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Folder } from '../../support/program.js';

const CANDIDATES = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
export const CHROMIUM = CANDIDATES.find((path) => path !== '' && existsSync(path));

/** Skips where there is no browser, but never in CI. */
export const skipsBrowser = CHROMIUM === undefined && (process.env.CI ?? '') === '';
if (skipsBrowser) {
  console.warn(
    'No Chromium on this machine: the browser tests of the HTML page are SKIPPED. Set CHROMIUM to its path.',
  );
}

export function launch(): Promise<Browser> {
  if (CHROMIUM === undefined)
    throw new Error('CI needs Chromium for the tests of the HTML page: apt-get install chromium.');
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Opened {
  readonly page: Page;
  /** Errors, refused actions and dialogs of the page, and every address that it asked for. */
  readonly complaints: string[];
  readonly requests: string[];
}

/** Opens the text of a page as a file. */
export async function open(browser: Browser, folder: Folder, text: string): Promise<Opened> {
  const path = join(folder.path, 'page.html');
  writeFileSync(path, text);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`file://${path}`);
  await page.waitForSelector('h1');
  return { page, complaints, requests };
}
