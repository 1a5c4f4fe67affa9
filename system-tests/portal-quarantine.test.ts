import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { SimulatedKiosk } from '../server/sync/simulated-kiosk.ts';
import {
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from './support/accessibility.ts';
import { collectForeignRequests, keepScreenshot, launchChromium } from './support/chromium.ts';

const { vi: t, en } = createTranslators(portalVi, portalEn);

const visitor = { v: 1, name: 'Trần Văn Đức', phone: '+84912345678' } as const;

let server: TestServer;
let owner: Owner;
let stolen: SimulatedKiosk;
let kiosk: SimulatedKiosk;
let browser: Browser;
let page: Page;
let foreign: string[];
const complaints: string[] = [];
let backlog: OutboxRecord[];

async function openPage(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const [name = '', value = ''] = owner.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(10_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const addressOf = (path: string): string => `${server.url}/venues/${owner.venueId}/${path}`;
const reason = (code: keyof typeof portalVi.quarantine.reasons) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: t(`quarantine.reasons.${code}.what`) }) });
const visits = () => server.server.services.store.read.selectFrom('visits').selectAll().execute();

/** A kiosk that is revoked with a backlog, a conflict, damage, and a copied disk. */
async function fillQuarantine(): Promise<void> {
  stolen = await pairKiosk(server, owner);
  kiosk = await pairKiosk(server, owner);
  await owner.call('POST', `/kiosks/${stolen.paired.kioskId}/revocation`);
  backlog = await Promise.all(
    [1, 2, 3].map((hour) => stolen.makeRecord({ contact: visitor, at: server.now - hour * 3_600_000 })),
  );
  await stolen.exchange(backlog);
  const event = await kiosk.makeEvent({ contact: visitor, at: server.now - 7_200_000 });
  const other = { ...event, at: event.at + 600_000, verdict: 'see-staff' };
  const copied = await kiosk.makeRecord({ contact: visitor });
  await kiosk.exchange([kiosk.toRecord(event), kiosk.toRecord(event, JSON.stringify(other))]);
  await kiosk.exchange([{ ...copied, seq: 2 }]);
  await kiosk.exchange([{ ...(await kiosk.makeRecord()), hash: 'A'.repeat(43) }]);
}

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  await fillQuarantine();
  browser = await launchChromium();
  page = await openPage(1280);
  foreign = collectForeignRequests(page);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('quarantine in the portal', () => {
  it('S16: the kiosk’s page says that two machines run with its data, and how many records wait', async () => {
    await page.goto(addressOf('kiosks'));
    await page.getByText(t('kiosks.alerts.cloned.what')).waitFor();
    await page
      .getByRole('link', { name: t('quarantine.badge', { count: 3 }) })
      .first()
      .waitFor();
    await keepScreenshot(page, 'quarantine-kiosks');
    await page.goto(`${server.url}/venues`);
    await page.getByRole('link', { name: t('quarantine.badge', { count: 6 }) }).click();
    await page.getByRole('heading', { name: t('quarantine.title') }).waitFor();
    expect(await page.textContent('main')).toContain('Chợ Đông Ba');
  });

  it('tells why and what to do, names nobody, and is easy to use for everybody, wide and narrow', async () => {
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(addressOf('quarantine'));
      await reason('revoked')
        .getByText(t('quarantine.open', { count: 3 }))
        .waitFor();
      await reason('conflict')
        .getByRole('button', { name: t('quarantine.showEach') })
        .click();
      await page.getByText(t('quarantine.choosePair')).waitFor();
      await reason('revoked')
        .getByRole('button', { name: t('quarantine.showEach') })
        .click();
      await reason('revoked').getByRole('checkbox').first().check();
      expect(await page.textContent('body')).not.toMatch(/Trần Văn|Đức|912345678/);
      expect(await findAccessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await keepScreenshot(page, `quarantine-${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('S9, S13: the backlog of a revoked kiosk goes into the log with one decision', async () => {
    const before = (await visits()).length;
    await page.goto(addressOf('quarantine'));
    await reason('revoked')
      .getByRole('button', { name: t('quarantine.releaseAll') })
      .click();
    await page.getByRole('dialog').getByText(t('quarantine.confirmReleaseText')).waitFor();
    await keepScreenshot(page, 'quarantine-confirm');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('quarantine.release'), exact: true })
      .click();
    await page
      .getByRole('status')
      .getByText(t('quarantine.done', { count: 3 }))
      .waitFor();
    expect(await reason('revoked').count()).toBe(0);
    const rows = await visits();
    expect(rows.length).toBe(before + 3);
    expect(rows.find(({ id }) => id === (backlog[0]!.id as string as VisitId))?.arrived_at).toBe(
      server.now - 3_600_000,
    );
  });

  it('S13: of two under one number the chosen one stands', async () => {
    await reason('conflict')
      .getByRole('button', { name: t('quarantine.showEach') })
      .click();
    await page.getByRole('button', { name: t('quarantine.choose') }).click();
    await page
      .getByRole('status')
      .getByText(t('quarantine.done', { count: 1 }))
      .waitFor();
    expect((await visits()).filter(({ verdict }) => verdict === 'see-staff')).toHaveLength(1);
  });

  it('S14: what is set aside is no longer in the way, and still counted', async () => {
    await reason('hash-mismatch')
      .getByRole('button', { name: t('quarantine.dismissAll') })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('quarantine.dismiss'), exact: true })
      .click();
    await page
      .getByRole('status')
      .getByText(t('quarantine.doneDismissed', { count: 1 }))
      .waitFor();
    await vi.waitFor(async () =>
      expect(await reason('hash-mismatch').textContent()).toContain(t('quarantine.dismissed', { count: 1 })),
    );
    await keepScreenshot(page, 'quarantine-dismissed');
  });

  it('speaks English too', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page
      .getByRole('heading', { name: en('quarantine.title') })
      .first()
      .waitFor();
    expect(await page.title()).toContain(en('quarantine.title'));
    await keepScreenshot(page, 'quarantine-en');
  });

  it('needs nothing from outside and breaks no rule of its own', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
