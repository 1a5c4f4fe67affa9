import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oldNodeSentence } from './old-node.mjs';
import { formatHelp, parseOptions, parsePort } from './options.mjs';
import { parseStartOptions, START_OPTIONS } from './start-options.mjs';

describe('parseOptions', () => {
  it('refuses what it does not know in one sentence', () => {
    expect(() => parseOptions(['--prot', '1'], START_OPTIONS)).toThrow("Unknown option '--prot': see --help.");
  });

  it('refuses a value that is missing', () => {
    expect(() => parseOptions(['--port'], START_OPTIONS)).toThrow(/--port.*see --help[.]$/s);
  });

  it('reads ports and nothing else as ports', () => {
    expect(parsePort('8080', 'port')).toBe(8080);
    for (const text of ['', '-1', '80a', '65536', '1e3']) expect(() => parsePort(text, 'port')).toThrow('--port takes');
  });

  it('names every option in the help', () => {
    const help = formatHelp('usage', START_OPTIONS);
    for (const name of Object.keys(START_OPTIONS)) expect(help).toContain(`--${name}`);
  });
});

describe('parseStartOptions', () => {
  it('binds to this machine alone, with demo data and a kiosk', () => {
    expect(parseStartOptions([])).toEqual({
      help: false,
      data: resolve('data'),
      port: 8080,
      kioskPort: 8081,
      host: '127.0.0.1',
      publicUrl: null,
      kiosk: true,
      demo: true,
      open: true,
    });
  });

  it('never mixes demo data with a public address', () => {
    expect(parseStartOptions(['--public-url', 'https://checkin.example.vn'])).toMatchObject({ demo: false });
  });

  it('refuses an address without a scheme, and words it does not know', () => {
    expect(() => parseStartOptions(['--public-url', 'checkin.example.vn'])).toThrow('--public-url takes an address');
    expect(() => parseStartOptions(['now'])).toThrow('"now" is not an option');
  });

  it('refuses one port for two things, unless the kiosk is not wanted', () => {
    expect(() => parseStartOptions(['--port', '8081'])).toThrow('choose two ports');
    expect(parseStartOptions(['--port', '8081', '--no-kiosk']).port).toBe(8081);
  });
});

describe('oldNodeSentence', () => {
  it('refuses what cannot run the scripts', () => {
    expect(oldNodeSentence('18.20.4')).toContain('18.20.4');
    expect(oldNodeSentence('20.0.0')).toBeNull();
    expect(oldNodeSentence('100.0.0')).toBeNull();
  });
});
