import { describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser.ts';

const find = (platform: NodeJS.Platform, env: Record<string, string>, installed: string[], isRoot = false) =>
  findBrowser({ platform, env, isRoot, exists: (path) => installed.includes(path.replaceAll('\\', '/')) });
const SCREEN = { DISPLAY: ':0', PATH: '/usr/local/bin:/opt/bin' };

describe('the browser of a kiosk', () => {
  it('is where its installers put it', () => {
    expect(find('linux', SCREEN, ['/usr/bin/chromium', '/usr/bin/google-chrome'])).toMatchObject({
      binary: '/usr/bin/chromium',
    });
    expect(find('linux', { WAYLAND_DISPLAY: 'wayland-0', PATH: '/opt/bin' }, ['/opt/bin/google-chrome'])).toMatchObject(
      {
        binary: '/opt/bin/google-chrome',
      },
    );
    const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    expect(find('darwin', {}, [mac])).toMatchObject({ found: true, binary: mac });
    const edge = 'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe';
    const windows = find('win32', { 'PROGRAMFILES(X86)': 'C:/Program Files (x86)' }, [edge]);
    expect(windows.found && windows.binary.replaceAll('\\', '/')).toBe(edge);
  });

  it('is the one that somebody named, or none', () => {
    expect(find('linux', { ...SCREEN, KIOSK_BROWSER: '/my/browser' }, ['/my/browser'])).toMatchObject({
      binary: '/my/browser',
    });
    expect(find('linux', { ...SCREEN, KIOSK_BROWSER: '/my/browser' }, ['/usr/bin/chromium'])).toMatchObject({
      found: false,
      why: expect.stringContaining('/my/browser'),
    });
  });

  it.each<[string, Record<string, string>, string[], boolean, RegExp]>([
    ['there is no display', { PATH: '/usr/bin' }, ['/usr/bin/chromium'], false, /no display/],
    ['the account is root', SCREEN, ['/usr/bin/chromium'], true, /root/],
    ['none is installed', SCREEN, [], false, /KIOSK_BROWSER/],
  ])('is not opened where %s, and a sentence says so', (_, env, installed, isRoot, why) => {
    const found = find('linux', env, installed, isRoot);
    expect(!found.found && found.why).toMatch(why);
  });
});
