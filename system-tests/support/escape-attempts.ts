import type { CDPSession, Page } from 'playwright-core';

/** What somebody at the door may try to get out of the kiosk, or to take something along. */
export interface EscapeAttempt {
  readonly name: string;
  readonly attempt: (hands: Hands) => Promise<unknown>;
}

export interface Hands {
  readonly page: Page;
  readonly devtools: CDPSession;
  /** An address that answers, elsewhere. */
  readonly elsewhere: string;
}

const key = (combination: string): EscapeAttempt => ({
  name: combination,
  attempt: ({ page }) => page.keyboard.press(combination),
});

/** Keys that Playwright has no name for. */
const rareKey = (name: string): EscapeAttempt => ({
  name,
  async attempt({ devtools }) {
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: name, code: name });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key: name, code: name });
  },
});

const mouse = (name: string, button: 'right' | 'middle' | 'back' | 'forward', buttons: number): EscapeAttempt => ({
  name,
  async attempt({ devtools }) {
    const at = { x: 300, y: 300, button, buttons, clickCount: 1 };
    await devtools.send('Input.dispatchMouseEvent', { ...at, type: 'mousePressed' });
    await devtools.send('Input.dispatchMouseEvent', { ...at, type: 'mouseReleased' });
  },
});

/** As a link, a form or a frame that somehow came into the page would do it, at the touch of a person. */
const script = (name: string, run: (elsewhere: string) => unknown): EscapeAttempt => ({
  name,
  // Not awaited within: an attempt that succeeds takes the page away.
  attempt: ({ page, elsewhere }) => page.evaluate(run, elsewhere).catch(() => undefined),
});

const link = (name: string, attributes: Readonly<Record<string, string>>): EscapeAttempt => ({
  name,
  async attempt({ page, elsewhere }) {
    const given = Object.entries(attributes).map(([attribute, value]) => [
      attribute,
      value.replace('ELSEWHERE', elsewhere),
    ]);
    await page.evaluate((all) => {
      const anchor = document.createElement('a');
      for (const [attribute, value] of all) anchor.setAttribute(attribute ?? '', value ?? '');
      anchor.id = 'way-out';
      anchor.textContent = 'out';
      anchor.style.cssText = 'position:fixed;left:0;top:0;width:99px;height:99px;z-index:9999;display:block';
      document.body.append(anchor);
    }, given);
    await page.mouse.click(40, 40);
    await page.evaluate(() => document.getElementById('way-out')?.remove()).catch(() => undefined);
  },
});

async function drag({ devtools }: Hands, data: Record<string, unknown>): Promise<void> {
  const at = { x: 300, y: 300, data: { items: [], dragOperationsMask: 1, ...data } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, ...at } as never);
  }
}

async function touch({ devtools }: Hands, moves: readonly (readonly (readonly [number, number])[])[]): Promise<void> {
  const points = (move: (typeof moves)[number]) => move.map(([x, y], id) => ({ x, y, id }));
  for (const [index, move] of moves.entries()) {
    await devtools.send('Input.dispatchTouchEvent', {
      type: index === 0 ? 'touchStart' : 'touchMove',
      touchPoints: points(move),
    });
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

const LETTERS = [
  ...['Control+l', 'Control+n', 'Control+t', 'Control+w', 'Control+o', 'Control+p', 'Control+s', 'Control+u'],
  ...['Control+f', 'Control+g', 'Control+h', 'Control+j', 'Control+d', 'Control+k', 'Control+e', 'Control+r'],
  ...['Control+c', 'Control+x', 'Control+v', 'Control+z', 'Control+q'],
];
const WITH_SHIFT = ['N', 'T', 'W', 'I', 'J', 'C', 'B', 'O', 'P', 'R', 'M', 'Delete', 'Tab'].map(
  (letter) => `Control+Shift+${letter}`,
);
const FUNCTION_KEYS = ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12'];
const OTHERS = [
  ...['Control+=', 'Control+-', 'Control+0', 'Control+NumpadAdd', 'Control+1', 'Control+9', 'Control+Tab'],
  ...['Control+PageDown', 'Control+F4', 'Shift+F10', 'Control+Shift+Escape', 'ContextMenu', 'Alt'],
  ...['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+d', 'Alt+e', 'Alt+f', 'Alt+F4', 'Alt+Space', 'Alt+Enter'],
  ...['Meta+l', 'Meta+n', 'Meta+q', 'Meta+Alt+i', 'Control+Alt+t', 'Alt+Shift+i'],
];
const RARE = ['BrowserBack', 'BrowserForward', 'BrowserHome', 'BrowserRefresh', 'BrowserSearch', 'BrowserFavorites'];
const MEDIA = ['MediaPlayPause', 'MediaTrackNext', 'LaunchMail', 'LaunchApplication1', 'Print', 'Help', 'Open', 'Find'];

const HANDS: EscapeAttempt[] = [
  mouse('the menu of the right button', 'right', 2),
  mouse('the middle button', 'middle', 4),
  mouse('the button for back', 'back', 8),
  mouse('the button for forward', 'forward', 16),
  {
    name: 'Ctrl and the wheel',
    async attempt({ page, devtools }) {
      await page.mouse.move(300, 300);
      const wheel = { type: 'mouseWheel', x: 300, y: 300, deltaX: 0, deltaY: -400, modifiers: 2 } as const;
      for (let turns = 0; turns < 3; turns += 1) await devtools.send('Input.dispatchMouseEvent', wheel);
    },
  },
  {
    name: 'two fingers apart',
    attempt: (hands) =>
      touch(
        hands,
        [30, 60, 90, 120, 150, 180].map((apart) => [
          [400 - apart, 300],
          [400 + apart, 300],
        ]),
      ),
  },
  {
    name: 'a pinch on a touchpad',
    attempt: ({ devtools }) =>
      devtools.send('Input.synthesizePinchGesture', { x: 400, y: 300, scaleFactor: 3, gestureSourceType: 'mouse' }),
  },
  {
    name: 'a double tap',
    async attempt(hands) {
      await touch(hands, [[[400, 300]]]);
      await touch(hands, [[[400, 300]]]);
    },
  },
  {
    name: 'a swipe from the edge',
    attempt: (hands) =>
      touch(
        hands,
        [5, 100, 250, 400, 600].map((x) => [[x, 300]]),
      ),
  },
  {
    name: 'a long press',
    async attempt({ devtools }) {
      await devtools.send('Input.emulateTouchFromMouseEvent', { type: 'mousePressed', x: 300, y: 300, button: 'left' });
      await devtools.send('Input.synthesizeTapGesture', { x: 300, y: 300, duration: 900 });
    },
  },
  {
    name: 'marking text with the mouse',
    async attempt({ page }) {
      await page.mouse.move(60, 60);
      await page.mouse.down();
      await page.mouse.move(900, 700, { steps: 8 });
      await page.mouse.up();
    },
  },
  { name: 'marking a word by two clicks', attempt: ({ page }) => page.mouse.dblclick(300, 60) },
  { name: 'marking everything', attempt: ({ page }) => page.keyboard.press('Control+a') },
  {
    name: 'a file dropped on the page',
    attempt: (hands) => drag(hands, { files: ['/etc/hostname'], items: [] }),
  },
  {
    name: 'an address dropped on the page',
    attempt: (hands) =>
      drag(hands, { items: [{ mimeType: 'text/uri-list', data: hands.elsewhere, title: 'out', baseURL: '' }] }),
  },
  {
    name: 'text dropped on the page',
    attempt: (hands) => drag(hands, { items: [{ mimeType: 'text/plain', data: 'x'.repeat(100_000) }] }),
  },
  {
    name: 'a page of text pasted',
    attempt: ({ page }) =>
      page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text/plain', 'x'.repeat(1_000_000));
        const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        if (document.body.dispatchEvent(paste)) document.body.append('pasted');
      }),
  },
];

const LINKS: EscapeAttempt[] = [
  link('a link elsewhere', { href: 'ELSEWHERE' }),
  link('a link in a new window', { href: 'ELSEWHERE', target: '_blank' }),
  link('a link that saves', { href: 'ELSEWHERE', download: 'out.txt' }),
  link('a link that pings', { href: '#', ping: 'ELSEWHERE' }),
  link('mailto:', { href: 'mailto:a@example.vn' }),
  link('tel:', { href: 'tel:113' }),
  link('javascript:', { href: 'javascript:document.body.innerHTML=1' }),
  link('data:', { href: 'data:text/html,out' }),
  link('file:', { href: 'file:///etc/passwd' }),
  link('view-source:', { href: 'view-source:about:blank' }),
  link('chrome:', { href: 'chrome://settings' }),
  link('an intent of Android', { href: 'intent://x#Intent;scheme=http;end' }),
  link('a place in the page', { href: '#settings' }),
];

const SCRIPTS: EscapeAttempt[] = [
  script('location', (url) => window.location.assign(url)),
  script('location.replace', (url) => window.location.replace(url)),
  script('location.reload', () => window.location.reload()),
  script('location, a blob', () => {
    window.location.href = URL.createObjectURL(new Blob(['out'], { type: 'text/html' }));
  }),
  script('location, an address to save', () => {
    window.location.href = 'data:application/octet-stream,out';
  }),
  script('history.back', () => window.history.back()),
  script('history.go', () => window.history.go(-2)),
  script('history.pushState', () => window.history.pushState(null, '', '/elsewhere')),
  script('window.open', (url) => void window.open(url)),
  script('window.open, blank', () => void window.open('about:blank', '_blank', 'width=200')),
  script('window.close', () => window.close()),
  script('print', () => window.print()),
  script('alert', () => window.alert('out')),
  script('confirm', () => void window.confirm('out')),
  script('prompt', () => void window.prompt('out')),
  script('a question before leaving', (url) => {
    window.addEventListener('beforeunload', (event) => event.preventDefault());
    window.location.href = url;
  }),
  script('a form', (url) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
    document.body.append(form);
    form.submit();
    form.requestSubmit();
    form.remove();
  }),
  script('a frame', async (url) => {
    const frame = Object.assign(document.createElement('iframe'), { src: url });
    document.body.append(frame);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frame.remove();
  }),
  script('a script from elsewhere', (url) =>
    document.head.append(Object.assign(document.createElement('script'), { src: url })),
  ),
  script('a script in the page', () =>
    document.head.append(Object.assign(document.createElement('script'), { textContent: 'document.body.remove()' })),
  ),
  script('a picture from elsewhere', (url) => Object.assign(new Image(), { src: url })),
  script('a request', (url) => fetch(url).catch(() => undefined)),
  script('a beacon', (url) => void navigator.sendBeacon(url, 'out')),
  script('a socket', (url) => void new WebSocket(url.replace('http', 'ws'))),
  script('a refresh of the head', (url) => {
    const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${url}` });
    document.head.append(meta);
  }),
];

/** More than sixty, so that one that becomes impossible to try can be dropped. */
export const ESCAPE_ATTEMPTS: readonly EscapeAttempt[] = [
  ...[...LETTERS, ...WITH_SHIFT, ...FUNCTION_KEYS, ...OTHERS].map(key),
  ...[...RARE, ...MEDIA].map(rareKey),
  ...HANDS,
  ...LINKS,
  ...SCRIPTS,
];

interface Ledger {
  leftDefaults: string[];
}

/**
 * Runs in the page: notes what is left to the browser. It acts on keys and buttons outside of the page, where no test can look;
 * so their default must be taken away.
 */
export function watchDefaults(): void {
  const ledger = window as unknown as Ledger;
  ledger.leftDefaults = [];
  const modifiers = ['Control', 'Shift', 'Meta'];
  const note = (event: Event): void => {
    if (event.defaultPrevented) return;
    if (event instanceof KeyboardEvent && modifiers.includes(event.key)) return;
    if (event instanceof WheelEvent ? !event.ctrlKey : event instanceof MouseEvent && event.button === 0) return;
    ledger.leftDefaults.push(event.type);
  };
  for (const type of ['keydown', 'contextmenu', 'auxclick', 'mousedown', 'mouseup', 'wheel', 'drop', 'paste']) {
    window.addEventListener(type, note);
  }
}

/** What was left to the browser since the last time. */
export const takeLeftDefaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as Ledger).leftDefaults.splice(0));
