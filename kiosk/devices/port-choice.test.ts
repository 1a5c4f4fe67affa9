import { describe, expect, it } from 'vitest';
import { choosePorts, type FoundPort, identifyPort, isUsbPort } from './port-choice.ts';

const CH340: FoundPort = { path: '/dev/ttyUSB0', vendorId: '1a86', productId: '7523' };
const HONEYWELL: FoundPort = { path: '/dev/ttyACM0', vendorId: '0C2E', productId: '0907', serialNumber: 'S123' };
const MODEM: FoundPort = { path: '/dev/ttyUSB2', vendorId: '12d1', productId: '1001' };
const BUILT_IN: FoundPort = { path: '/dev/ttyS0' };
const COM1: FoundPort = { path: 'COM1', pnpId: 'ACPI\\PNP0501\\0' };
const COM7: FoundPort = { path: 'COM7', pnpId: 'USB\\VID_0C2E&PID_0907\\S123' };
const BLUETOOTH: FoundPort = { path: '/dev/tty.Bluetooth-Incoming-Port' };

const choose = (ports: FoundPort[], history: Partial<Parameters<typeof choosePorts>[1]> = {}): string[] =>
  choosePorts(ports, { speaking: null, remembered: null, consoles: [], excluded: [], ...history }).map(
    ({ path }) => path,
  );

describe('which ports to listen on', () => {
  it('is every USB adapter before any port built in', () => {
    expect(choose([BUILT_IN, CH340, HONEYWELL])).toEqual(['/dev/ttyUSB0', '/dev/ttyACM0']);
    expect(choose([COM1, COM7])).toEqual(['COM7']);
  });

  it('is a port built in where there is nothing else, save the console', () => {
    expect(choose([BUILT_IN, { path: '/dev/ttyS1' }], { consoles: ['tty0', 'ttyS0'] })).toEqual(['/dev/ttyS1']);
    expect(choose([COM1])).toEqual(['COM1']);
    expect(choose(Array.from({ length: 32 }, (_, n) => ({ path: `/dev/ttyS${n}` })))).toHaveLength(4);
  });

  it('leaves modems and Bluetooth alone', () => {
    expect(choose([MODEM, BLUETOOTH, { path: '/dev/ttyAMA0' }])).toEqual([]);
  });

  it('begins with the scanner of the last time, wherever it is plugged in now', () => {
    const remembered = identifyPort(HONEYWELL);
    expect(choose([CH340, { ...HONEYWELL, path: '/dev/ttyACM3' }], { remembered })[0]).toBe('/dev/ttyACM3');
  });

  it('is the one that sends codes alone, for as long as it is there', () => {
    expect(choose([CH340, HONEYWELL], { speaking: '/dev/ttyACM0' })).toEqual(['/dev/ttyACM0']);
    expect(choose([CH340], { speaking: '/dev/ttyACM0' })).toEqual(['/dev/ttyUSB0']);
  });

  it("leaves the printer's port alone, even one that was the scanner before", () => {
    const excluded = ['/dev/ttyUSB0', 'com7'];
    expect(choose([CH340, HONEYWELL], { excluded })).toEqual(['/dev/ttyACM0']);
    expect(choose([CH340], { excluded, speaking: '/dev/ttyUSB0', remembered: identifyPort(CH340) })).toEqual([]);
    expect(choose([COM1, COM7], { excluded })).toEqual(['COM1']);
    expect(choose([CH340, BUILT_IN], { excluded })).toEqual(['/dev/ttyS0']);
  });

  it('knows a USB port by what each system tells of it', () => {
    const ports = [
      CH340,
      { path: '/dev/ttyACM1' },
      COM7,
      { path: '/dev/tty.usbmodem14101' },
      COM1,
      BUILT_IN,
      BLUETOOTH,
    ];
    expect(ports.map(isUsbPort)).toEqual([true, true, true, true, false, false, false]);
  });
});
