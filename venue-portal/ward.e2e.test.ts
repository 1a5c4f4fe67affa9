import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi as vitest } from 'vitest';
import type { InspectionItem } from '#shared/contract/portal-ward-cases.ts';
import { accountVi } from '#shared/i18n/account.vi.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';
import { wardEn } from '#shared/i18n/ward.en.ts';
import { wardVi } from '#shared/i18n/ward.vi.ts';
import { appointOfficer, findCommunes, type Officer } from '../server/testing/officer.ts';
import {
  type Owner,
  PASSWORD,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../server/testing/test-server.ts';
import { findAccessibilityProblems } from '../system-tests/support/accessibility.ts';
import { keepScreenshot, launchChromium } from '../system-tests/support/chromium.ts';

const { vi: t } = createTranslators(portalVi, portalEn);
// A phone speaks its own language, and this browser's is English.
const { en: v } = createTranslators(visitorVi, visitorEn);
const { vi: w, en } = createTranslators(wardVi, wardEn);

// A busy machine takes its time over a whole story.
vitest.setConfig({ testTimeout: 90_000 });

let server: TestServer;
let browser: Browser;
let owner: Owner;
let ward: Officer;
let city: Officer;
let commune: string;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startTestServer();
  owner = await registerOwner(server.url);
  [commune] = await findCommunes(server);
  ward = await appointOfficer(server, 'ward-officer', commune);
  city = await appointOfficer(server, 'city-officer', '46');
  // Long enough ago to be silent.
  await server.server.services.store.transact((tx) =>
    tx
      .updateTable('venues')
      .set({ created_at: server.now - 5 * 86_400_000 })
      .execute(),
  );
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

async function openPage(width: number, as?: Pick<Officer, 'cookie'>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  if (as) {
    const [name = '', value = ''] = as.cookie.split('=');
    await context.addCookies([{ name, value, url: server.url }]);
  }
  return tabOf(context);
}

async function tabOf(context: BrowserContext): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(20_000);
  opened.on('console', (message) => {
    if (/Content Security Policy|TrustedScript|React|Warning/.test(message.text())) complaints.push(message.text());
  });
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

/** Nothing is wider than the screen, and axe finds nothing. */
async function expectSound(page: Page, name: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect([name, over]).toEqual([name, 0]);
  expect([name, await findAccessibilityProblems(page)]).toEqual([name, []]);
  await keepScreenshot(page, name);
}

describe('a ward officer', () => {
  it('signs in to the board, finds the silent venue and reminds it, and takes that back', async () => {
    const page = await openPage(375);
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel(t('signIn.email')).fill(ward.email);
    await page.getByRole('textbox', { name: t('signIn.password') }).fill(PASSWORD);
    await page.getByRole('button', { name: t('signIn.submit'), exact: true }).click();
    await page.getByRole('heading', { name: w('board.title') }).waitFor();
    await page.getByText(w('board.active', { active: 0, registered: 1 })).waitFor();
    await expectSound(page, 'ward-board-phone');
    await page.getByRole('link', { name: w('standings.silent') }).click();
    await page.getByRole('link', { name: 'Chợ Đông Ba' }).waitFor();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: w('venues.remind'), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(w('remind.channels.sms'), { exact: true }).click();
    await dialog.getByText(/^Phuong .* khach quet ma[.]$/).waitFor();
    await expectSound(page, 'ward-remind-phone');
    await dialog.getByRole('button', { name: w('remind.mark') }).click();
    await page.getByText(w('remind.done', { count: 1 })).waitFor();
    await page.getByText(w('venues.remindedToday')).waitFor();
    await page.getByRole('button', { name: w('venue.undo') }).click();
    await expect.poll(() => page.getByText(w('venues.remindedToday')).count()).toBe(0);
    await expectSound(page, 'ward-venues-phone');
    await page.context().close();
  });

  it('verifies a venue with one press, and answers what it reports', async () => {
    const ownersPage = await openPage(375, owner);
    await ownersPage.goto(`${server.url}/venues/${owner.venueId}/ward`);
    await ownersPage.getByLabel(w('ownerCases.text')).fill('Mạng ở chợ rất yếu.');
    await ownersPage.getByRole('button', { name: w('ownerCases.send') }).click();
    await ownersPage.getByText(w('ownerCases.sent')).waitFor();
    await expectSound(ownersPage, 'ward-owner-phone');
    const page = await openPage(1280, ward);
    await page.goto(`${server.url}/ward/venues/${owner.venueId}`);
    await page.getByRole('button', { name: w('venue.verify') }).click();
    await page.getByRole('button', { name: w('venue.undo') }).waitFor();
    await expectSound(page, 'ward-venue');
    await page.getByRole('link', { name: w('nav.cases') }).click();
    await page.getByRole('button', { name: w('cases.answer') }).click();
    await page.getByLabel(w('cases.answerLabel')).fill('Máy vẫn ghi được khi mất mạng.');
    await page.getByRole('button', { name: w('cases.answerSend') }).click();
    await page
      .getByRole('list', { name: w('cases.title') })
      .getByText('Máy vẫn ghi được')
      .waitFor();
    await expectSound(page, 'ward-cases');
    await ownersPage.reload();
    await ownersPage.getByText('Máy vẫn ghi được khi mất mạng.').waitFor();
    await ownersPage.getByText(/đã xác minh cơ sở này/).waitFor();
    await Promise.all([page.context().close(), ownersPage.context().close()]);
  });

  it('inspects where there is no network, the browser closed in between; the result arrives later, once', async () => {
    const page = await openPage(375, ward);
    // An owner's page is none of an officer's: it leads to the ward.
    await page.goto(`${server.url}/venues`);
    await page.waitForURL(`${server.url}/ward`);
    await page.goto(`${server.url}/ward/inspect`);
    await page.getByRole('button', { name: /Chợ Đông Ba/ }).waitFor();
    await page.getByText(w('inspect.copy.ready')).waitFor();
    await expectSound(page, 'ward-inspect-ready-phone');
    await page.context().setOffline(true);
    await page.close();
    const reopened = await tabOf(page.context());
    // From wherever among the officer's pages somebody comes.
    await reopened.goto(`${server.url}/ward/venues`);
    await reopened.waitForURL(`${server.url}/ward/inspect`);
    await reopened.getByText(/^Đang không có mạng[.] Vẫn kiểm tra được/).waitFor();
    const answer = async (item: InspectionItem, value: 'yes' | 'no') => {
      const group = reopened.getByRole('group', { name: w(`inspect.items.${item}`) });
      await group.getByText(w(`inspect.answers.${value}`), { exact: true }).click();
    };
    await reopened.getByRole('button', { name: /Chợ Đông Ba/ }).click();
    for (const item of ['poster', 'height', 'readable'] as const) await answer(item, 'yes');
    await reopened.reload();
    await reopened.getByRole('button', { name: /Chợ Đông Ba/ }).click();
    await answer('guide', 'no');
    for (const item of ['kiosk', 'offline'] as const) await answer(item, 'yes');
    await expectSound(reopened, 'ward-inspect-phone');
    await reopened.getByRole('button', { name: w('inspect.save') }).click();
    await reopened
      .getByText(w('inspect.waiting', { count: 1 }))
      .first()
      .waitFor();
    await reopened.context().setOffline(false);
    const waiting = reopened.getByText(w('inspect.waiting', { count: 1 }));
    await expect.poll(() => waiting.count(), { timeout: 30_000 }).toBe(0);
    const path = `/ward/venues/${owner.venueId}/inspections`;
    const { inspections } = (await (await ward.call('GET', path)).json()) as { inspections: unknown[] };
    expect(inspections).toMatchObject([{ passed: false, answers: { poster: 'yes', guide: 'no' } }]);
    await expectNothingKept(reopened);
    await reopened.context().close();
  });
});

/** Whoever signs out leaves neither page nor list on the phone, and no answer of the API ever was among it. */
async function expectNothingKept(page: Page): Promise<void> {
  const kept = await page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  });
  expect(kept.filter((path) => !path.startsWith('/assets/'))).toEqual(['/ward/inspect']);
  // A cookie of a test belongs to the whole story: this one is only thrown away here.
  await page.route('**/sessions/current', (route) => route.fulfill({ status: 204 }));
  await page.getByRole('button', { name: t('app.signOut') }).click();
  await page.waitForURL(/sign-in/);
  const left = await page.evaluate(async () => [
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
    Object.keys(localStorage).filter((key) => key.startsWith('venue-portal.offline.')).length,
  ]);
  expect(left).toEqual([0, 0, 0]);
}

describe('a dispute', () => {
  it('is settled by closing the venue: its poster says so, its owner reads why, and the ward takes it back', async () => {
    const other = await registerOwner(server.url);
    const address = { line: '5 Lê Lợi', communeCode: commune };
    const second = { name: 'Quán Hai', type: 'shop', address, entrances: ['Cửa chính'] };
    expect((await other.call('POST', '/venues', second)).status).toBe(201);
    const dispute = { venueId: other.venueId, kind: 'two-claims', text: 'Hai bên cùng nhận một địa chỉ.' };
    expect((await ward.call('POST', '/ward/cases', dispute)).status).toBe(201);
    const page = await openPage(375, ward);
    await page.goto(`${server.url}/ward/cases`);
    const card = page.getByRole('listitem').filter({ hasText: dispute.text });
    await card.getByRole('button', { name: w('closures.open') }).click();
    await card.getByLabel(w('closures.reason')).selectOption('not-theirs');
    await card.getByLabel(w('closures.text')).fill('Đã gặp chủ nhà, không phải người đăng ký.');
    await expectSound(page, 'ward-close-phone');
    await card.getByRole('button', { name: w('closures.submit') }).click();
    await card.getByText(w('closures.reasons.not-theirs')).waitFor();
    await expectSound(page, 'ward-closed-phone');
    const ownersPage = await openPage(375, other);
    await ownersPage.goto(`${server.url}/venues`);
    await ownersPage.getByText('Đã gặp chủ nhà, không phải người đăng ký.').waitFor();
    await expectSound(ownersPage, 'ward-closures-owner-phone');
    await ownersPage.getByRole('button', { name: /^Không đúng[?]/ }).click();
    await ownersPage.getByLabel(w('ownerCases.text')).fill('Tôi có giấy phép kinh doanh.');
    await ownersPage.getByRole('button', { name: w('ownerCases.send') }).click();
    await ownersPage.getByText(w('ownerCases.sent')).waitFor();
    const visitor = await openPage(375);
    const { code } = await server.server.services.store.read
      .selectFrom('entrances')
      .select('code')
      .where('id', '=', other.entranceId)
      .executeTakeFirstOrThrow();
    await visitor.goto(`${server.url}/v/${code}`);
    await visitor.getByRole('heading', { name: v('closed.title') }).waitFor();
    await expectSound(visitor, 'poster-closed-phone');
    await page.reload();
    await page.getByRole('listitem').filter({ hasText: 'Tôi có giấy phép kinh doanh.' }).waitFor();
    await card.getByRole('button', { name: /^Hoàn tác/ }).click();
    await card.getByRole('button', { name: w('closures.open') }).waitFor();
    await visitor.reload();
    await visitor.getByText(v('place.welcome')).waitFor();
    await Promise.all([page, ownersPage, visitor].map((one) => one.context().close()));
  });
});

describe('a volunteer', () => {
  it('is invited, registers a business, and hands over the slip by which the business takes the venue', async () => {
    const page = await openPage(1280, ward);
    await page.goto(`${server.url}/ward/officers`);
    await page.getByLabel(w('officers.inviteFor')).fill('Anh Nam');
    await expectSound(page, 'ward-officers');
    await page.getByRole('button', { name: w('officers.inviteSubmit') }).click();
    const link = await page.locator('code').innerText();
    const phone = await openPage(375);
    await phone.goto(link);
    await phone.getByLabel(t('account.join.name')).fill('Lê Văn Nam');
    await phone.getByLabel(t('account.join.email')).fill('nam@hue.example');
    await phone.getByRole('textbox', { name: accountVi.join.password }).fill(PASSWORD);
    await expectSound(phone, 'ward-join-phone');
    await phone.getByRole('button', { name: w('join.submit') }).click();
    await phone.getByRole('heading', { name: w('register.title') }).waitFor();
    expect(await phone.getByRole('link', { name: w('nav.board') }).count()).toBe(0);
    await phone.getByLabel(t('registration.venueName')).fill('Bánh canh Bà Đợi');
    await phone.getByText(t('venueTypes.restaurant')).click();
    await phone.getByLabel(t('registration.line')).fill('40 Đào Duy Anh');
    await expectSound(phone, 'ward-register-phone');
    await phone.getByRole('button', { name: w('register.submit') }).click();
    const slip = phone.getByRole('region', { name: w('register.slipTitle') });
    const code = (await slip.getByText(/^(\w{4}-){3}\w{4}$/).innerText()).trim();
    await expectSound(phone, 'ward-slip-phone');
    // On paper the slip is alone: whom it is given to reads nothing of other businesses.
    await phone.emulateMedia({ media: 'print' });
    expect(await phone.getByRole('heading').allInnerTexts()).toEqual([w('register.slipTitle')]);
    const business = await openPage(375);
    await business.goto(`${server.url}/claim`);
    await business.getByLabel(w('claim.code')).fill(code.toLowerCase());
    await expectSound(business, 'claim-phone');
    await business.getByRole('button', { name: w('claim.next') }).click();
    await business.getByText('40 Đào Duy Anh').waitFor();
    await business.getByLabel(t('account.join.name')).fill('Hoàng Thị Đợi');
    await business.getByLabel(t('account.join.email')).fill('doi@example.vn');
    await business.getByRole('textbox', { name: accountVi.join.password }).fill(PASSWORD);
    await expectSound(business, 'claim-account-phone');
    await business.getByRole('button', { name: w('claim.submit') }).click();
    await business.getByRole('link', { name: 'Bánh canh Bà Đợi' }).waitFor();
    await Promise.all([page, phone, business].map((one) => one.context().close()));
  });
});

describe('a city', () => {
  it('asks for a report, the ward submits, and everything reads well in English and in the dark', async () => {
    const page = await openPage(1280, city);
    // Registering for others is for those who walk there.
    await page.goto(`${server.url}/ward/register`);
    await page.waitForURL(`${server.url}/ward`);
    await page.goto(`${server.url}/ward/reports`);
    await page.getByLabel(w('reports.name')).fill('Tuần 47');
    await page.getByLabel(w('reports.dueDay')).fill('2099-12-31');
    await page.getByRole('button', { name: w('reports.send') }).click();
    await page.getByText(w('reports.asked')).waitFor();
    const phone = await openPage(375, ward);
    await phone.goto(`${server.url}/ward/reports`);
    await phone.getByRole('link', { name: 'Tuần 47' }).click();
    await phone.getByLabel(w('reports.note')).fill('Mạng yếu');
    await expectSound(phone, 'ward-report-phone');
    await phone.getByRole('button', { name: w('reports.submit') }).click();
    await phone.getByText(w('reports.states.on-time')).waitFor();
    await page.getByRole('link', { name: 'Tuần 47' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: portalEn.app.toDark }).click();
    await page.getByText(en('reports.states.on-time'), { exact: true }).waitFor();
    await expectSound(page, 'ward-report-dark');
    await page.getByRole('link', { name: en('nav.board') }).click();
    await page.getByRole('heading', { name: en('board.title') }).waitFor();
    await page.getByRole('table', { name: en('board.byUnit') }).waitFor();
    await expectSound(page, 'ward-board-dark');
    await page.getByRole('link', { name: en('nav.venues') }).click();
    await page.getByText(/^\d+ venues$/).waitFor();
    await expectSound(page, 'ward-venues-dark');
    await Promise.all([page.context().close(), phone.context().close()]);
  });

  it('reports to the province, which sees who has', async () => {
    const province = await appointOfficer(server, 'province-officer', '46');
    const above = await openPage(1280, province);
    await above.goto(`${server.url}/ward/reports`);
    await above.getByLabel(w('reports.name')).fill('Tháng 11');
    await above.getByLabel(w('reports.dueDay'), { exact: true }).fill('2099-12-30');
    await above.getByLabel(w('reports.cityDueDay')).fill('2099-12-31');
    await expectSound(above, 'province-reports');
    await above.getByRole('button', { name: w('reports.send') }).click();
    await above.getByText(w('reports.cityProgress', { submitted: 0, asked: 1 })).waitFor();
    const { reports } = (await (await ward.call('GET', '/ward/reports')).json()) as {
      reports: { id: string; title: string }[];
    };
    const call = reports.find(({ title }) => title === 'Tháng 11')?.id;
    expect((await ward.call('POST', '/ward/report-submissions', { call, unit: commune, note: '' })).status).toBe(201);
    const page = await openPage(375, city);
    await page.goto(`${server.url}/ward/reports/${call}`);
    await page.locator('#note-upward').fill('Còn chờ các phường khác');
    await expectSound(page, 'city-report-phone');
    await page.getByRole('button', { name: w('reports.upwardSubmit') }).click();
    await page
      .getByText(/^Nộp lúc/)
      .first()
      .waitFor();
    await expectSound(page, 'city-reported-phone');
    await above.getByRole('link', { name: 'Tháng 11' }).click();
    const table = above.getByRole('table', { name: w('reports.cities') });
    await table.getByText(w('reports.states.on-time'), { exact: true }).waitFor();
    await expectSound(above, 'province-report');
    const [file] = await Promise.all([
      above.waitForEvent('download'),
      table.getByRole('link', { name: /Excel/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^Tháng 11 - .+[.]xlsx$/);
    expect(complaints).toEqual([]);
    await Promise.all([page.context().close(), above.context().close()]);
  });
});
