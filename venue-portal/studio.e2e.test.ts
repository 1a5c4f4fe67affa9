import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { studioEn } from '#shared/i18n/studio.en.ts';
import { studioVi } from '#shared/i18n/studio.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';
import { openPoster } from '../server/testing/phone.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { collectForeignRequests, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t } = createTranslators(studioVi, studioEn);
const { vi: app } = createTranslators(portalVi, portalEn);
const { vi: phone } = createTranslators(visitorVi, visitorEn);

/** Nobody could print this on a card. */
const LONG = 'Cổng phía đường Trần Hưng Đạo, cạnh bãi giữ xe và quầy bán vé tham quan trong ngày '.repeat(3).trim();

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

let server: TestServer;
let owner: Owner;
let browser: Browser;
let folder: string;
let page: Page;
let foreign: string[];
const complaints: string[] = [];

async function openPage(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  const [name = '', value = ''] = owner.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  // A real dialog would wait for a person.
  await opened.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset['printed'] = String(document.querySelectorAll('[data-format] img').length);
    };
  });
  return opened;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'studio-e2e-'));
  server = await startTestServer();
  owner = await registerOwner(server.url);
  browser = await launchChromium();
  page = await openPage(1280);
  foreign = collectForeignRequests(page);
  await page.goto(`${server.url}/venues/${owner.venueId}/posters`);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const passed = (count: number) => page.getByText(t('check.passed', { count }), { exact: true });
const picture = (format: 'A4' | 'A6' | 'card') =>
  page.getByRole('img', {
    name: t('preview.label', { entrance: 'Cổng chính', format: t(`format.names.${format}`) }),
    exact: true,
  });
const overhang = (on: Page): Promise<number> =>
  on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const posterUrl = async (): Promise<string> => {
  const studio = (await (await owner.call('GET', `/venues/${owner.venueId}/posters`)).json()) as {
    entrances: Array<{ posterUrl: string }>;
  };
  return studio.entrances[0]!.posterUrl;
};
const scan = async (url: string): Promise<number> =>
  (await fetch(`${server.url}${VISITOR_API}/entrances/${url.slice(-22)}`)).status;

describe('the studio', () => {
  it('shows the print as one chooses, and the way back', async () => {
    await picture('A4').waitFor();
    await passed(1).waitFor();
    await page.getByRole('radio', { name: t('format.names.A6'), exact: true }).check({ force: true });
    await picture('A6').waitFor();
    await page.getByText(t('format.code', { side: '7' })).waitFor();
    await button(t('undo')).click();
    await picture('A4').waitFor();
    expect(await page.getByRole('radio', { name: 'A4', exact: true }).isChecked()).toBe(true);
    await button(t('redo')).click();
    await picture('A6').waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('remembers what was chosen for the venue', async () => {
    const saved = page.waitForResponse(
      (response) =>
        response.url().endsWith('/poster-choices') &&
        response.request().postData()?.includes('"language":"vi"') === true,
    );
    await page.getByRole('radio', { name: t('look.languages.vi'), exact: true }).check({ force: true });
    expect((await saved).status()).toBe(204);
    await page.reload();
    await picture('A6').waitFor();
    expect(await page.getByRole('radio', { name: t('look.languages.vi'), exact: true }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'A4', exact: true }).check({ force: true });
  });

  it('prints at one press, and counts it', async () => {
    await passed(1).waitFor();
    await button(t('print.now', { count: 1 })).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['printed'])).toBe('1');
    await page.getByText(t('doors.neverScanned')).waitFor();
    expect(await page.locator('[data-format]').count()).toBe(0);
  });

  it('turns green by itself at the first scan, and at the first check-in', async () => {
    const url = await posterUrl();
    const visitor = await openPoster(server.url, url.slice(-22), server.now);
    await page.getByText(t('scan.steps.scanned'), { exact: true }).waitFor();
    await visitor.send(visitor.request());
    await page.getByText(t('scan.steps.checkedIn'), { exact: true }).waitFor();
    expect(await page.getByText(t('doors.working'), { exact: true }).isVisible()).toBe(true);
  });
});

describe('a logo', () => {
  const choose = async (name: string, buffer: Buffer): Promise<void> => {
    await page.getByLabel(t('logo.add')).first().setInputFiles({ name, mimeType: 'image/png', buffer });
  };

  it('is refused with a reason, taken, removed, and put back', async () => {
    await choose('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    await page.getByText(t('logo.problems.svg')).waitFor();
    const image = new PNG({ width: 200, height: 80 });
    image.data.fill(120);
    await choose('logo.png', PNG.sync.write(image));
    const logo = page.getByRole('img', { name: t('logo.alt') });
    await logo.waitFor();
    expect(await page.getByText(t('logo.problems.svg')).count()).toBe(0);
    await passed(1).waitFor();
    await button(t('logo.remove')).click();
    await page.getByText(t('logo.removed')).waitFor();
    expect(await logo.count()).toBe(0);
    await page
      .getByRole('status')
      .getByRole('button', { name: t('undo'), exact: true })
      .click();
    await logo.waitFor();
  });
});

describe('what fails', () => {
  it('is said before printing, with what to do, and cannot be printed', async () => {
    const made = await owner.call('POST', `/venues/${owner.venueId}/entrances`, { name: LONG.slice(0, 120) });
    expect(made.status).toBe(201);
    await page.reload();
    await passed(2).waitFor();
    await page.getByRole('radio', { name: t('format.names.card'), exact: true }).check({ force: true });
    await page.getByText(t('check.failed')).waitFor();
    expect(await page.getByText(t('check.faults.text-cut', { part: t('check.parts.entrance-name') })).count()).toBe(1);
    expect(await button(t('print.now', { count: 2 })).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /^Cổng phía/ }).uncheck();
    await passed(1).waitFor();
    expect(await button(t('print.now', { count: 1 })).isEnabled()).toBe(true);
    await page.getByRole('radio', { name: 'A4', exact: true }).check({ force: true });
  });
});

describe('a new code', () => {
  const askFor = async (grace: '7-days' | 'now'): Promise<void> => {
    await button(t('doors.rotateWhat', { entrance: 'Cổng chính' })).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: t(`rotation.${grace}`), exact: true }).check();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: t('rotation.confirm'), exact: true }).click();
    await page.getByText(t('doors.rotated', { entrance: 'Cổng chính' })).waitFor();
  };

  it('is undone by the bar that says it was made', async () => {
    const old = await posterUrl();
    await askFor('7-days');
    expect(await posterUrl()).not.toBe(old);
    await page
      .getByRole('status')
      .getByRole('button', { name: t('undo'), exact: true })
      .click();
    await page.getByText(t('doors.rotationUndone', { entrance: 'Cổng chính' })).waitFor();
    expect(await posterUrl()).toBe(old);
  });

  it('leaves an old poster that says so kindly, and tells the owner that it still hangs', async () => {
    const old = await posterUrl();
    await askFor('now');
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' });
    const visitor = await context.newPage();
    await visitor.goto(old);
    await visitor.getByRole('heading', { name: phone('replaced.title') }).waitFor();
    await visitor.getByText(phone('replaced.text')).waitFor();
    expect(await findAccessibilityProblems(visitor)).toEqual([]);
    await context.close();
    expect(await scan(old)).toBe(410);
    await page.reload();
    await page.getByText(t('doors.oldHanging', { entrance: 'Cổng chính', count: 2 })).waitFor();
  });
});

describe('posters of many venues', () => {
  it('are drawn with progress into one file', async () => {
    await page.getByRole('link', { name: t('many.open') }).click();
    await page.getByRole('heading', { name: t('bulk.title') }).waitFor();
    await page.getByRole('checkbox', { name: t('bulk.all', { count: 1 }) }).waitFor();
    await page.getByRole('heading', { name: t('bulk.first') }).waitFor();
    await expect.poll(() => page.locator('figure[aria-busy="false"] img').count()).toBeGreaterThan(0);
    await passed(1).first().waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await button(t('bulk.start')).click();
    const link = page.getByRole('link', { name: t('bulk.download') });
    await link.waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    await download.saveAs(join(folder, 'posters.pdf'));
    expect(readFileSync(join(folder, 'posters.pdf')).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });
});

describe('on a phone, in the dark', () => {
  it('nothing overhangs and everything is accessible', async () => {
    const small = await openPage(375, 'dark');
    for (const [path, heading] of [
      [`/venues/${owner.venueId}/posters`, t('doors.title')],
      ['/venues/posters', t('bulk.title')],
      [`/venues/${owner.venueId}/ready`, app('posters.doneTitle')],
    ] as const) {
      await small.goto(server.url + path);
      await small.getByRole('heading', { name: heading }).waitFor();
      await expect.poll(() => small.locator('[aria-busy="true"]').count()).toBe(0);
      expect([path, await overhang(small)]).toEqual([path, 0]);
      expect([path, await findAccessibilityProblems(small)]).toEqual([path, []]);
    }
    await small.context().close();
  });

  it('no page asked another server for anything, and none broke its own rules', () => {
    expect([foreign, complaints]).toEqual([[], []]);
  });
});
