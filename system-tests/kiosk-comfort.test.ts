import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { findAccessibilityProblems } from './support/accessibility.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { viewNamed } from './support/kiosk-views.ts';
import { listen, readHeard } from './support/listening-page.ts';
import { openPaperKiosk, readIntents, SCREEN_SIZES, sendSignal, showView } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;
const ALWAYS_NIGHT = { theme: 'by-hour', night: { from: '00:00', to: '23:59' }, pixelsPerMm: null } as const;

const withComfort = (view: KioskView, comfort: Partial<KioskView['comfort']>): KioskView => ({
  ...view,
  comfort: { ...view.comfort, ...comfort },
});
const speaking = (name: string): KioskView => withComfort(viewNamed(name), { voice: true, volume: 80 });

const rootLook = (page: Page): Promise<Record<string, string | undefined>> =>
  page.evaluate(() => ({ ...document.documentElement.dataset }));

/** Parts of the open sheet that hang over its edge or the screen's, or are lower than a finger wants. */
const findSheetMisfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const sheet = document.querySelector('dialog');
    if (!sheet) return ['no sheet'];
    const edge = sheet.getBoundingClientRect();
    const ruler = document.createElement('div');
    ruler.style.height = 'var(--target)';
    document.body.append(ruler);
    const lowest = ruler.getBoundingClientRect().height;
    ruler.remove();
    const misfits = sheet.scrollHeight > sheet.clientHeight + 1 ? ['the sheet must be scrolled'] : [];
    for (const part of sheet.querySelectorAll<HTMLElement>('button, h2, p, span')) {
      const { left, right, top, bottom, height } = part.getBoundingClientRect();
      if (left < edge.left || right > edge.right + 1 || top < 0 || bottom > innerHeight) {
        misfits.push(`outside: ${part.textContent}`);
      }
      if (part.tagName === 'BUTTON' && height < lowest - 1) misfits.push(`too low: ${part.textContent}`);
      if (part.scrollWidth > part.clientWidth + 2 && part.clientWidth > 0) misfits.push(`cut off: ${part.textContent}`);
    }
    return misfits;
  });

let browser: Browser;
let site: Awaited<ReturnType<typeof serveFolder>>;
let page: Page;
beforeAll(async () => {
  site = await serveFolder(RENDERER);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  site.close();
});
afterEach(() => page.close());

const open = async (view: KioskView, size: keyof typeof SCREEN_SIZES = 'tablet'): Promise<void> => {
  page = await openPaperKiosk(browser, site.url, SCREEN_SIZES[size], { prepare: listen });
  await showView(page, view);
  await page.locator(`.kiosk--${view.screen.name}`).waitFor();
};

describe('easier to see and hear', () => {
  it('is reached, used and left by keyboard alone', async () => {
    await open(viewNamed('idle'));
    const button = page.getByRole('button', { name: 'Dễ xem, dễ nghe' });
    await button.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Xem và nghe dễ hơn' });
    await sheet.waitFor();
    await sheet.getByRole('button', { name: 'Tương phản mạnh' }).focus();
    await page.keyboard.press('Enter');
    await sheet.getByRole('button', { name: 'To hơn' }).focus();
    await page.keyboard.press('Enter');
    expect(await readIntents(page)).toEqual([
      { do: 'set-comfort', comfort: { highContrast: true } },
      { do: 'set-comfort', comfort: { volume: 80 } },
    ]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('shows what the core made of it, and goes when the screen changes', async () => {
    await open(viewNamed('idle'));
    await page.getByRole('button', { name: 'Dễ xem, dễ nghe' }).click();
    await showView(page, withComfort(viewNamed('idle'), { largeText: true, highContrast: true, volume: 100 }));
    await page.getByRole('button', { name: 'Chữ to', pressed: true }).waitFor();
    expect(await page.getByRole('button', { name: 'To hơn' }).isDisabled()).toBe(true);
    expect(await rootLook(page)).toMatchObject({ text: 'large', contrast: 'more' });
    await showView(page, viewNamed('declaration'));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rootLook(page)).toEqual({ theme: 'light' });
  });

  it.each(Object.keys(SCREEN_SIZES) as (keyof typeof SCREEN_SIZES)[])(
    'fits on %s, and axe finds nothing',
    async (size) => {
      const idle = viewNamed('idle-both');
      await open(idle, size);
      for (const language of ['vi', 'en'] as const) {
        for (const largeText of [false, true]) {
          await showView(page, { ...withComfort(idle, { largeText }), language });
          await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
          for (const sheet of ['.bar-button--comfort', '.notice-card']) {
            await page.locator(sheet).click();
            await page.locator('dialog').waitFor();
            await keepScreenshot(page, `sheet-${size}-${language}-${largeText ? 'large' : 'usual'}${sheet}`);
            expect(await findSheetMisfits(page), `${sheet} ${language}`).toEqual([]);
            if (!largeText && size === 'portrait') {
              expect(await findAccessibilityProblems(page, { 'color-contrast-enhanced': { enabled: true } })).toEqual(
                [],
              );
            }
            await page.keyboard.press('Escape');
            await page.locator('dialog').waitFor({ state: 'detached' });
          }
        }
      }
    },
  );
});

describe('by night', () => {
  it('dims while nobody is there; a touch or a code brings full light back', async () => {
    const idle = { ...viewNamed('idle'), look: ALWAYS_NIGHT };
    await open(idle);
    await page.locator(':root[data-dim][data-theme="dark"]').waitFor();
    await page.mouse.click(5, 300);
    await page.locator(':root:not([data-dim])').waitFor();
    expect(await rootLook(page)).toEqual({ theme: 'dark' });
    await page.close();
    await open(idle);
    await page.locator(':root[data-dim]').waitFor();
    await sendSignal(page, 'seen');
    await page.locator(':root:not([data-dim])').waitFor();
  });

  it('takes the millimetre from the calibration, as far as the layout holds', async () => {
    const millimetre = (): Promise<number> =>
      page.evaluate(() => {
        const ruler = document.createElement('div');
        ruler.style.width = 'calc(100 * var(--mm))';
        document.body.append(ruler);
        return ruler.getBoundingClientRect().width / 100;
      });
    const idle = viewNamed('idle');
    await open({ ...idle, look: { ...idle.look, pixelsPerMm: 3.5 } }, 'portrait');
    await page.waitForFunction(() => document.documentElement.style.getPropertyValue('--mm-measured') !== '');
    expect(await millimetre()).toBeCloseTo(3.5, 2);
    const button = page.getByRole('button', { name: 'Tôi không có mã' });
    expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(20 * 3.5);
    await showView(page, { ...idle, look: { ...idle.look, pixelsPerMm: 20 } });
    await expect.poll(millimetre).toBeCloseTo(4.2, 2);
  });
});

describe('what is heard', () => {
  it('each screen once, in the language of the person, by a voice of the machine itself', async () => {
    await open(speaking('declaration-turn'));
    await expect.poll(async () => (await readHeard(page)).spoken.length).toBe(1);
    const [question] = (await readHeard(page)).spoken;
    expect(question).toMatchObject({ voice: 'Local Linh', volume: 0.8 });
    expect(question?.text).toContain('bạn có tiếp xúc gần với người mắc bệnh không?');
    await showView(page, { ...speaking('welcome'), language: 'en' });
    await expect
      .poll(async () => (await readHeard(page)).spoken.at(-1))
      .toMatchObject({ text: 'Welcome', voice: 'Local Ann' });
  });

  it('silence, where only a service in the net has a voice', async () => {
    await open(viewNamed('idle'));
    await page.evaluate(() => {
      const remote = window.speechSynthesis.getVoices().filter(({ localService }) => !localService);
      window.speechSynthesis.getVoices = () => remote;
    });
    await showView(page, speaking('welcome'));
    await page.locator('.kiosk--result').waitFor();
    await showView(page, { ...speaking('declaration'), language: 'en' });
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    expect((await readHeard(page)).spoken).toEqual([]);
  });

  it('never a name', async () => {
    await open(speaking('welcome'));
    for (const name of ['declaration', 'leaving', 'group-five', 'see-staff', 'not-today', 'goodbye-others', 'phone']) {
      await showView(page, speaking(name));
      await page.locator(`.kiosk--${viewNamed(name).screen.name}`).waitFor();
    }
    const { spoken } = await readHeard(page);
    expect(spoken.length).toBeGreaterThan(5);
    expect(spoken.map(({ text }) => text).join()).not.toMatch(/Hương|4F2|Schwarz/);
  });

  it('is cut short when the screen changes', async () => {
    await open(speaking('declaration'));
    await expect.poll(async () => (await readHeard(page)).spoken.length).toBe(1);
    const { hushed } = await readHeard(page);
    await showView(page, viewNamed('idle'));
    await expect.poll(async () => (await readHeard(page)).hushed).toBeGreaterThan(hushed);
    expect((await readHeard(page)).spoken.length).toBe(1);
  });

  it('speaks to nobody at an empty door: only once it is touched', async () => {
    await open(speaking('idle'));
    await sendSignal(page, 'seen');
    expect((await readHeard(page)).spoken).toEqual([]);
    await page.mouse.click(5, 300);
    await page.mouse.click(5, 300);
    expect((await readHeard(page)).spoken.map(({ text }) => text.slice(0, 9))).toEqual(['Xin chào.']);
  });

  it('tells whoever switches it on', async () => {
    await open(viewNamed('idle'));
    await showView(page, speaking('idle'));
    await expect.poll(async () => (await readHeard(page)).spoken.at(-1)?.text).toBe('Máy sẽ đọc thành tiếng.');
  });

  it('signals sound as loud as the person in front wishes, each in its own way', async () => {
    const tonesOf = async (signal: 'welcome' | 'goodbye' | 'see-staff' | 'try-again') => {
      const before = (await readHeard(page)).tones.length;
      await sendSignal(page, signal);
      return (await readHeard(page)).tones.slice(before);
    };
    await open(withComfort(viewNamed('idle'), { volume: 40 }));
    const quiet = await tonesOf('welcome');
    const all = [quiet, await tonesOf('goodbye'), await tonesOf('see-staff'), await tonesOf('try-again')];
    expect(new Set(all.map((tones) => tones.map(({ hertz }) => hertz).join())).size).toBe(4);
    await showView(page, withComfort(viewNamed('idle'), { volume: 100 }));
    await expect.poll(async () => (await tonesOf('welcome')).at(-1)?.gain).toBeGreaterThan(2 * (quiet[0]?.gain ?? 1));
    await showView(page, withComfort(viewNamed('idle'), { volume: 0 }));
    await expect.poll(async () => (await tonesOf('welcome')).length).toBe(0);
  });

  it('calls the staff again while somebody waits for them, ever more rarely, and not once they are there', async () => {
    page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet, { prepare: listen });
    await page.clock.install();
    await showView(page, viewNamed('idle-both'));
    await page.locator('.status-bar__calls').waitFor();
    const calls = async (): Promise<number> =>
      (await readHeard(page)).tones.filter(({ hertz }) => hertz === 520).length / 2;
    await page.clock.runFor(19_000);
    expect(await calls()).toBe(0);
    await page.clock.runFor(2_000);
    expect(await calls()).toBe(1);
    await page.clock.runFor(60_000);
    expect(await calls()).toBe(2);
    await showView(page, viewNamed('idle'));
    await page.locator('.status-bar__calls').waitFor({ state: 'detached' });
    await page.clock.runFor(600_000);
    expect(await calls()).toBe(2);
  });
});
