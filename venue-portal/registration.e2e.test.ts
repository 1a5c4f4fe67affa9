import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import { mintId, type VenueId } from '#shared/domain/ids.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { venuesEn } from '#shared/i18n/venues.en.ts';
import { venuesVi } from '#shared/i18n/venues.vi.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t, en } = createTranslators(portalVi, portalEn);
const { vi: w } = createTranslators(venuesVi, venuesEn);

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let server: TestServer;
let browser: Browser;
let owner: Owner;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  browser = await launchChromium();
  page = await openPage(1280);
  const [name = '', value = ''] = owner.cookie.split('=');
  await page.context().addCookies([{ name, value, url: server.url }]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPage(width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

/** Nothing for axe to find, nothing that hangs over the edge. */
async function expectWellMade(on: Page, name: string): Promise<void> {
  expect(await findAccessibilityProblems(on)).toEqual([]);
  const overhang = await on.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overhang).toBeLessThanOrEqual(0);
  await keepScreenshot(on, `registration-${name}`);
}

const press = (on: Page, name: string): Promise<void> => on.getByRole('button', { name, exact: true }).click();
const titled = (on: Page, name: string): Promise<void> => on.getByRole('heading', { level: 1, name }).waitFor();

describe('registration on a phone, by the keyboard alone', () => {
  let phone: Page;
  let keys = 0;
  const startedAt = performance.now();
  const type = async (text: string): Promise<void> => {
    keys += text.length;
    await phone.keyboard.type(text);
  };
  const hit = async (...names: string[]): Promise<void> => {
    keys += names.length;
    for (const name of names) await phone.keyboard.press(name);
  };

  it('asks for who one is, and says in one place and beside the field what is missing', async () => {
    phone = await openPage(375);
    await phone.goto(`${server.url}/register`);
    await phone.getByLabel(t('registration.organisationName')).focus();
    await type('Hộ Mụ Rớt');
    await hit('Tab');
    await type('Trần Thị Rớt');
    await hit('Tab');
    await type('rot@example.vn');
    await hit('Enter');
    const summary = phone.getByRole('alert');
    await summary.getByRole('link', { name: t('registration.errors.passwordMissing') }).waitFor();
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
    await expectWellMade(phone, 'account-error');
    await summary.getByRole('link').press('Enter');
    await type('bún bò giò heo 36');
    await hit('Enter');
    await titled(phone, t('registration.venueTitle'));
  });

  it('tells what a type of venue is set to', async () => {
    const name = phone.getByLabel(t('registration.venueName'));
    // Most places are their own organisation: it is there already.
    expect(await name.inputValue()).toBe('Hộ Mụ Rớt');
    await name.focus();
    await hit('ControlOrMeta+a');
    await type('Chợ Đông Ba');
    await hit('Tab', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    expect(await phone.getByRole('radio', { name: t('venueTypes.market') }).isChecked()).toBe(true);
    const told = phone.getByRole('heading', { name: w('defaults.title', { type: t('venueTypes.market') }) });
    await told.waitFor();
    await phone.getByText(w('defaults.stay', { hours: 4 })).waitFor();
    await expectWellMade(phone, 'venue');
    await hit('Enter');
    await titled(phone, t('registration.addressTitle'));
  });

  it('finds a commune by what it was called before, under Enter', async () => {
    const commune = phone.getByRole('combobox', { name: t('registration.commune') });
    await commune.focus();
    await type('dong ba');
    const option = phone.getByRole('option', { selected: true });
    await option.getByText('Phường Phú Xuân').waitFor();
    expect(await option.innerText()).toContain(w('picker.formerly', { name: 'Phường Đông Ba' }));
    expect(await commune.getAttribute('aria-expanded')).toBe('true');
    expect(await commune.getAttribute('aria-activedescendant')).toBe(await option.getAttribute('id'));
    await expectWellMade(phone, 'commune');
    await hit('Enter');
    expect(await commune.inputValue()).toBe('Phường Phú Xuân, Thành phố Huế');
    expect(await commune.getAttribute('aria-expanded')).toBe('false');
    await phone.getByLabel(t('registration.line')).focus();
    await type('2 Trần Hưng Đạo');
  });

  it('loses nothing on a reload or in another language', async () => {
    await phone.reload();
    await phone.getByText('EN', { exact: true }).click();
    await titled(phone, en('registration.addressTitle'));
    const commune = phone.getByRole('combobox', { name: en('registration.commune') });
    expect(await commune.inputValue()).toBe('Phường Phú Xuân, Thành phố Huế');
    expect(await phone.getByLabel(en('registration.line')).inputValue()).toBe('2 Trần Hưng Đạo');
    await phone.getByText('VI', { exact: true }).click();
    await titled(phone, t('registration.addressTitle'));
    await phone.getByLabel(t('registration.line')).focus();
    await hit('Enter');
    await titled(phone, t('registration.entrancesTitle'));
    await phone.getByLabel(t('registration.entrance', { number: 1 })).focus();
    await hit('Enter');
    await titled(phone, t('registration.checkTitle'));
  });

  it('shows the answers, each with a way to change it and back, and a place that may be registered', async () => {
    await phone.getByText(w('matches.elsewhereTitle')).waitFor();
    expect(await phone.content()).not.toContain(owner.me.organisation?.name);
    await phone
      .getByRole('link', { name: t('registration.changeWhat', { what: t('registration.summaryVenue').toLowerCase() }) })
      .click();
    await titled(phone, t('registration.venueTitle'));
    await phone.getByLabel(t('registration.venueName')).fill('Quán Mụ Rớt ở chợ');
    await press(phone, t('app.continue'));
    await titled(phone, t('registration.checkTitle'));
    await phone.getByText('Quán Mụ Rớt ở chợ').waitFor();
    await expectWellMade(phone, 'check');
  });

  it('ends at the poster', async ({ annotate }) => {
    // A reload took the password, and nothing else.
    await phone.getByRole('textbox', { name: t('registration.passwordAgain') }).focus();
    await type('bún bò giò heo 36');
    await hit('Enter');
    await titled(phone, t('posters.doneTitle'));
    expect(await phone.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('heo 36');
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    await annotate(`registered with ${keys} keys, reload and a wrong turn included, in ${seconds} s of this machine`);
    expect(keys).toBeLessThan(180);
    await phone.context().close();
  });
});

describe('the entrances of a venue', () => {
  const open = async (on: Page = page): Promise<void> => {
    await on.goto(`${server.url}/venues/${owner.venueId}/settings`);
    await on.getByRole('heading', { name: w('basics.title') }).waitFor();
  };

  it('are added, renamed and moved', async () => {
    await open();
    await page.getByLabel(t('venues.entranceName'), { exact: true }).fill('Cổng sau');
    await press(page, t('registration.addEntrance'));
    await press(page, w('basics.renameWhat', { name: 'Cổng sau' }));
    const name = page.getByLabel(w('basics.newName', { name: 'Cổng sau' }));
    await name.fill('Bến thuyền');
    await name.press('Enter');
    await page.getByText(w('basics.renamed', { name: 'Bến thuyền' })).waitFor();
    await press(page, w('basics.up', { name: 'Bến thuyền' }));
    await page.getByText(w('basics.moved', { name: 'Bến thuyền', position: 1, count: 2 })).waitFor();
    await expectWellMade(page, 'entrances');
  });

  it('are retired, and taken back by one press', async () => {
    await press(page, w('basics.retireWhat', { name: 'Bến thuyền' }));
    await page.getByText(w('basics.lastOne')).waitFor();
    await press(page, w('undo'));
    await page.getByText(w('basics.restored', { name: 'Bến thuyền' })).waitFor();
    expect(await page.getByRole('button', { name: w('basics.retireWhat', { name: 'Bến thuyền' }) }).count()).toBe(1);
  });

  it('stand beside who answers for the venue, with words for what is wrong', async () => {
    await page.getByLabel(w('basics.responsibleName')).fill('Lê Thị Hoa');
    await page.getByLabel(w('basics.responsiblePhone')).fill('123');
    await press(page, w('basics.save'));
    await page.getByRole('alert').getByText(w('basics.errors.responsiblePhone')).waitFor();
    await page.getByLabel(w('basics.responsiblePhone')).fill('0912 345 678');
    await press(page, w('basics.save'));
    await page.getByText(w('basics.saved')).waitFor();
    const narrow = await openPage(375);
    await narrow.context().addCookies(await page.context().cookies());
    await open(narrow);
    await expectWellMade(narrow, 'basics');
    await narrow.context().close();
  });
});

describe('many venues from a file', () => {
  const file = [
    'Mã của bạn,Tên địa điểm,Loại,Địa chỉ,Phường,Cửa ra vào,Doanh thu',
    ...Array.from({ length: 60 }, (_, i) => `T${i},Trạm ${i},Cửa hàng,${i} Lê Lợi,Phú Hội,Cửa chính; Cửa sau,5`),
    'X,Quán lỗi,quán ăn,1 Lê Lợi,Thuận Hoas,,',
  ].join('\n');

  it('are looked at first, row by row', async () => {
    await page.goto(`${server.url}/venues`);
    await page.getByRole('link', { name: w('list.import') }).click();
    await titled(page, w('import.title'));
    await expectWellMade(page, 'import');
    const choose = page.getByLabel(w('import.choose'));
    await choose.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\nc,d') });
    await page.getByText(w('import.refusals.no-header')).waitFor();
    await choose.setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await page.getByRole('heading', { name: w('import.checkTitle', { count: 61 }) }).waitFor();
    await page.getByText(w('import.ignored', { columns: 'Doanh thu' })).waitFor();
    await page.getByText(/Có phải là Phường Thuận Hoá/).waitFor();
    await expectWellMade(page, 'import-check');
    const narrow = await openPage(375);
    await narrow.context().addCookies(await page.context().cookies());
    await narrow.goto(page.url());
    await narrow.getByRole('heading', { name: w('import.checkTitle', { count: 61 }) }).waitFor();
    await expectWellMade(narrow, 'import-check-phone');
    await narrow.context().close();
  });

  it('go in with one press, and come out again with their posters', async () => {
    await press(page, w('import.apply', { count: 60, shown: 60 }));
    await page.getByRole('heading', { name: w('import.doneTitle') }).waitFor();
    const result = w('import.doneText', { new: 60, changed: 0, unchanged: 0, error: 1 });
    await page.getByText(result).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: w('import.resultCsv') }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    await expectWellMade(page, 'import-done');
    await page.getByRole('link', { name: w('import.toList') }).click();
    await page.getByText(w('list.count', { count: 61, shown: 61 })).waitFor();
  });
});

describe('the list of ten thousand venues', () => {
  beforeAll(async () => {
    const { store } = server.server.services;
    const venue = await store.read
      .selectFrom('venues')
      .selectAll()
      .where('id', '=', owner.venueId)
      .executeTakeFirstOrThrow();
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      ...venue,
      id: mintId<VenueId>(),
      name: `Điểm số ${String(i).padStart(5, '0')}`,
      name_search: `diem so ${String(i).padStart(5, '0')}`,
      external_id: `D${i}`,
    }));
    await store.transact(async (tx) => {
      for (let i = 0; i < many.length; i += 500)
        await tx
          .insertInto('venues')
          .values(many.slice(i, i + 500))
          .execute();
    });
  });

  it('comes as one scrolls, and is found without accents', async () => {
    await page.goto(`${server.url}/venues`);
    await page.getByText(w('list.count', { count: 10_061, shown: '10.061' })).waitFor();
    const rows = page.locator('main li');
    const before = await rows.count();
    for (let i = 0; i < 3; i += 1) {
      const count = await rows.count();
      await page.mouse.wheel(0, 100_000);
      await page.waitForFunction((shown) => document.querySelectorAll('main li').length > shown, count);
    }
    expect(await rows.count()).toBeGreaterThan(before + 100);
    await page.getByLabel(w('list.search')).fill('DIEM 09999');
    await page.getByRole('link', { name: 'Điểm số 09999' }).waitFor();
    await page.getByText(w('list.countOf', { count: 1, total: '10.061' })).waitFor();
    await expectWellMade(page, 'list');
    await page.getByLabel(w('list.search')).fill('không có đâu');
    await page.getByRole('heading', { name: w('list.noneTitle') }).waitFor();
    await press(page, w('list.reset'));
    await page.getByLabel(w('list.type'), { exact: true }).selectOption({ label: t('venueTypes.shop') });
    await page.getByText(w('list.countOf', { count: 60, total: '10.061' })).waitFor();
    const narrow = await openPage(375);
    await narrow.context().addCookies(await page.context().cookies());
    await narrow.goto(page.url());
    await narrow.getByText(w('list.count', { count: 10_061, shown: '10.061' })).waitFor();
    await expectWellMade(narrow, 'list-phone');
    await narrow.context().close();
  });

  it('is left by a closed venue, which comes back by one press', async () => {
    await page.goto(`${server.url}/venues/${owner.venueId}/settings`);
    await press(page, w('basics.close'));
    await page.getByText(w('basics.closed', { name: 'Chợ Đông Ba' })).waitFor();
    await page.getByText(w('list.count', { count: 10_060, shown: '10.060' })).waitFor();
    await press(page, w('undo'));
    await page.getByText(w('list.reopened', { name: 'Chợ Đông Ba' })).waitFor();
    await page.getByText(w('list.count', { count: 10_061, shown: '10.061' })).waitFor();
    expect(await page.getByRole('button', { name: w('undo') }).count()).toBe(0);
  });
});

it('was nowhere stopped by a policy, nor by a fault', () => {
  expect(complaints).toEqual([]);
});
