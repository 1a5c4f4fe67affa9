import { delimiter, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIOSK_OPTIONS, parseCliOptions, readKioskArguments } from './cli-options.ts';

function read(unsaid: 'auto' | 'none', ...args: string[]) {
  const values = parseCliOptions(['--data=d', ...args], KIOSK_OPTIONS);
  if (!values) throw new Error('help');
  return readKioskArguments(values, unsaid);
}
const serialOf = (unsaid: 'auto' | 'none', ...args: string[]) => read(unsaid, ...args).serial;
const printerOf = (text: string) => read('none', `--printer=${text}`).printer;

describe('the scanner on the command line', () => {
  it('is found by itself on a kiosk with a screen, and not looked for without one', () => {
    expect(serialOf('auto')).toEqual({ path: null, baudRate: null, end: null });
    expect(serialOf('none')).toBe(null);
  });

  it('is what somebody says', () => {
    expect(serialOf('auto', '--serial=none')).toBe(null);
    expect(serialOf('none', '--serial=auto')).toEqual({ path: null, baudRate: null, end: null });
    const set = ['--serial=COM3', '--serial-baud=115200', '--serial-end=tab'];
    expect(serialOf('auto', ...set)).toEqual({ path: 'COM3', baudRate: 115_200, end: 'tab' });
  });

  it.each([['--serial-baud=fast'], ['--serial-baud=5'], ['--serial-end=bell'], ['--serial-end=toString']])(
    'cannot be %s',
    (argument) => {
      expect(() => serialOf('auto', argument)).toThrow(/--serial-(?:baud|end) takes/);
    },
  );
});

describe('the printer on the command line', () => {
  it('is what somebody says, or what it was', () => {
    const roll = { dots: 576, cut: true };
    const over = { kind: 'network', host: '192.168.1.40', port: 9_100 };
    expect(read('none').printer).toBe(null);
    expect(printerOf('none')).toEqual({ kind: 'none' });
    expect(printerOf('system')).toEqual({ kind: 'system', name: null });
    expect(printerOf('system:Văn phòng: tầng 2')).toEqual({ kind: 'system', name: 'Văn phòng: tầng 2' });
    expect(printerOf('network:192.168.1.40')).toEqual({ kind: 'escpos', over, ...roll });
    expect(printerOf('network:[::1]:9101')).toMatchObject({ over: { host: '[::1]', port: 9_101 } });
    expect(printerOf('serial:COM5@115200')).toMatchObject({
      over: { kind: 'serial', path: 'COM5', baudRate: 115_200 },
    });
    expect(printerOf('serial:/dev/ttyUSB1')).toMatchObject({ over: { path: '/dev/ttyUSB1', baudRate: 9_600 } });
  });

  it.each(['', 'laser', 'network', 'network:', 'none:1', 'serial:COM5@1', 'network:host:99999'])(
    'cannot be "%s"',
    (text) => expect(() => printerOf(text)).toThrow(/^--printer takes/),
  );
});

describe('folders that count as USB sticks', () => {
  it('are any number, said one by one or together', () => {
    expect(read('none').usbDirs).toEqual([]);
    const dirs = [resolve('/a'), resolve('/b'), resolve('/c')];
    expect(read('none', '--usb-dir=/a', `--usb-dir=/b${delimiter}/c`).usbDirs).toEqual(dirs);
  });
});
