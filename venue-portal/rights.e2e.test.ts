import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { integrationsEn } from '#shared/i18n/integrations.en.ts';
import { integrationsVi } from '#shared/i18n/integrations.vi.ts';
import { rightsEn } from '#shared/i18n/rights.en.ts';
import { rightsVi } from '#shared/i18n/rights.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';
import { findPosterCode, openPoster } from '../server/testing/phone.ts';
import {
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';
import { walkTo } from '../system-tests/support/walk.ts';

const { vi: t } = createTranslators(rightsVi, rightsEn);
const { vi: ti } = createTranslators(integrationsVi, integrationsEn);
const { vi: tv } = createTranslators(visitorVi, visitorEn);

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

const NAME = 'Công Huyền Tôn Nữ Thanh Hương';

let server: TestServer;
let browser: Browser;
let owner: Owner;
let page: Page;
let receiptCode: string;
let receiver: ReturnType<typeof createServer>;
const messages: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  receiver = createServer((req, res) => {
    req.on('data', (chunk: Buffer) => messages.push(chunk.toString()));
    req.on('end', () => res.writeHead(204).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({ webhooksToPrivate: true });
  owner = await registerOwner(server.url);
  const kiosk = await pairKiosk(server, owner);
  const contact = { v: 1, name: NAME, phone: '+84912345678' } as const;
  await kiosk.exchange([await kiosk.makeRecord({ contact }), await kiosk.makeRecord({ contact })]);
  const phone = await openPoster(server.url, await findPosterCode(owner), server.now);
  const sent = await phone.send(phone.request({ phone: '0987654321' }));
  ({ receiptCode } = (await sent.json()) as { receiptCode: string });
  await owner.call('GET', `/venues/${owner.venueId}/visits`);
  browser = await launchChromium();
  page = await openPage(1280);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  receiver?.closeAllConnections();
  await new Promise((resolve) => receiver?.close(resolve));
});

async function openPage(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const [name = '', value = ''] = owner.cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click();

async function receive(kind: 'access' | 'correction' | 'erasure'): Promise<void> {
  await page.goto(`${server.url}/data/requests/new`);
  await page.getByRole('radio', { name: t(`kinds.${kind}`) }).check();
  await page.getByLabel(t('form.name'), { exact: true }).fill('Chị Hương');
  await page.getByLabel(t('form.contact')).fill('0912 345 678');
  await page.getByLabel(t('form.key'), { exact: true }).fill('0912 345 678');
  await press(t('form.submit'));
  await page.getByRole('heading', { level: 1, name: /YC-/ }).waitFor();
}

describe('a request about personal data', () => {
  it('begins at a page that says what it is for', async () => {
    await page.goto(`${server.url}/data`);
    await page.getByText(t('list.emptyTitle')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: t('list.add') }).click();
    await press(t('form.submit'));
    await page.getByRole('link', { name: t('form.nameMissing') }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('is acknowledged, and answered with a file of all that is kept, in a few clicks', async () => {
    await receive('access');
    await press(t('detail.acknowledge'));
    await page.getByText(t('detail.acknowledgedAt')).waitFor();
    await press(t('find.submit'));
    await page.getByText(t('find.found', { count: 2 })).waitFor();
    expect(await page.getByText(NAME).count()).toBe(0);
    await page
      .getByRole('button', { name: t('find.readers') })
      .first()
      .click();
    await page.getByRole('dialog').getByText(t('audit.actions.visits.listed')).waitFor();
    await press(t('readers.close'));
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'rights-request');
    const downloading = page.waitForEvent('download');
    await press(t('access.pdf'));
    expect((await downloading).suggestedFilename()).toMatch(/^Dữ liệu cá nhân - YC-.*\.pdf$/);
    await page.getByText(t('access.done')).waitFor();
  });

  it('puts a name right', async () => {
    await receive('correction');
    await press(t('find.submit'));
    await page.getByLabel(t('correct.name')).fill('Tôn Nữ Thanh Hương');
    await press(t('correct.submit', { count: 2 }));
    await page.getByText(t('correct.done')).waitFor();
    const log = await owner.call('GET', `/venues/${owner.venueId}/visits`);
    const { visits } = (await log.json()) as { visits: { maskedName: string | null }[] };
    expect(visits.filter(({ maskedName }) => maskedName === 'T. N. T. Hương')).toHaveLength(2);
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('erases for good after one more question, and gives the proof', async () => {
    await receive('erasure');
    await press(t('find.submit'));
    await press(t('erase.submit', { count: 2 }));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('erase.confirm') })
      .click();
    await page.getByText(t('erase.proof')).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await page.goto(`${server.url}/data`);
    await page
      .getByRole('list', { name: t('list.closedLabel') })
      .getByRole('listitem')
      .nth(2)
      .waitFor();
  });
});

describe('the trail', () => {
  it('is read in sentences, filtered, and checked', async () => {
    await page.goto(`${server.url}/data/audit`);
    await page.getByText(t('audit.actions.rights.erased')).first().waitFor();
    await page.getByLabel(t('audit.filters.group')).selectOption('reads');
    const rows = page.getByRole('list', { name: t('audit.listLabel') });
    await rows.getByText(t('audit.actions.visits.listed')).first().waitFor();
    expect(await rows.getByText(t('audit.actions.rights.received')).count()).toBe(0);
    await press(t('audit.check.begin'));
    await page.getByText(/^Nguyên vẹn/).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'audit');
  });
});

describe('an incident', () => {
  it('says who, what, when, and what to do within 72 hours', async () => {
    await page.goto(`${server.url}/data/incidents`);
    await page.getByText(t('incidents.emptyTitle')).waitFor();
    await page.getByRole('link', { name: t('incidents.add') }).click();
    await press(t('incidents.form.submit'));
    await page.getByRole('heading', { level: 1, name: /SC-/ }).waitFor();
    await page.getByText(t('audit.actions.visits.listed')).first().waitFor();
    await page.getByLabel(t('incidents.steps.authority')).click();
    await page.getByText(t('incidents.told')).waitFor();
    await page.getByLabel(t('incidents.timeline.note')).fill('Đã đổi mật khẩu');
    await press(t('incidents.timeline.add'));
    await page
      .getByRole('list', { name: t('incidents.timeline.label') })
      .getByText('Đã đổi mật khẩu')
      .waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'incident');
  });
});

describe('other programs', () => {
  it('get a token that is shown once, and a signed message when something happens', async () => {
    await page.goto(`${server.url}/integrations`);
    await press(ti('tokens.submit'));
    await page.getByText(ti('tokens.labelMissing')).waitFor();
    await page.getByLabel(ti('tokens.label')).fill('Kế toán');
    await press(ti('tokens.submit'));
    const token = (await page.locator('code').innerText()).trim();
    const asked = await fetch(`${server.url}/api/v1/venues`, { headers: { authorization: `Bearer ${token}` } });
    expect(asked.status).toBe(403);
    await press(ti('done'));
    await page.getByText(token).waitFor({ state: 'detached' });
    await page.getByLabel(ti('webhooks.url')).fill('https://user:x@example.com/');
    await press(ti('webhooks.submit'));
    await page.getByText(ti('webhooks.problems.has-credentials')).first().waitFor();
    const { port } = receiver.address() as AddressInfo;
    await page.getByLabel(ti('webhooks.url')).fill(`http://127.0.0.1:${port}/hook`);
    await press(ti('webhooks.submit'));
    await page.getByText(/whsec_/).waitFor();
    await press(ti('done'));
    await press(ti('webhooks.test'));
    await page.getByText(ti('states.delivered')).waitFor();
    expect(messages.join()).toContain('test.ping');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'integrations');
  });
});

describe('on a phone', () => {
  it('nothing overhangs', async () => {
    const phone = await openPage(375);
    const list = (await (await owner.call('GET', '/rights-requests')).json()) as { requests: { id: string }[] };
    const incidents = (await (await owner.call('GET', '/incidents')).json()) as { incidents: { id: string }[] };
    const paths = [
      ...['/data', '/data/requests/new', '/data/audit', '/data/incidents', '/data/incidents/new', '/integrations'],
      `/data/requests/${list.requests[0]?.id ?? ''}`,
      `/data/incidents/${incidents.incidents[0]?.id ?? ''}`,
    ];
    for (const path of paths) {
      // oxlint-disable-next-line no-await-in-loop
      await walkTo(phone, server.url + path);
      // oxlint-disable-next-line no-await-in-loop
      await phone.locator('h1').waitFor();
      // oxlint-disable-next-line no-await-in-loop
      await phone.waitForFunction(() => document.querySelector('[role="status"][aria-label]') === null);
      // oxlint-disable-next-line no-await-in-loop
      const overhang = await phone.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([path, overhang]).toEqual([path, 0]);
    }
    await phone.context().close();
  });

  it('whoever has a receipt takes the consent back alone', async () => {
    const viewport = { width: 375, height: 800 };
    const context = await browser.newContext({ viewport, locale: 'vi-VN', reducedMotion: 'reduce' });
    const phone = await context.newPage();
    phone.setDefaultTimeout(20_000);
    await phone.goto(`${server.url}/withdraw`);
    await phone.getByRole('button', { name: tv('withdraw.find') }).click();
    await phone.getByRole('link', { name: tv('withdraw.missing') }).waitFor();
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await phone.getByLabel(tv('withdraw.code')).fill(receiptCode.toLowerCase());
    await phone.getByRole('button', { name: tv('withdraw.find') }).click();
    await phone.getByText('Chợ Đông Ba').waitFor();
    expect(await findAccessibilityProblems(phone)).toEqual([]);
    await keepScreenshot(phone, 'withdraw');
    await phone.getByRole('button', { name: tv('withdraw.yes') }).click();
    await phone.getByText(/YC-/).waitFor();
    await context.close();
  });

  it('and no page complained', () => expect(complaints).toEqual([]));
});
