import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderEvacuationListPdf } from '#print/badge/evacuation-list.ts';
import { renderReceiptPdf } from '#print/badge/receipt.ts';
import { renderTestPagePdf, TEST_CODE_TEXT } from '#print/badge/test-page.ts';
import { decodeWithBoth } from '#print/testing/decode.ts';
import { RECEIPT_SAMPLE } from '#print/testing/slip-sample.ts';
import type { PrintBackend, PrintFailure } from './print-backend.ts';
import { createPrinter } from './printer.ts';
import { createReceiptPrinter } from './receipt-printer.ts';
import { type FakePrinter, type FakePrinterManner, startFakePrinter } from './testing/fake-printer.ts';
import { readEscPos } from './testing/read-escpos.ts';

const { venueName, entranceName, at, timeZone } = RECEIPT_SAMPLE;
const testPage = (paper: 72 | 48 = 72): Promise<Uint8Array> =>
  renderTestPagePdf({ venueName, entranceName, at, timeZone, paper, printerName: null, language: 'both' });
const PATIENCE = { stallMs: 1_000, statusMs: 500 };

let printer: FakePrinter | null = null;
let backend: PrintBackend | null = null;

afterEach(async () => {
  await backend?.close();
  await printer?.close();
  [printer, backend] = [null, null];
});

const network = (port: number, paper: { dots: number; cut: boolean } = { dots: 576, cut: true }) =>
  ({ kind: 'escpos', over: { kind: 'network', host: '127.0.0.1', port }, ...paper }) as const;

async function connectTo(manner: FakePrinterManner, paper?: { dots: number; cut: boolean }): Promise<FakePrinter> {
  printer = await startFakePrinter(manner);
  backend = createReceiptPrinter(network(printer.port, paper), PATIENCE);
  return printer;
}

describe('a receipt printer on the network', () => {
  it('gets a page it prints whole: every dot in its place, a code that scans, fed and cut', async () => {
    const { jobs } = await connectTo('mute');
    expect(await backend?.print(await testPage(), 1)).toEqual({ ok: true, value: undefined });
    const { image, cuts, lineFeeds } = readEscPos(jobs[0] ?? Buffer.alloc(0));
    expect([image.width, cuts]).toEqual([576, 1]);
    expect(lineFeeds).toBeGreaterThanOrEqual(4);
    expect((await decodeWithBoth(image)).zxing).toBe(TEST_CODE_TEXT);
    // The frame of the test page, half a millimetre wide: 4 dots at each edge, from the first row to the last.
    for (const y of [0, Math.floor(image.height / 2), image.height - 1]) {
      const row = image.data.subarray(y * 576, (y + 1) * 576);
      expect([...row.subarray(0, 4), ...row.subarray(572)]).toEqual(Array(8).fill(0));
    }
  });

  it('prints on narrow paper, and does not cut where it cannot', async () => {
    const { jobs } = await connectTo('mute', { dots: 384, cut: false });
    expect((await backend?.print(await testPage(48), 1))?.ok).toBe(true);
    const { image, cuts } = readEscPos(jobs[0] ?? Buffer.alloc(0));
    expect([image.width, cuts]).toEqual([384, 0]);
    expect((await decodeWithBoth(image)).zxing).toBe(TEST_CODE_TEXT);
  });

  it('shrinks what is too wide to the paper, and leaves what is narrower at its size', async () => {
    const { jobs } = await connectTo('mute', { dots: 384, cut: true });
    await backend?.print(await testPage(72), 1);
    expect(readEscPos(jobs[0] ?? Buffer.alloc(0)).image.width).toBe(384);
    await connectTo('mute', { dots: 580, cut: true });
    await backend?.print(await testPage(48), 1);
    const { image } = readEscPos(printer?.jobs[0] ?? Buffer.alloc(0));
    const inked = Array.from({ length: image.width }, (_, x) => x).filter((x) => image.data[x] === 0);
    expect([image.width, inked.length, inked[0]]).toEqual([576, 384, 96]);
  });

  it('prints copies as jobs of their own', async () => {
    const { jobs } = await connectTo('talking');
    expect((await backend?.print(await renderReceiptPdf(RECEIPT_SAMPLE), 3))?.ok).toBe(true);
    await vi.waitFor(() => expect(jobs).toHaveLength(3));
    expect(jobs.map((job) => readEscPos(job).cuts)).toEqual([1, 1, 1]);
  });

  it.each<[FakePrinterManner, PrintFailure, 'ready' | 'error']>([
    ['no-paper', 'paper', 'error'],
    ['cover-open', 'paper', 'error'],
    ['paper-ends', 'paper', 'ready'],
    ['stuck', 'busy', 'ready'],
    ['resets', 'unreachable', 'ready'],
  ])('that is %s gives a reason, in time', async (manner, failure, probed) => {
    await connectTo(manner);
    const pdf = await testPage();
    expect(await backend?.probe()).toBe(probed);
    const began = performance.now();
    expect(await backend?.print(pdf, 1)).toEqual({ ok: false, error: failure });
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  it('that is not there is unreachable', async () => {
    await connectTo('mute');
    await printer?.close();
    expect(await backend?.print(await testPage(), 1)).toEqual({ ok: false, error: 'unreachable' });
    expect(await backend?.probe()).toBe('missing');
    printer = null;
  });

  it('is not sent what is no PDF', async () => {
    const { jobs } = await connectTo('mute');
    expect(await backend?.print(new TextEncoder().encode('no PDF'), 1)).toEqual({ ok: false, error: 'failed' });
    expect(jobs).toEqual([]);
    expect((await backend?.print(await testPage(), 1))?.ok).toBe(true);
  });
});

describe('a printer as the kiosk keeps it', () => {
  it('prints in turn, refuses what would come too late, and says when its state changes', async () => {
    printer = await startFakePrinter('talking');
    const kept = createPrinter(network(printer.port), { probeEveryMs: 50 });
    const states: string[] = [];
    const stop = kept.onState((state) => states.push(state));
    const pdf = await renderReceiptPdf(RECEIPT_SAMPLE);
    const results = await Promise.all(Array.from({ length: 7 }, () => kept.print(pdf)));
    expect(results.map((result) => (result.ok ? 'ok' : result.error))).toEqual([
      ...Array(5).fill('ok'),
      'busy',
      'busy',
    ]);
    await vi.waitFor(() => expect(printer?.jobs.filter((job) => job.length > 1_000)).toHaveLength(5));
    await printer.close();
    printer = null;
    await vi.waitFor(() => expect(kept.state()).toBe('missing'));
    expect(await kept.print(pdf)).toEqual({ ok: false, error: 'unreachable' });
    stop();
    await kept.close();
    expect(states).toEqual(['missing']);
    expect(await kept.print(pdf)).toEqual({ ok: false, error: 'failed' });
  });

  it('lets go of a stuck printer when it is closed', async () => {
    printer = await startFakePrinter('stuck');
    const kept = createPrinter(network(printer.port));
    const printing = kept.print(await testPage());
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kept.close();
    expect((await printing).ok).toBe(false);
  });

  it('is none where none is set', async () => {
    const kept = createPrinter({ kind: 'none' });
    expect([kept.state(), await kept.print(await testPage())]).toEqual(['none', { ok: false, error: 'no-printer' }]);
    await kept.close();
  });
});

const hasSocat = spawnSync('socat', ['-V']).status === 0;

describe.skipIf(!hasSocat)('a receipt printer on a serial port', () => {
  let folder = '';
  let cable: ReturnType<typeof spawn> | null = null;

  async function layCable(): Promise<{ kiosk: string; printer: string }> {
    folder = await mkdtemp(join(tmpdir(), 'printer-'));
    const ends = { kiosk: join(folder, 'kiosk'), printer: join(folder, 'printer') };
    const pty = (path: string) => `pty,raw,echo=0,link=${path}`;
    cable = spawn('socat', ['-d', '-d', pty(ends.kiosk), pty(ends.printer)], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    cable.stderr?.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await vi.waitFor(() => expect(said).toContain('starting data transfer loop'));
    return ends;
  }

  afterEach(async () => {
    cable?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets every byte of its job', async () => {
    const ends = await layCable();
    const over = { kind: 'serial', path: ends.kiosk, baudRate: 115_200 } as const;
    backend = createReceiptPrinter({ kind: 'escpos', over, dots: 576, cut: true }, PATIENCE);
    expect(await backend.probe()).toBe('ready');
    const line = await openFile(ends.printer, 'r+');
    const received: Buffer[] = [];
    const stream = line.createReadStream();
    stream.on('data', (bytes) => received.push(Buffer.from(bytes)));
    stream.on('error', () => {}); // The cable is pulled at the end.
    expect(await backend.print(await testPage(), 1)).toEqual({ ok: true, value: undefined });
    await vi.waitFor(() => expect(readEscPos(Buffer.concat(received)).cuts).toBe(1), { timeout: 10_000 });
    expect((await decodeWithBoth(readEscPos(Buffer.concat(received)).image)).zxing).toBe(TEST_CODE_TEXT);
  });

  it('that takes nothing is busy, one that was pulled out is unreachable', async () => {
    const ends = await layCable();
    const over = { kind: 'serial', path: ends.kiosk, baudRate: 115_200 } as const;
    backend = createReceiptPrinter({ kind: 'escpos', over, dots: 576, cut: true }, PATIENCE);
    expect(await backend.print(await testPage(), 1)).toEqual({ ok: false, error: 'busy' });
    const printing = backend.print(await testPage(), 1);
    cable?.kill();
    expect(await printing).toEqual({ ok: false, error: 'unreachable' });
    await vi.waitFor(async () => expect(await backend?.probe()).toBe('missing'));
  });
});

it('draws long lists without keeping anybody waiting', async () => {
  printer = await startFakePrinter('mute');
  backend = createReceiptPrinter(network(printer.port), PATIENCE);
  const rows = Array.from({ length: 400 }, () => ({ who: 'N. T. Hương', since: at, accompanied: 0 }));
  const list = {
    venueName,
    entranceName,
    at,
    timeZone,
    paper: 72,
    scope: 'door',
    nameless: 0,
    language: 'vi',
  } as const;
  const pdf = await renderEvacuationListPdf({ ...list, rows });
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  await backend.print(pdf, 1);
  clearInterval(timer);
  // In this thread it would be well over a second.
  expect(longest).toBeLessThan(800);
});
