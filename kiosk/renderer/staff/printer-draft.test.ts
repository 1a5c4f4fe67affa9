import { describe, expect, it } from 'vitest';
import { type PrinterSetting, printerSettingSchema } from '#kiosk/core/printer-setting.ts';
import { draftOf, parsePrinterAddress, settingOf } from './printer-draft.ts';

const SETTINGS: readonly PrinterSetting[] = [
  { kind: 'none' },
  { kind: 'system', name: null },
  { kind: 'system', name: 'HP LaserJet' },
  { kind: 'escpos', over: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 19_200 }, dots: 384, cut: false },
  { kind: 'escpos', over: { kind: 'network', host: '192.168.1.50', port: 9_100 }, dots: 576, cut: true },
  { kind: 'escpos', over: { kind: 'network', host: 'printer.local', port: 9_101 }, dots: 512, cut: true },
];

describe('the choice of a printer', () => {
  it.each(SETTINGS)('goes there and back: %j', (setting) => {
    expect(settingOf(draftOf(setting))).toEqual(setting);
  });

  it('is no setting before a port is chosen or an address typed', () => {
    const draft = { ...draftOf({ kind: 'none' }), kind: 'escpos' } as const;
    expect(settingOf(draft)).toBeNull();
    expect(settingOf({ ...draft, over: 'network' })).toBeNull();
    expect(settingOf({ ...draft, over: 'network', address: '10.0.0.7' })).toMatchObject({
      over: { host: '10.0.0.7', port: 9_100 },
    });
  });

  it.each(['', ' ', ':9100', 'a b', 'a..b', '-a', 'a-', 'host:0', 'host:65536', 'host:x', 'a:1:2', 'a'.repeat(254)])(
    'is not led astray by the address %j',
    (text) => expect(parsePrinterAddress(text)).toBeNull(),
  );

  it('gives only what the core takes', () => {
    for (const text of ['a', 'printer-1.local:1', ' 10.0.0.7:65535 ']) {
      const setting = settingOf({ ...draftOf({ kind: 'none' }), kind: 'escpos', over: 'network', address: text });
      expect(printerSettingSchema.parse(setting)).toEqual(setting);
    }
  });
});
