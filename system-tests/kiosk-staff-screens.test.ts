import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { staffIntentSchema } from '#kiosk/core/staff/staff-intent.ts';
import { findAccessibilityProblems } from './support/accessibility.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { findMisfits } from './support/find-misfits.ts';
import { openPaperKiosk, readIntents, SCREEN_SIZES } from './support/paper-core.ts';
import {
  calibratePage,
  connectionPage,
  drawStaffView,
  insidePage,
  STAFF_VIEWS,
  settingsPage,
  staffView,
  staffViewNamed,
} from './support/staff-views.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

/** 7:1 is what a hall with sun on the glass needs. */
const STRONG_CONTRAST = { 'color-contrast-enhanced': { enabled: true } };

let browser: Browser;
let site: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  site = await serveFolder(RENDERER);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  site.close();
});

describe('the staff’s screens on every screen size', () => {
  it.each(Object.entries(SCREEN_SIZES))(
    '%s: every state fits, in both languages',
    async (size, viewport) => {
      const page = await openPaperKiosk(browser, site.url, viewport);
      const found: Record<string, string[]> = {};
      for (const [name, view] of Object.entries(STAFF_VIEWS)) {
        for (const language of ['vi', 'en'] as const) {
          await drawStaffView(page, view, language);
          await keepScreenshot(page, `staff-${size}-${language}-${name}`);
          const misfits = [...(await findMisfits(page)), ...(await findBareKeys(page))];
          if (misfits.length > 0) found[`${name} ${language}`] = misfits;
        }
      }
      expect(found).toEqual({});
      await page.close();
    },
    180_000,
  );

  it.each(['light', 'dark'] as const)(
    'axe finds nothing in any state in %s, at a contrast of 7:1',
    async (theme) => {
      const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.landscape);
      const found: Record<string, string[]> = {};
      for (const [name, view] of Object.entries(STAFF_VIEWS)) {
        await drawStaffView(page, view, theme === 'light' ? 'vi' : 'en', theme);
        await keepScreenshot(page, `staff-${theme}-${name}`);
        const problems = await findAccessibilityProblems(page, STRONG_CONTRAST);
        if (problems.length > 0) found[name] = problems;
      }
      expect(found).toEqual({});
      await page.close();
    },
    180_000,
  );
});

/** Keys of the catalogs that stand on the screen in place of words. */
const findBareKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => document.body.innerText.match(/\b(?:staff|unpaired|keys)(?:\.[\w-]+)+/gu) ?? []);

/** Whole within the list that scrolls. */
const isInSight = (line: Locator): Promise<boolean> =>
  line.evaluate((element) => {
    const list = element.closest('.scroll-area__content')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1;
  });

/** Types as a scanner does: a key every 2 ms, by the time each key says it was pressed, and Enter at the end. */
async function scanByKeys(page: Page, text: string): Promise<void> {
  await page.evaluate(() => {
    const { kioskBridge } = window;
    const call = kioskBridge?.call;
    Object.assign(kioskBridge ?? {}, {
      call: (channel: string, args: unknown) => {
        if (channel === 'scan') document.documentElement.dataset['scanned'] = '';
        return (call as ((...all: unknown[]) => unknown) | undefined)?.(channel, args);
      },
    });
  });
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now() / 1_000;
  const keys = [...[...text].map((key) => ({ key, text: key })), { key: 'Enter', code: 'Enter', text: '\r' }];
  await Promise.all(
    keys.flatMap((key, index) => {
      const timestamp = start + (index * 2) / 1_000;
      return [
        devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key }),
      ];
    }),
  );
  // The silence that ends a burst is over: what comes then is a person's.
  await page.locator('html[data-scanned]').waitFor({ state: 'attached' });
}

describe('what the staff do', () => {
  let page: Page;
  beforeEach(async () => {
    page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.small);
  });
  afterEach(() => page.close());

  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
  /** What was asked of the core; all of it in words the core takes. */
  const asked = async (): Promise<unknown[]> => {
    const intents = await readIntents(page);
    return intents.map((intent) => staffIntentSchema.parse(intent));
  };

  it('the PIN is sent once, and stays neither on the page nor in its field', async () => {
    await drawStaffView(page, staffViewNamed('pin-ask'), 'vi');
    for (const digit of '482915') await press(digit);
    expect(await page.locator('.staff-pin__field').inputValue()).toBe('482915');
    expect(await page.content()).not.toContain('482915');
    await press('Mở');
    expect(await asked()).toEqual([{ do: 'staff-pin', pin: '482915' }]);
    expect(await page.locator('.staff-pin__field').inputValue()).toBe('');
    expect(await page.content()).not.toContain('482915');
  });

  it('the PIN can be typed on a keyboard, digits only, and not too short', async () => {
    await drawStaffView(page, staffViewNamed('pin-ask'), 'en');
    await page.keyboard.type('12x3', { delay: 90 });
    await page.keyboard.press('Enter');
    expect(await asked()).toEqual([]);
    await page.keyboard.type('7', { delay: 90 });
    await page.keyboard.press('Enter');
    expect(await asked()).toEqual([{ do: 'staff-pin', pin: '1237' }]);
  });

  it('the keys of a scanner are no PIN, and none of them stays in its field', async () => {
    await drawStaffView(page, staffViewNamed('pin-ask'), 'en');
    await scanByKeys(page, '046185001234|191234567|Nguyen Thi Huong');
    await page.keyboard.type('4829', { delay: 90 });
    await page.keyboard.press('Enter');
    expect(await asked()).toEqual([{ do: 'staff-pin', pin: '4829' }]);
  });

  it('while a PIN is checked nothing more is taken', async () => {
    await drawStaffView(page, staffViewNamed('pin-checking'), 'en');
    for (const digit of '1234') await press(digit);
    await page.keyboard.press('Enter');
    expect(await page.locator('.staff-pin__field').inputValue()).toBe('');
    expect(await asked()).toEqual([]);
  });

  it('a lock counts down by itself', async () => {
    await page.clock.install();
    await drawStaffView(page, staffViewNamed('pin-locked'), 'en');
    await page.getByText('4:45', { exact: true }).waitFor();
    await page.clock.runFor(46_000);
    await page.getByText('3:59', { exact: true }).waitFor();
    await press('Back');
    expect(await asked()).toEqual([{ do: 'staff-close' }]);
  });

  it('every tile leads somewhere, and the lock is on every page', async () => {
    await drawStaffView(page, staffViewNamed('home'), 'en');
    const tiles = page.locator('.tile');
    const count = await tiles.count();
    for (let index = 0; index < count; index++) await tiles.nth(index).click();
    await press('Lock');
    const intents = await asked();
    const pages = intents.flatMap((intent) =>
      (intent as { do: string; page?: string }).do === 'staff-page' ? (intent as { page: string }).page : [],
    );
    expect(new Set(pages).size).toBe(11);
    expect(intents.slice(2, 5)).toEqual(['code', 'typed', 'group'].map((by) => ({ do: 'staff-assist', by })));
    expect(intents.at(-1)).toEqual({ do: 'staff-close' });
    expect(intents).toHaveLength(count + 1);
  });

  it('D5: nobody is let in where the ward has closed the venue, and it is said why', async () => {
    await drawStaffView(page, staffViewNamed('home-shut'), 'en');
    await page.getByText('By decision of the ward').waitFor();
    const ways = page.locator('.staff-home__ways .tile');
    expect(await ways.count()).toBe(0);
    await drawStaffView(page, staffViewNamed('home-shut-both'), 'en');
    expect(await ways.count()).toBe(1);
    await press('With a code');
    expect(await asked()).toEqual([{ do: 'staff-assist', by: 'code' }]);
  });

  it('can be done by keyboard alone', async () => {
    await drawStaffView(page, staffViewNamed('home'), 'en');
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await asked()).toEqual([{ do: 'staff-page', page: 'calls' }]);
  });

  it('letting in takes one touch, sending away a second thought', async () => {
    await drawStaffView(page, staffViewNamed('calls'), 'en');
    await press('Let in');
    await press('Send away');
    await press('Cancel');
    await press('Send away');
    await page.keyboard.press('Escape');
    await page.locator('.staff-sheet').waitFor({ state: 'detached' });
    expect(await asked()).toMatchObject([{ do: 'staff-resolve', verdict: 'welcome' }]);
    await press('Send away');
    await page.locator('dialog').getByRole('button', { name: 'Send away' }).click();
    expect(await asked()).toMatchObject([{ verdict: 'welcome' }, { do: 'staff-resolve', verdict: 'not-today' }]);
  });

  it('checks out whom it asked about, and scrolls to the last of many by button', async () => {
    const inside = insidePage(60, 0);
    await drawStaffView(page, staffView(inside), 'en');
    const down = page.getByRole('button', { name: 'Scroll down' });
    while (await down.isEnabled()) {
      await down.click();
      // The list moves, and says in the next frame whether there is more.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    const last = page.locator('.present').last();
    await expect.poll(() => isInSight(last)).toBe(true);
    await last.getByRole('button').click();
    await press('Yes, left');
    const visitId = inside.page === 'inside' && inside.people.at(-1)?.visitId;
    expect(await asked()).toEqual([{ do: 'staff-check-out', visitId }]);
  });

  it('pairs again with an address and a code typed on the screen', async () => {
    await drawStaffView(page, staffView(connectionPage()), 'en');
    await press('Pair again');
    await page.getByRole('button', { name: /^Pairing code/ }).click();
    for (const key of 'K7M2') await press(key);
    await press('Use');
    await page.getByText('A code has 8 characters.').waitFor();
    for (const key of 'PQ9T') await press(key);
    await press('Use');
    await page.getByRole('button', { name: /^Server address/ }).click();
    await page.locator('.entry-field').fill('');
    for (const key of 'a.vn:8443') await press(key);
    await press('Use');
    await press('Pair');
    expect(await asked()).toEqual([{ do: 'staff-pair', serverUrl: 'https://a.vn:8443', code: 'K7M2PQ9T' }]);
  });

  it('a printer is saved once nothing is missing', async () => {
    await drawStaffView(page, staffView(settingsPage({ kind: 'none' }), 'staff.settings.change'), 'en');
    const choose = (name: string): Promise<void> => page.locator('.choice', { hasText: name }).first().click();
    await choose('Receipt printer');
    expect(await asked()).toEqual([]);
    await choose('/dev/ttyACM0');
    await choose('115200');
    await choose('58 mm');
    await choose('Network');
    await page.getByRole('button', { name: /^Printer address/ }).click();
    await page.locator('.entry-field').fill('10.0.0.7:9101');
    await page.keyboard.press('Enter');
    await page.locator('.entry-field').waitFor({ state: 'detached' });
    expect((await asked()).at(-1)).toEqual({
      do: 'staff-save-machine',
      machine: {
        printer: {
          kind: 'escpos',
          over: { kind: 'network', host: '10.0.0.7', port: 9_101 },
          dots: 384,
          cut: true,
        },
      },
    });
    expect((await asked())[0]).toMatchObject({ machine: { printer: { over: { path: '/dev/ttyACM0' }, dots: 576 } } });
  });

  it('the drawn card is as large as it says, by coarse and fine steps, and what is saved is its scale', async () => {
    await drawStaffView(page, staffView(calibratePage(5)), 'en');
    const card = page.locator('.calibrate__card');
    const width = async (): Promise<number> => (await card.boundingBox())?.width ?? 0;
    expect(await width()).toBeCloseTo(5 * 85.6, 0);
    expect((await card.boundingBox())?.height).toBeCloseTo(5 * 53.98, 0);
    await press('Much larger');
    await press('A little smaller');
    expect(await width()).toBeCloseTo(5 * 85.6 + 19, 0);
    await press('Save');
    await press('Back to default');
    expect(await asked()).toEqual([
      { do: 'staff-save-machine', machine: { pixelsPerMm: Math.round((5 + 19 / 85.6) * 1_000) / 1_000 } },
      { do: 'staff-save-machine', machine: { pixelsPerMm: null } },
    ]);
  });

  it('the card never grows over its place', async () => {
    await drawStaffView(page, staffView(calibratePage(null)), 'en');
    for (let step = 0; step < 40; step++) await press('Much larger');
    expect(await findMisfits(page)).toEqual([]);
    const [card, tools] = await Promise.all([
      page.locator('.calibrate__card').boundingBox(),
      page.locator('.calibrate__tools').boundingBox(),
    ]);
    expect((card?.x ?? 0) + (card?.width ?? 0)).toBeLessThanOrEqual(tools?.x ?? 0);
    // A card on a 7-inch screen of this size is 570 pixels wide.
    expect(card?.width).toBeGreaterThan(570);
  });

  it('hears every signal, and looks for drives again', async () => {
    await drawStaffView(page, staffViewNamed('tests'), 'en');
    for (const name of ['Code seen', 'Welcome', 'Goodbye', 'See the staff', 'Try again']) await press(name);
    await drawStaffView(page, staffViewNamed('export-no-drives'), 'en');
    await press('Look again');
    await drawStaffView(page, staffViewNamed('export-drives'), 'en');
    await page.getByRole('button', { name: /KINGSTON/ }).click();
    expect(await asked()).toEqual([
      ...['seen', 'welcome', 'goodbye', 'see-staff', 'try-again'].map((signal) => ({ do: 'staff-signal', signal })),
      { do: 'staff-look-for-drives' },
      { do: 'staff-export', drive: '/media/usb0' },
    ]);
  });

  it('leaving and restarting are asked about first', async () => {
    await drawStaffView(page, staffViewNamed('system'), 'en');
    for (const name of [/^Leave kiosk mode/, /^Restart/]) {
      await page.getByRole('button', { name }).first().click();
      await press('Cancel');
      await page.getByRole('button', { name }).first().click();
      await page.locator('dialog').getByRole('button', { name }).click();
    }
    expect(await asked()).toEqual([{ do: 'staff-leave-kiosk' }, { do: 'staff-restart' }]);
  });
});
