import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMachine, type Machine, type MachineParts } from './machine.ts';
import { openMachineSettings } from './machine-settings.ts';

const PATIENCE_MS = 5_000;

let folder: string;
let stick: string;
let changes: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machine-'));
  stick = join(folder, 'stick');
  mkdirSync(stick);
  changes = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const never = new Promise<never>(() => undefined);

function makeMachine(parts: Partial<MachineParts> = {}): Machine {
  const press = { state: 'none', close: async () => undefined } as never;
  return createMachine({
    dataDir: folder,
    usbDirs: [stick],
    appVersion: '1.0.0',
    store: { readPairing: () => null, readDayKeys: () => null, countHeld: () => 0 } as never,
    clock: {} as never,
    signer: {} as never,
    sync: { exchangeNow: () => never, pairAgain: () => never },
    settings: openMachineSettings(folder),
    press,
    scannerMemory: {} as never,
    scanner: 'none',
    listSerialPorts: async () => [],
    connection: () => ({}) as never,
    onChange: () => {
      changes += 1;
    },
    onHostWish: () => undefined,
    onInstallUpdate: () => undefined,
    onPairedAgain: () => undefined,
    ...parts,
  });
}

/** In place of the system's own. */
function installLpstat(script: string): void {
  const file = join(folder, 'lpstat');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`);
}

/** Other programs and files answer in true time. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setImmediate(resolve));
}

describe.skipIf(process.platform !== 'linux')('what hangs on a page of the staff', () => {
  it('serial ports that nobody lists: the page is shown without them', async () => {
    const machine = makeMachine({ listSerialPorts: () => never });
    machine.perform({ act: 'open-page', page: 'settings' });
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(changes).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await until(() => changes === 1);
    expect(machine.view.serialPorts).toEqual([]);
  });

  it('a print system that does not answer: the ports are shown', async () => {
    installLpstat('exec sleep 600');
    const machine = makeMachine({ listSerialPorts: async () => ['/dev/ttyUSB0'] });
    machine.perform({ act: 'open-page', page: 'settings' });
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    await until(() => changes === 1);
    expect(machine.view).toMatchObject({ systemPrinters: [], serialPorts: ['/dev/ttyUSB0'] });
  });

  it('a server that does not answer: the kiosk ends all the same', async () => {
    const machine = makeMachine();
    machine.perform({ act: 'sync' });
    expect(machine.view.syncing).toBe(true);
    let hasEnded = false;
    const ending = machine.close().then(() => {
      hasEnded = true;
    });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(hasEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await ending;
  });
});
