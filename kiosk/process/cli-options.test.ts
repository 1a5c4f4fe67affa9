import { describe, expect, it } from 'vitest';
import { KIOSK_OPTIONS, parseCliOptions, readKioskArguments } from './cli-options.ts';

function serialOf(unsaid: 'auto' | 'none', ...args: string[]) {
  const values = parseCliOptions(['--data=d', ...args], KIOSK_OPTIONS);
  if (!values) throw new Error('help');
  return readKioskArguments(values, unsaid).serial;
}

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
