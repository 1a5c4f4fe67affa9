import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { launchChromium } from './support/chromium.ts';
import { viewNamed } from './support/kiosk-views.ts';
import { openPaperKiosk, readIntents, SCREEN_SIZES, showView } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

let browser: Browser;
let site: Awaited<ReturnType<typeof serveFolder>>;
let page: Page;
beforeAll(async () => {
  site = await serveFolder(RENDERER);
  browser = await launchChromium();
  page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet);
});
// One page for all: a screen on which nothing can be done takes what was typed on the one before.
beforeEach(async () => {
  await page.setViewportSize(SCREEN_SIZES.tablet);
  await show('saving');
});
afterAll(async () => {
  await browser.close();
  site.close();
});

async function show(view: KioskView | string): Promise<void> {
  const shown = typeof view === 'string' ? viewNamed(view) : view;
  await showView(page, shown);
  await page.locator(`.kiosk--${shown.screen.name}`).waitFor();
}

const press = (name: string | RegExp): Promise<void> =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

const lastIntent = async (): Promise<unknown> => (await readIntents(page)).at(-1);

describe('each button tells the core what it says', () => {
  it.each([
    ['idle', /Tôi không có mã/, { do: 'start-typed' }],
    ['idle', /Đi theo nhóm/, { do: 'start-group' }],
    ['idle', 'Nhân viên', { do: 'staff-open' }],
    ['idle-exit', /Ra về bằng số điện thoại/, { do: 'start-typed' }],
    ['group-five', '+1 trẻ em', { do: 'add-companion', companion: 'child' }],
    ['group-five', '+1 người cao tuổi', { do: 'add-companion', companion: 'elder' }],
    ['group-five', 'Bỏ người vừa thêm', { do: 'undo' }],
    ['group-five', 'Xong (5)', { do: 'group-done' }],
    ['group-five', 'Không có mã', { do: 'start-typed' }],
    ['group', 'Tôi không có mã', { do: 'start-typed' }],
    ['group', 'Huỷ', { do: 'cancel' }],
    ['declaration-group', 'Tôi đang ra về', { do: 'leave' }],
    ['leaving', 'Ra về', { do: 'leave' }],
    ['leaving', 'Vẫn ở lại', { do: 'stay' }],
    ['typed-phone', 'Tôi không có điện thoại', { do: 'skip-phone' }],
    ['typed-phone', 'Dùng hộ chiếu', { do: 'start-passport' }],
    ['phone', 'Bỏ qua', { do: 'skip-phone' }],
    ['goodbye-others', 'Cả nhóm cùng ra về (3)', { do: 'leave-others' }],
    ['goodbye-others', 'Tiếp', { do: 'dismiss' }],
    ['see-staff', 'Nhân viên xử lý tại đây', { do: 'staff-open' }],
  ])('%s: %s', async (view, name, intent) => {
    await show(view);
    if (name === 'Tiếp') await page.locator('.cover-button').click({ position: { x: 10, y: 10 } });
    else await press(name);
    expect(await lastIntent()).toEqual(intent);
  });

  it('offers only what the venue and the moment allow', async () => {
    const count = (name: string | RegExp): Promise<number> => page.getByRole('button', { name }).count();
    await show('idle-alone');
    expect(await count(/Đi theo nhóm/)).toBe(0);
    await show('idle-exit');
    expect(await count(/Đi theo nhóm/)).toBe(0);
    await show('declaration');
    expect(await count('Tôi đang ra về')).toBe(0);
    await show('typed-leaving');
    expect(await count(/hộ chiếu|không có điện thoại/)).toBe(0);
    const typed = viewNamed('typed-phone');
    await show({ ...typed, screen: { ...typed.screen, withoutContact: false } as KioskView['screen'] });
    expect(await count(/không có điện thoại/)).toBe(0);
    await show('not-today');
    expect(await count(/Nhân viên xử lý/)).toBe(0);
  });
});

describe('a screen that comes by itself', () => {
  const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.textContent);

  it.each([
    ['declaration', 'Hôm nay bạn có điều nào sau đây không?', /^KHÔNG/, { do: 'answer' }],
    ['leaving', 'Bạn ra về?', /^Ra về/, { do: 'leave' }],
  ])('%s: is read out, and done by two keys', async (view, title, button, intent) => {
    await show(view);
    await expect.poll(focused).toBe(title);
    await page.keyboard.press('Tab');
    await expect.poll(focused).toMatch(button);
    await page.keyboard.press('Enter');
    await expect.poll(lastIntent).toMatchObject(intent);
  });

  it('asks for more time aloud', async () => {
    await show('typed-phone');
    await show('still-there');
    expect(await page.getByRole('alert').textContent()).toBe('Bạn cần thêm thời gian?');
  });

  it('the list behind a "yes", and the statement, too', async () => {
    await show('declaration');
    await press('CÓ');
    await expect.poll(focused).toBe('Bạn đang có điều nào?');
    await press('Quay lại');
    await press('Xem cam kết dữ liệu');
    await expect.poll(focused).toBe('Dữ liệu của bạn');
    await page.getByText('Bản cam kết số 1').waitFor();
  });
});

describe('typing a number', () => {
  it('a foreign number: the plus goes in front whenever it is pressed, and the groups are shown', async () => {
    await show('typed-phone');
    for (const key of '8491') await press(key);
    await press('Số nước ngoài');
    for (const key of '2345678') await press(key);
    expect(await page.locator('.entry-field').inputValue()).toBe('+84 912 345 678');
    await press('Tiếp');
    expect(await lastIntent()).toEqual({ do: 'submit-phone', phone: '+84912345678' });
  });

  it('a Vietnamese number on a hardware keyboard, with a slip', async () => {
    await show('typed-phone');
    await page.locator('.entry-field').waitFor();
    await page.keyboard.type('09123456789', { delay: 90 });
    await page.keyboard.press('Backspace');
    expect(await page.locator('.entry-field').inputValue()).toBe('0912 345 678');
    await page.keyboard.press('Enter');
    expect(await lastIntent()).toEqual({ do: 'submit-phone', phone: '0912345678' });
  });
});

describe("typing a passport's lower line", () => {
  it('on the board, with < and small letters of a hardware keyboard; nothing else goes in, nor more than 44', async () => {
    await show('typed-passport');
    for (const key of ['L', '8', '9', '8', 'Dấu <', 'Xoá', 'Dấu <']) await press(key);
    await page.keyboard.type('c3utø o7|', { delay: 90 });
    expect(await page.locator('.entry-field').inputValue()).toBe('L898<C3UTO7');
    await page.keyboard.type('<'.repeat(40), { delay: 85 });
    await page.keyboard.press('Enter');
    expect(await lastIntent()).toEqual({ do: 'submit-passport', lowerLine: `L898<C3UTO7${'<'.repeat(33)}` });
  });

  it('says which part to look at, and keeps what was typed', async () => {
    await show('typed-passport');
    for (const key of 'L898') await press(key);
    await show('typed-passport-wrong');
    await page.getByRole('alert').filter({ hasText: 'Ngày sinh chưa khớp' }).waitFor();
    expect(await page.locator('.mrz__part.is-wrong').textContent()).toBe('Ngày sinh');
    expect(await page.locator('.entry-field').inputValue()).toBe('L898');
  });

  it('holds all 44 characters in sight on every screen', async () => {
    await show('typed-passport');
    await page.keyboard.type('W'.repeat(44), { delay: 85 });
    for (const size of Object.values(SCREEN_SIZES)) {
      await page.setViewportSize(size);
      const field = page.locator('.entry-field');
      expect(await field.evaluate((input) => input.scrollWidth - input.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
});

describe('the idle screen', () => {
  it('moves, unless reduced motion is wished', async () => {
    const animationOf = (of: Page): Promise<string> =>
      of.locator('.holding-hand__moving').evaluate((hand) => getComputedStyle(hand).animationName);
    await show('idle');
    expect(await animationOf(page)).toBe('none');
    const moving = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet, { reducedMotion: 'no-preference' });
    await showView(moving, viewNamed('idle'));
    expect(await animationOf(moving)).toBe('bring');
    await moving.close();
  });

  it('shows one notice after the other, still where reduced motion is wished', async () => {
    for (const [reducedMotion, second] of [
      ['reduce', '1/2'],
      ['no-preference', '2/2'],
    ] as const) {
      const kiosk = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet, { reducedMotion });
      await kiosk.clock.install();
      await showView(kiosk, viewNamed('idle-both'));
      const count = kiosk.locator('.notice-card__count');
      await count.waitFor();
      expect(await count.textContent()).toBe('1/2');
      await kiosk.clock.runFor(10_500);
      expect(await count.textContent()).toBe(second);
      await kiosk.close();
    }
  });

  it('says who are inside, and by whose count', async () => {
    await show('idle-both');
    expect(await page.locator('.presence').textContent()).toBe('42 / 60 người đang ở trong42 / 60 inside');
    await show('idle-full');
    await page.getByRole('heading', { name: 'Hiện đã đủ người' }).waitFor();
    expect(await page.locator('.presence').textContent()).toContain('60 / 60 inside, this door');
  });
});
