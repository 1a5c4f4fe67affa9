import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSerialScanner, type SerialScanner } from './serial-scanner.ts';

const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const hasSocat = spawnSync('socat', ['-V']).status === 0;
if (!hasSocat) console.warn('Serial scanner tests are skipped: socat is not installed.');

describe.skipIf(!hasSocat)('a scanner on a pseudo-terminal', () => {
  let folder = '';
  let cable: ChildProcess | null = null;
  let scanner: SerialScanner | null = null;
  const codes: string[] = [];
  const states: string[] = [];
  const end = (name: 'kiosk' | 'scanner'): string => join(folder, name);

  async function plugIn(): Promise<void> {
    const pty = (name: 'kiosk' | 'scanner') => `pty,raw,echo=0,link=${end(name)}`;
    cable = spawn('socat', [pty('kiosk'), pty('scanner')], { stdio: 'ignore' });
    await vi.waitFor(() => expect(existsSync(end('kiosk')) && existsSync(end('scanner'))).toBe(true));
  }

  async function unplug(): Promise<void> {
    const gone = new Promise((resolve) => cable?.once('close', resolve));
    cable?.kill();
    await gone;
    await vi.waitFor(() => expect(existsSync(end('kiosk'))).toBe(false));
  }

  function open(): void {
    scanner = openSerialScanner({
      path: end('kiosk'),
      onFrame: (frame) => codes.push(frame.kind === 'code' ? new TextDecoder().decode(frame.bytes) : frame.kind),
      onState: (state) => states.push(state),
    });
  }

  const send = (text: string | Uint8Array): Promise<void> => appendFile(end('scanner'), text);
  const untilState = (state: string) => vi.waitFor(() => expect(states.at(-1)).toBe(state), { timeout: 8_000 });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serial-'));
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
});
