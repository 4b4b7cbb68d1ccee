// The page in a real browser: what it shows, how it filters, that it loads nothing, that everybody can use it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Call, CenterPlan } from '../../../src/contract/index.js';
import { reportHtml } from '../../../src/render/html/document.js';
import type { Report } from '../../../src/render/report.js';
import { temporaryFolder } from '../../support/program.js';
import { bigPlan } from '../big-plan.js';
import { applied, drifted, NASTY } from '../hostile.js';
import { busyPlan, centerPlan, change } from '../plans.js';
import { launch, type Opened, open, skipsBrowser } from './browser.js';

const TOOL = 'cutover 0.1.0';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const calls: readonly Call[] = busyPlan.changes.map((one, index) => ({
  id: `c${index + 1}`,
  operation: one.action,
  method: 'POST',
  path: `things/${index}`,
  body: { Name: one.label ?? '', Pin: { $secret: 'env:PIN' } },
  changes: [one.key],
  after: index < 2 ? [] : ['c1'],
  wave: index < 2 ? 1 : 2,
}));
const plan: CenterPlan = {
  ...busyPlan,
  calls,
  changes: busyPlan.changes.map((one) =>
    one.address === 'membership/9001/10031' ? { ...one, waitsFor: ['create queue/9001'] } : one,
  ),
};
const planned = (...centers: CenterPlan[]): Report => ({ what: 'plan', tool: TOOL, centers, problems: [] });

describe.skipIf(skipsBrowser)('the page in Chromium', () => {
  const folder = temporaryFolder();
  let browser: Browser;
  let opened: Opened;
  const show = async (report: Report): Promise<Opened> => {
    opened = await open(browser, folder, reportHtml(report));
    return opened;
  };
  const lines = async (): Promise<string[]> => opened.page.locator('.line .subject').allInnerTexts();

  beforeAll(async () => {
    browser = await launch();
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    expect(opened.requests.filter((url) => !url.startsWith('file://') && !url.startsWith('data:'))).toEqual(
      [],
    );
    await opened.page.close();
  });
  afterAll(async () => {
    await browser?.close();
    folder.remove();
  });

  it('shows every change, every problem, the risks and what a person must do', async () => {
    const { page } = await show(planned(plan));
    expect(await page.title()).toBe('cutover plan: acme-support');
    expect(await page.locator('h1').innerText()).toContain('2 to create, 1 to change, 2 to delete');
    expect(await lines()).toEqual([
      'queue/9001 Support',
      'queue/9002 客服',
      'agent/10040 Old One',
      '9001 Support ← 10031 Li Wei',
      '9002 客服 ← 10031 Li Wei',
    ]);
    expect(await page.locator('.problems li').innerText()).toContain('max-deletes deletes 1 of 2 agents.');
    expect(await page.locator('.risks li').allInnerTexts()).toEqual([
      'high risk Delete of Old One (agent/10040): takes calls now',
      'medium risk Change of 客服 (queue/9002): callers wait longer',
    ]);
    expect(await page.locator('.manual li').innerText()).toContain('the account does not own this number');
  });

  it('searches in names, addresses and values', async () => {
    const { page } = await show(planned(plan));
    await page.keyboard.press('/');
    await page.keyboard.type('li wei 9001');
    expect(await lines()).toEqual(['9001 Support ← 10031 Li Wei']);
    expect(await page.locator('[role=status]').innerText()).toBe('1 of 5 changes');
    await page.fill('#search', 'longest_idle');
    expect(await lines()).toEqual(['queue/9001 Support']);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await page.locator('[role=status]').innerText()).toBe('All 5 changes');
  });

  it.each([
    ['kind', 'membership', ['9001 Support ← 10031 Li Wei', '9002 客服 ← 10031 Li Wei']],
    ['action', 'update', ['queue/9002 客服']],
    ['risk', 'high', ['agent/10040 Old One']],
    ['certainty', 'assumed', ['9002 客服 ← 10031 Li Wei']],
  ])('filters by %s', async (facet, value, expected) => {
    const { page } = await show(planned(plan));
    await page.locator(`[data-facet=${facet}][value=${value}]`).check();
    expect(await lines()).toEqual(expected);
  });

  it('joins filters: any of one kind, all kinds at once', async () => {
    const { page } = await show(planned(plan));
    await page.locator('[data-facet=action][value=create]').check();
    await page.locator('[data-facet=action][value=delete]').check();
    expect(await lines()).toHaveLength(4);
    await page.locator('[data-facet=kind][value=queue]').check();
    expect(await lines()).toEqual(['queue/9001 Support']);
  });

  it('unfolds before and after, the calls and what it waits for, by keyboard alone', async () => {
    const { page } = await show(planned(plan));
    const line = page.locator('.line', { hasText: 'queue/9002' });
    await line.focus();
    await page.keyboard.press('Enter');
    expect(await line.getAttribute('aria-expanded')).toBe('true');
    const more = page.locator('[data-key="update queue/9002"] .more');
    expect(await more.locator('tbody tr').innerText()).toMatch(/timeout\s+60\s+90/);
    expect(await more.locator('.call code').innerText()).toBe('c2 POST things/1');
    expect(await more.locator('pre').innerText()).toContain('"Pin": "***"');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.innerText')).toContain('agent/10040');

    await page.locator('.line', { hasText: '9001 Support ← 10031' }).click();
    await page.getByRole('button', { name: 'create queue/9001', exact: true }).click();
    expect(await page.evaluate('document.activeElement.innerText')).toContain('queue/9001');
  });

  it('folds a group and opens it again', async () => {
    const { page } = await show(planned(plan));
    const fold = page.locator('.fold', { hasText: 'Memberships' });
    await fold.click();
    expect(await page.locator('.line:visible').count()).toBe(3);
    await page.fill('#search', 'li wei');
    expect(await page.locator('.line:visible').count()).toBe(0);
    await fold.click();
    expect(await page.locator('.line:visible').count()).toBe(2);
  });

  it('draws the waves: a box a call, a line for each that waits, and says it in words', async () => {
    const { page } = await show(planned(plan));
    expect(await page.locator('.box').count()).toBe(5);
    expect(await page.locator('.edge').count()).toBe(3);
    const first = page.locator('.box').first();
    await first.focus();
    await page.keyboard.press('Enter');
    expect(await first.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.box.dim').count()).toBe(1);
    expect(await page.locator('.edge.lit').count()).toBe(3);
    expect(await page.locator('.words').innerText()).toMatch(
      /Waits for\s+nothing\s+Then can start\s+− agent\/10040 Old One/,
    );
    await page.getByRole('button', { name: 'Show this change alone' }).click();
    expect(await lines()).toEqual(['queue/9001 Support']);
    await page.getByRole('button', { name: 'Show all again' }).click();
    expect(await lines()).toHaveLength(5);
    await page.locator('.box').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.querySelector("title").textContent')).toContain(
      'queue/9002',
    );
  });

  it('refuses to load, to send and to run what is not its own', async () => {
    const { page, complaints, requests } = await show(planned(plan));
    const tried = await page.evaluate(`(async () => {
      const tried = {};
      try { await fetch('https://example.com/'); tried.fetch = 'sent'; } catch { tried.fetch = 'refused'; }
      try { document.body.innerHTML = '<b>x</b>'; tried.html = 'made'; } catch { tried.html = 'refused'; }
      const script = document.createElement('script');
      try { script.textContent = 'window.ran = true'; document.head.append(script); } catch {}
      const image = new Image();
      tried.image = await new Promise((resolve) => {
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('refused');
        image.src = 'https://example.com/x.png';
      });
      tried.script = window.ran === true ? 'ran' : 'refused';
      return tried;
    })()`);
    expect(tried).toEqual({
      fetch: 'refused',
      html: 'refused',
      image: 'refused',
      script: 'refused',
    });
    expect(complaints.length).toBeGreaterThan(3);
    expect(complaints.every((text) => /Content Security Policy|TrustedHTML|TrustedScript/.test(text))).toBe(
      true,
    );
    complaints.length = 0;
    requests.length = 0;
  });

  it('shows hostile names as text: nothing runs, nothing becomes markup, nothing turns around', async () => {
    const changes = NASTY.map((text, index) =>
      change({
        action: 'update',
        kind: index % 2 === 0 ? 'queue' : '<b>kind</b>',
        address: `queue/${text}`,
        key: `update ${index}`,
        label: text,
        fields: [{ path: text, before: [text, 'x'], after: { [text]: text } }],
        risk: 'high',
        riskReason: text,
        certainty: 'assumed',
        certaintyReason: text,
        source: { file: text, line: 1, column: 1 },
      }),
    );
    const hostile = centerPlan({
      center: NASTY.join(' '),
      provider: NASTY[0] ?? '',
      changes,
      calls: changes.map((one, index) => ({
        id: `c${index}`,
        operation: NASTY[index] ?? '',
        method: 'POST',
        path: NASTY[index] ?? '',
        body: { x: NASTY[index] ?? '' },
        changes: [one.key],
        after: [],
        wave: 1,
      })),
      problems: NASTY.map((text) => ({ code: text, severity: 'error' as const, message: text, file: text })),
      manual: NASTY.map((text) => ({ address: text, reason: text, blocks: [text] })),
      unmanaged: NASTY,
    });
    const { page } = await show(planned(hostile));
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.evaluate('for (const rest of document.querySelectorAll(".rest")) rest.click()');
    await page.locator('.box').first().click();
    expect(await page.locator('.line').count()).toBe(NASTY.length);
    expect(
      await page.locator('img, iframe, object, embed, form:not(.toolbar), a:not([href^="#"]), b').count(),
    ).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    const text = String(await page.evaluate('document.body.innerText'));
    expect(text).not.toMatch(/[\u0000-\u0008\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  it('shows an applied run: what is done, failed and skipped, and a time line', async () => {
    const result = { ...applied(plan), durationMs: 400 };
    const timeline = calls.map((call, index) => ({
      call: call.id,
      round: 1,
      method: call.method,
      path: call.path,
      changes: call.changes,
      start: index * 50,
      ...(index === 4
        ? {}
        : {
            end: index * 50 + 120,
            status: (['done', 'failed', 'skipped', 'done'] as const)[index] ?? 'done',
          }),
    }));
    const { page } = await show({
      what: 'apply',
      tool: TOOL,
      centers: [{ result, plan, timeline }],
      problems: [],
    });
    expect(await page.locator('h1').innerText()).toContain('2 done, 2 failed, 1 skipped');
    expect(await page.locator('.run rect').count()).toBe(5);
    expect(await page.locator('.legend').innerText()).toMatch(/2 done\s+1 skipped\s+1 failed\s+1 cut off/);
    expect(await page.locator('.box.failed').count()).toBe(2);
    await page.locator('[data-facet=result][value=failed]').check();
    expect(await page.locator('.line').count()).toBe(2);
    expect(await page.locator('.line .badge.failed').count()).toBe(2);
  });

  it('shows a drift report with a direction for each difference', async () => {
    const { page } = await show({ what: 'drift', tool: TOOL, centers: [drifted(plan)], problems: [] });
    expect(await page.locator('h1').innerText()).toContain('5 differences between live and the files');
    await page.locator('[data-facet=direction][value=ours-gone]').check();
    expect(await lines()).toEqual(['queue/9002 客服']);
    await page.locator('.line').click();
    expect(await page.locator('.fields thead').innerText()).toMatch(/field\s+live\s+in the files/);
  });

  it('shows the problems of wrong files, and a center of which no plan could be made', async () => {
    const problems = [
      { code: 'bad-value', severity: 'error' as const, message: 'No.', file: 'a.yaml', line: 3, column: 1 },
    ];
    const { page } = await show({ what: 'validate', tool: TOOL, problems, summary: '' });
    expect(await page.locator('h1').innerText()).toContain('1 problem in the files');
    expect(await page.locator('.problems').innerText()).toContain('error bad-value No. a.yaml:3:1');
  });

  it('keeps many centers apart', async () => {
    const { page } = await show(
      planned(plan, { ...plan, center: 'acme-sales' }, centerPlan({ center: 'acme-calm' })),
    );
    expect(await page.locator('.centers tbody tr').count()).toBe(3);
    expect(await page.locator('.fold').allInnerTexts()).toContain('acme-sales · Queues 2');
    await page.locator('[data-facet=center][value=acme-sales]').check();
    expect(await page.locator('.line').count()).toBe(5);
    await page.locator('#picture-of').selectOption('acme-sales');
    expect(await page.locator('svg.waves').getAttribute('aria-label')).toContain('acme-sales');
  });

  describe('with ten thousand changes', () => {
    it('makes few rows, finds any of them, and has all of them for paper', { timeout: 120_000 }, async () => {
      const { page } = await show(planned(bigPlan()));
      expect(await page.locator('[role=status]').innerText()).toBe('All 10,000 changes');
      expect(await page.locator('.line').count()).toBeLessThan(500);
      expect(await page.locator('.box').count()).toBeLessThan(20);
      await page.fill('#search', 'agent/19998');
      expect((await lines())[0]).toBe('agent/19998 Agent 9998');
      await page.fill('#search', '');
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      await page.locator('.line', { hasText: '19999' }).waitFor();
      expect(await page.locator('.line').count()).toBeLessThan(1_500);
      await page.evaluate('dispatchEvent(new Event("beforeprint"))');
      expect(await page.locator('.line').count()).toBe(10_000);
    });
  });

  describe('for everybody', () => {
    const states: readonly (readonly [string, Report])[] = [
      ['plan', planned(plan, { ...plan, center: 'acme-sales' })],
      [
        'apply',
        {
          what: 'apply',
          tool: TOOL,
          centers: [
            {
              result: applied(plan),
              plan,
              timeline: [
                {
                  call: 'c1',
                  round: 1,
                  method: 'POST',
                  path: 'x',
                  changes: [],
                  start: 0,
                  end: 5,
                  status: 'done',
                },
              ],
            },
          ],
          problems: [],
        },
      ],
      ['drift', { what: 'drift', tool: TOOL, centers: [drifted(plan)], problems: [] }],
    ];
    it.each(
      states.flatMap(
        ([name, report]) =>
          [
            ['light', name, report],
            ['dark', name, report],
          ] as const,
      ),
    )('axe finds nothing wrong in %s: %s', async (scheme, _name, report) => {
      const { page } = await show(report);
      await page.emulateMedia({ colorScheme: scheme });
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.locator('.box').first().click();
      await page.locator('.box').first().click();
      await page.evaluate(AXE).catch(() => undefined);
      const found = (await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [id, impact, nodes[0].html]))',
      )) as unknown[];
      expect(found).toEqual([]);
    });

    it('goes by Tab from the top to the first change', async () => {
      const { page } = await show(planned(plan));
      const seen: string[] = [];
      for (let step = 0; step < 40 && !seen.at(-1)?.startsWith('line'); step += 1) {
        await page.keyboard.press('Tab');
        seen.push(
          String(
            await page.evaluate(
              'document.activeElement.className || document.activeElement.id || document.activeElement.tagName',
            ),
          ),
        );
      }
      expect(seen).toContain('search');
      expect(seen.at(-1)).toBe('line');
    });

    it('prints all rows and no controls', async () => {
      const { page } = await show(planned(plan));
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.toolbar').isVisible()).toBe(false);
      expect(await page.locator('.line').count()).toBe(5);
      expect((await page.pdf()).length).toBeGreaterThan(10_000);
    });
  });
});
