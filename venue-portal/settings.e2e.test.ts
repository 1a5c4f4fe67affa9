import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { settingsEn } from '#shared/i18n/settings.en.ts';
import { settingsVi } from '#shared/i18n/settings.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { SimulatedKiosk } from '../server/sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';
import { walkTo } from '../system-tests/support/walk.ts';

const { vi: t } = createTranslators(settingsVi, settingsEn);
const { vi: portal } = createTranslators(portalVi, portalEn);

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 60_000 });

let test: TestServer;
let browser: Browser;
let owner: Owner;
let kiosk: SimulatedKiosk;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
  browser = await launchChromium();
  page = await openPage(1440);
});
afterAll(async () => {
  await browser?.close();
  await test?.close();
});

/** Nothing is printed: it is noted that it would have been. */
async function openPage(width: number, who: Owner = owner): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const [name = '', value = ''] = who.cookie.split('=');
  await context.addCookies([{ name, value, url: test.url }]);
  await context.addInitScript('window.printed = 0; window.print = () => { window.printed += 1; };');
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

const ofVenue = (path: string): string => `/venues/${owner.venueId}${path}`;
const open = async (path: string): Promise<void> => void (await page.goto(`${test.url}${path}`));
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const said = (text: string): Promise<void> => page.getByText(text, { exact: false }).first().waitFor();
const questionVi = () => page.getByRole('textbox', { name: t('declaration.textVi'), exact: true });
const questionEn = () => page.getByRole('textbox', { name: t('declaration.textEn'), exact: true });

async function down() {
  const { body } = await kiosk.exchange([]);
  return exchangeResponseSchema.parse(body).down;
}

describe('whoever may change nothing', () => {
  it('is told so on every page that is for others, in a line that has room, and fills in no form', async () => {
    const theirs = await openPage(1280, await addMember(test, owner, 'staff'));
    const settings = ['hours', 'retention', 'declaration'].map((name) => ofVenue(`/settings/${name}`));
    for (const path of [...settings, '/settings/declaration', '/settings/notices']) {
      await theirs.goto(`${test.url}${path}`);
      const sentence = theirs.getByText(t('managersOnly'));
      await sentence.waitFor();
      expect((await sentence.boundingBox())?.height).toBeLessThan(40);
      expect(await theirs.locator('main').locator('form, input, textarea').count()).toBe(0);
    }
    for (const path of ['/venues/new', '/venues/import', '/venues/posters', '/integrations', '/data/incidents/new']) {
      await theirs.goto(`${test.url}${path}`);
      await theirs.getByText(portal('problems.notAllowed')).waitFor();
      expect(await theirs.locator('h1').count()).toBe(1);
      expect(await theirs.locator('main').locator('form, input, textarea').count()).toBe(0);
    }
    await keepScreenshot(theirs, 'settings-staff');
    await theirs.context().close();
  });
});

describe('the declaration', () => {
  it('is written, mended, put in order by the keyboard, kept by itself, and asked by the kiosk once published', async () => {
    await open('/settings/declaration');
    await press(t('declaration.edit'));
    await press(t('declaration.addKinds.yesNo'));
    await questionVi().last().fill('Bạn vừa đi xa về phải không?');
    await press(t('declaration.review'));
    const missing = t('declaration.where.text', { number: 3, language: t('declaration.languages.en') });
    await page.getByRole('link', { name: new RegExp(missing) }).click();
    await page.keyboard.type('Have you just come from far away?');
    await page.keyboard.press('Alt+ArrowUp');
    await page
      .getByRole('button', { name: t('declaration.up', { number: 2 }) })
      .and(page.locator(':focus'))
      .waitFor();
    expect(await questionEn().nth(1).inputValue()).toBe('Have you just come from far away?');
    await press(t('declaration.undo'));
    await press(t('declaration.redo'));
    await said(t('declaration.status.saved', { time: '' }).trim());
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await keepScreenshot(page, 'settings-declaration-editor');

    await page.reload();
    await said('Bạn vừa đi xa về phải không?');
    await press(t('declaration.review'));
    const review = page.getByRole('dialog');
    await review.getByText(t('declaration.differences.added')).waitFor();
    await review.getByRole('button', { name: t('declaration.publish'), exact: true }).click();
    await said(t('declaration.published', { number: 1 }));
    const asked = (await down())?.questions?.questions.map(({ text }) => text.vi);
    expect(asked?.[1]).toBe('Bạn vừa đi xa về phải không?');
    expect(asked).toHaveLength(3);
  });

  it('is gone through in the preview as on a kiosk', async () => {
    const preview = page.getByRole('region', { name: t('declaration.preview.title') });
    await preview.getByRole('button', { name: 'CÓ', exact: true }).click();
    await preview.getByLabel('Đang sốt').check();
    await preview.getByRole('button', { name: 'Đồng ý và gửi' }).click();
    await preview.getByText('Hẹn bạn dịp khác').waitFor();
    await preview.getByRole('button', { name: t('declaration.preview.restart') }).click();
    await preview.getByRole('button', { name: /KHÔNG/ }).click();
    await preview.getByText('Mời vào').waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });

  it('that was thrown away comes back, and goes back to an older version as a new one', async () => {
    await press(t('declaration.edit'));
    await press(t('declaration.remove', { number: 1 }));
    await press(t('declaration.discard'));
    await said(t('declaration.discarded'));
    await press(t('declaration.bringBack'));
    await press(t('declaration.review'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('declaration.publish'), exact: true })
      .click();
    await said(t('declaration.published', { number: 2 }));
    await press(t('declaration.compareWhat', { number: 1 }));
    await page.getByText(t('declaration.differences.added'), { exact: true }).waitFor();
    await press(t('declaration.useAgainWhat', { number: 1 }));
    await said(t('declaration.usedAgain', { number: 1 }));
    await press(t('declaration.review'));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('declaration.publish'), exact: true })
      .click();
    await said(t('declaration.published', { number: 3 }));
    expect((await down())?.questions?.questions).toHaveLength(3);
  });
});

describe('a venue’s rules', () => {
  it('its opening hours are saved, and undone', async () => {
    await open(ofVenue('/settings/hours'));
    await press(t('hours.start'));
    await page.getByLabel(t('hours.toOf', { day: t('hours.days.friday') })).fill('11:30');
    await press(t('save'));
    await said(t('saved'));
    const rules = async () => (await (await owner.call('GET', ofVenue('/rules'))).json()) as { openingHours: unknown };
    expect(await rules()).toMatchObject({ openingHours: { friday: { from: '08:00', to: '11:30' }, sunday: null } });
    await press(t('undo'));
    await said(t('undone'));
    expect(await rules()).toMatchObject({ openingHours: null });
  });

  it('people go by the closing of each day, or by one clock', async () => {
    const day = { from: '08:00', to: '17:00' };
    const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
    await owner.call('PATCH', ofVenue('/rules'), { openingHours: week });
    await open(ofVenue('/settings/hours'));
    const closingBy = async () => {
      const door = (await (await owner.call('GET', ofVenue('/door'))).json()) as { choices: { closingBy: string } };
      return door.choices.closingBy;
    };
    await page.getByRole('radio', { name: t('hours.byHours') }).click();
    await said(t('saved'));
    expect(await closingBy()).toBe('hours');
    expect(await findAccessibilityProblems(page)).toEqual([]);
    await press(t('undo'));
    await said(t('undone'));
    expect(await closingBy()).toBe('clock');
    await owner.call('PATCH', ofVenue('/rules'), { openingHours: null });
  });

  it('keeping data for longer points to the consent, and undo takes it back', async () => {
    await open(ofVenue('/settings/retention'));
    await page.getByLabel(t('retention.contact')).fill('31');
    await press(t('save'));
    await said(t('retention.invalid'));
    await page.getByLabel(t('retention.contact')).fill('28');
    await said(t('retention.longer'));
    await press(t('save'));
    await said(t('retention.mismatch', { days: '28, 14' }));
    await press(t('undo'));
    await said(t('undone'));
    expect(await page.getByLabel(t('retention.contact')).inputValue()).toBe('21');
  });
});

describe('notices', () => {
  it('are published in both languages, withdrawn, and shown again', async () => {
    await open('/settings/notices');
    await press(t('notices.add'));
    await page.getByLabel(t('notices.vi'), { exact: true }).fill('Hôm nay đón tiếp ở tầng 2');
    await press(t('notices.publish'));
    await said(t('notices.textMissing'));
    await page.getByLabel(t('notices.en'), { exact: true }).fill('Reception is on the 2nd floor today');
    await press(t('notices.publish'));
    await said(t('notices.published'));
    const shown = async () => (await down())?.notices?.items.map(({ text }) => text.en) ?? [];
    expect(await shown()).toEqual(['Reception is on the 2nd floor today']);
    await press(t('notices.withdrawWhat', { text: 'Hôm nay đón tiếp ở tầng 2' }));
    await said(t('notices.withdrawn', { text: 'Hôm nay đón tiếp ở tầng 2' }));
    expect(await shown()).toEqual([]);
    await press(t('undo'));
    await said(t('notices.restored'));
    expect(await shown()).toEqual(['Reception is on the 2nd floor today']);
  });
});

describe('the fleet', () => {
  it('says in the header that a kiosk needs a look, leads to it, and lets it be named', async () => {
    await kiosk.exchange([], { status: { wallAt: test.now, camera: 'lost', appVersion: '1.4.0' } });
    await open('/settings');
    await page.getByRole('link', { name: t('fleet.badge', { count: 1 }) }).click();
    await page.getByText(portal('kiosks.alerts.camera.what')).waitFor();
    await page.getByRole('link', { name: /Cổng chính/ }).click();
    await press(t('kiosk.renameWhat', { kiosk: 'Cổng chính' }));
    await page.getByLabel(t('kiosk.name')).fill('Máy tính bảng trắng');
    await press(t('save'));
    await said(t('kiosk.changed'));
    await page.getByRole('heading', { name: /Máy tính bảng trắng/ }).waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);
  });
});

describe('the evacuation list', () => {
  it('is printed at one press, and by the last copy when the network is gone', async () => {
    const contact = { v: 1, name: 'Trần Văn Đức', phone: '+84905123456' } as const;
    await kiosk.exchange([await kiosk.makeRecord({ contact })]);
    await open(ofVenue('/door'));
    const printed = (): Promise<unknown> => page.evaluate('window.printed');
    await page.getByRole('link', { name: t('evacuation.button') }).click();
    await page.getByText('T. V. Đức').waitFor();
    await expect.poll(printed).toBe(1);
    await page.emulateMedia({ media: 'print' });
    await keepScreenshot(page, 'settings-evacuation-print');
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await press(t('evacuation.open'));
    await page.getByText('Trần Văn Đức').waitFor();
    await page.getByText('0905123456').waitFor();
    expect(await findAccessibilityProblems(page)).toEqual([]);

    await page.goBack();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: t('evacuation.button') }).click();
    await page.getByText('T. V. Đức').waitFor();
    await said(t('evacuation.offline', { time: '' }).slice(0, 30));
    await expect.poll(printed).toBe(2);
    await page.context().setOffline(false);
  });
});

describe('every page of the settings', () => {
  const pages = () => [
    '/settings',
    '/settings/declaration',
    '/settings/notices',
    '/fleet',
    ofVenue('/settings'),
    ofVenue('/settings/hours'),
    ofVenue('/settings/retention'),
    ofVenue('/settings/declaration'),
    ofVenue('/evacuation'),
  ];

  it('is accessible and nothing overhangs on a small phone', async () => {
    const small = await openPage(375);
    for (const path of pages()) {
      // oxlint-disable-next-line no-await-in-loop
      await walkTo(small, `${test.url}${path}`);
      // oxlint-disable-next-line no-await-in-loop
      await small.locator('main :is(h2, table)').first().waitFor();
      // oxlint-disable-next-line no-await-in-loop
      await small.waitForFunction(() => document.querySelector('[role="status"][aria-label]') === null);
      // oxlint-disable-next-line no-await-in-loop
      if (path.endsWith('/hours')) await small.getByRole('button', { name: t('hours.start') }).click();
      // oxlint-disable-next-line no-await-in-loop
      const over = await small.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      // oxlint-disable-next-line no-await-in-loop
      expect([path, over, await findAccessibilityProblems(small)]).toEqual([path, 0, []]);
    }
    await small.context().close();
  });

  it('makes no browser complain', () => {
    expect(complaints).toEqual([]);
  });
});
