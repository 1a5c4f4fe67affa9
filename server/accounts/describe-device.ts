import { type Device, deviceSchema } from '#shared/contract/portal-account.ts';

/** In the order they must be looked for: every browser also names those it wants to be taken for. */
const BROWSERS = [
  ['coccoc', /coc_coc_browser/i],
  ['edge', /\bEdg(e|A|iOS)?\//],
  ['opera', /\bOPR\//],
  ['samsung', /SamsungBrowser\//],
  ['firefox', /(Firefox|FxiOS)\//],
  ['chrome', /(Chrome|CriOS)\//],
  ['safari', /Safari\//],
] as const;

const SYSTEMS = [
  ['android', /Android/],
  ['ios', /iPhone|iPad|iPod/],
  ['windows', /Windows/],
  ['chromeos', /CrOS/],
  ['macos', /Macintosh/],
  ['linux', /Linux/],
] as const;

/** What a browser says of itself, brought down to two words of a closed list: enough to know one's own devices apart. */
export function describeDevice(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, 1_000);
  return {
    browser: BROWSERS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other',
    system: SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other',
  };
}

/** As it is stored: `browser/system`. */
export const formatDevice = ({ browser, system }: Device): string => `${browser}/${system}`;

export function parseDevice(stored: string): Device {
  const [browser, system] = stored.split('/');
  return deviceSchema.catch({ browser: 'other', system: 'other' }).parse({ browser, system });
}
