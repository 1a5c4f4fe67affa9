import { describe, expect, it } from 'vitest';
import { describeDevice, formatDevice, parseDevice } from './describe-device.ts';

describe('describeDevice', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'chrome/windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36',
      'coccoc/windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36 Edg/140.0',
      'edge/windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
      'safari/ios',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 SamsungBrowser/26 Chrome/122 Mobile',
      'samsung/android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox/linux'],
    ['curl/8', 'other/other'],
    [undefined, 'other/other'],
  ])('%s', (userAgent, device) => {
    expect(formatDevice(describeDevice(userAgent))).toBe(device);
  });

  it('reads back what was stored, and nothing else', () => {
    expect(parseDevice('firefox/linux')).toEqual({ browser: 'firefox', system: 'linux' });
    expect(parseDevice('<b>/linux')).toEqual({ browser: 'other', system: 'other' });
  });
});
