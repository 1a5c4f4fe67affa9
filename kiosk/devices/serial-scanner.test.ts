import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, open as openFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IDLE_GAP_MS } from './framing.ts';
import type { FoundPort } from './port-choice.ts';
import { createScannerMemory, type ScannerMemory } from './scanner-memory.ts';
import { openSerialScanner, type SerialScanner, type SerialScannerOptions } from './serial-scanner.ts';

const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat) console.warn('Serial scanner tests are skipped: socat is not installed.');

describe.skipIf(!hasSocat)('a scanner on a pseudo-terminal', () => {
  let folder = '';
  let cable: ChildProcess | null = null;
  let scanner: SerialScanner | null = null;
  let memory: ScannerMemory;
  const codes: string[] = [];
  const states: string[] = [];
  const end = (name: 'kiosk' | 'scanner'): string => join(folder, name);

  async function plugIn(): Promise<void> {
    const pty = (name: 'kiosk' | 'scanner') => `pty,raw,echo=0,link=${end(name)}`;
    cable = spawn('socat', ['-b65536', pty('kiosk'), pty('scanner')], { stdio: 'ignore' });
    await vi.waitFor(() => expect(existsSync(end('kiosk')) && existsSync(end('scanner'))).toBe(true));
  }

  async function unplug(): Promise<void> {
    const gone = new Promise((resolve) => cable?.once('close', resolve));
    cable?.kill();
    await gone;
    await vi.waitFor(() => expect(existsSync(end('kiosk'))).toBe(false));
  }

  function open(changes: Partial<SerialScannerOptions> = {}): void {
    scanner = openSerialScanner({
      path: end('kiosk'),
      baudRate: null,
      end: null,
      memory,
      onFrame: (frame) => codes.push(frame.kind === 'code' ? new TextDecoder().decode(frame.bytes) : frame.kind),
      onState: (state) => states.push(state),
      ...changes,
    });
  }

  /** The list of a machine on which our pseudo-terminal is a USB adapter: pseudo-terminals are in no system's list. */
  const listPorts = async (): Promise<FoundPort[]> =>
    existsSync(end('kiosk')) ? [{ path: end('kiosk'), vendorId: '1a86', productId: '7523' }] : [];

  const send = (text: string | Uint8Array): Promise<void> => appendFile(end('scanner'), text);
  const untilState = (state: string) => vi.waitFor(() => expect(states.at(-1)).toBe(state), { timeout: 8_000 });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serial-'));
    memory = createScannerMemory(folder);
    codes.length = 0;
    states.length = 0;
  });

  afterEach(async () => {
    await scanner?.close();
    if (cable?.exitCode === null && cable.signalCode === null) await unplug();
    await rm(folder, { recursive: true });
  });

  it('reads codes ended in every way, and one that comes byte by byte', async () => {
    await plugIn();
    open();
    await untilState('open');
    await send(`${CARD}\r\nsecond\rthird\tfourth\n`);
    for (const byte of new TextEncoder().encode('Nữ\r')) await send(Uint8Array.of(byte));
    await vi.waitFor(() => expect(codes).toEqual([CARD, 'second', 'third', 'fourth', 'Nữ']));
  });

  it('ends a code at silence where the scanner sends no terminator', async () => {
    await plugIn();
    open();
    await untilState('open');
    await send(CARD.slice(0, 20));
    await send(CARD.slice(20));
    await vi.waitFor(() => expect(codes).toEqual([CARD]));
    await delay(100); // A second, later gap must not repeat the code.
    expect(codes).toEqual([CARD]);
  });

  it('waits for a scanner that is not there yet, and reads on after it was unplugged and plugged in again', async () => {
    open();
    await untilState('closed');
    await plugIn();
    await untilState('open');
    await send('before\r');
    await vi.waitFor(() => expect(codes).toEqual(['before']));
    await unplug();
    await untilState('closed');
    await plugIn();
    await untilState('open');
    await send('after\r');
    await vi.waitFor(() => expect(codes).toEqual(['before', 'after']));
  });

  it('is found when it is plugged in, lost when it is pulled out, and found again', async () => {
    open({ path: null, listPorts });
    await untilState('none');
    await plugIn();
    await untilState('open');
    await send(`${CARD}\r`);
    await vi.waitFor(() => expect(codes).toEqual([CARD]));
    await unplug();
    await untilState('closed');
    await plugIn();
    await untilState('open');
    await send('after\r');
    await vi.waitFor(() => expect(codes).toEqual([CARD, 'after']));
    expect(states).toEqual(['none', 'open', 'closed', 'open']);
  });

  it("is not looked for on the printer's port, by whatever name that was set", async () => {
    await plugIn();
    const byId = join(folder, 'printer-by-id');
    await symlink(end('kiosk'), byId);
    const path = await realpath(byId);
    const looks = vi.fn<() => Promise<FoundPort[]>>(async () => [{ path, vendorId: '1a86', productId: '7523' }]);
    open({ path: null, listPorts: looks, excludedPaths: [byId] });
    await untilState('none');
    await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(1), { timeout: 5_000 });
    expect(states).toEqual(['none']);
  });

  it('is remembered with the speed at which it was understood', async () => {
    await plugIn();
    open({ path: null, listPorts });
    await untilState('open');
    await send(Uint8Array.of(0x00, 0x13, 0xf8, 0x00, 0x0b));
    await vi.waitFor(() => expect(codes).toEqual(['noise']));
    await delay(IDLE_GAP_MS * 2);
    await send(`${CARD}\r`);
    await vi.waitFor(() => expect(memory.read()).toEqual({ port: 'usb:1a86:7523', baudRate: 115_200 }));
    expect(codes).toEqual(['noise', CARD]);
  });

  it('is read at the speed and with the ending that somebody has set', async () => {
    await plugIn();
    open({ baudRate: 4_800, end: 'lf' });
    await untilState('open');
    await send('one\tcode\ntwo\n');
    await vi.waitFor(() => expect(codes).toEqual(['one\tcode', 'two']));
  });

  it('reads the good code right behind 10 MB of noise, with flat memory', async () => {
    await plugIn();
    open();
    await untilState('open');
    const chunk = new Uint8Array(65_536);
    const line = await openFile(end('scanner'), 'r+');
    const noise = async (bytes: number): Promise<void> => {
      for (let sent = 0; sent < bytes; sent += chunk.length) {
        for (let at = 0; at < chunk.length; ) {
          at += (await line.write(crypto.getRandomValues(chunk), at, Math.min(4_096, chunk.length - at))).bytesWritten;
        }
      }
    };
    await noise(2_000_000);
    const before = process.memoryUsage().heapUsed;
    await noise(8_000_000);
    await line.write(`${CARD}\r`);
    await vi.waitFor(() => expect(codes.at(-1)).toBe(CARD), { timeout: 10_000 });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
    await line.close();
  }, 60_000);
});
