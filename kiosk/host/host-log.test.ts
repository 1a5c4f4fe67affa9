import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { HostLog, keepImpersonal, logFolder } from './host-log.ts';

const message = (line: string): unknown => {
  const kept = keepImpersonal(line);
  return kept === null ? null : (JSON.parse(kept) as { msg: string }).msg;
};

it('keeps our own lines, and no field that is not ours', () => {
  expect(keepImpersonal('{"level":50,"time":1,"msg":"pairing failed: Error","name":"Hương"}')).toBe(
    '{"level":50,"time":1,"msg":"pairing failed: Error"}',
  );
  expect(message('{"fatal":"Another kiosk is running on /d."}')).toBe('Another kiosk is running on /d.');
});

it.each([
  ['TypeError: cannot read "Nguyễn Thị Hương" of undefined', 'TypeError'],
  ['Uncaught RangeError: 046185000123', 'RangeError'],
  [
    '    at KioskCore.scan (file:///k/kiosk/process/kiosk-core.ts:12:3)',
    'at KioskCore.scan (file:///k/kiosk/process/kiosk-core.ts:12:3)',
  ],
  [
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ],
  ["  expected 'Nguyễn Thị Hương'", null],
  ["    at 'Nguyễn Thị Hương'", null],
  ['0912345678', null],
  ['{"msg":"0912345678"}', null],
  ['null', null],
])('keeps of "%s" what cannot be personal', (line, kept) => {
  expect(message(line)).toBe(kept);
});

it('writes its own lines and those of the core to the error output and to the files', async () => {
  const data = mkdtempSync(join(tmpdir(), 'host-log-'));
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const log = new HostLog(data);
    log.say('warn', 'the page hung');
    log.follow(Readable.from(['{"level":30,"time":7,"msg":"scanner', ' open"}\nhalf a line of somebody']));
    await vi.waitFor(() => expect(written).toHaveLength(3));
    await log.flush();
    const lines = readFileSync(join(logFolder(data), 'kiosk.log'), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['the page hung', 'scanner open']);
    expect(written[2]).toBe('half a line of somebody\n');
  } finally {
    spy.mockRestore();
    rmSync(data, { recursive: true });
  }
});
