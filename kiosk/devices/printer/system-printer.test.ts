import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderEvacuationListPdf } from '#print/badge/evacuation-list.ts';
import { renderReceiptPdf } from '#print/badge/receipt.ts';
import { RECEIPT_SAMPLE } from '#print/testing/slip-sample.ts';
import { createCupsSpooler, listCupsPrinters } from './cups-spooler.ts';
import { mediaOf } from './pdf-media.ts';
import { createWindowsSpooler } from './windows-spooler.ts';

/** Programs of the system, pretended: each writes down how it was called, and answers by a script of its own. */
describe.skipIf(process.platform === 'win32')("the system's printers", () => {
  let folder = '';
  const path = process.env['PATH'];

  async function pretend(program: string, script: string): Promise<void> {
    const file = join(folder, program);
    await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${folder}/${program}.calls'\n${script}\n`);
    await chmod(file, 0o755);
  }
  const callsOf = async (program: string): Promise<string[]> =>
    (await readFile(join(folder, `${program}.calls`), 'utf8').catch(() => '')).split('\n').filter(Boolean);

  /** lpstat of a system with one printer; `jobs` is its answer to `-o`. */
  const pretendQueue = (state: string, jobs: string): Promise<void> =>
    pretend(
      'lpstat',
      `case "$*" in
        -e) printf 'slips\\noffice\\n' ;;
        -d) echo 'system default destination: slips' ;;
        *-p*) printf '${state}\\n\\tAlerts: none\\n' ;;
        *-o*) printf '${jobs}' ;;
      esac`,
    );
  const IDLE = 'printer slips is idle.  enabled since Sun Nov 22 05:00:04 2026';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spooler-'));
    process.env['PATH'] = `${folder}:/usr/bin:/bin`;
    await pretendQueue(IDLE, '');
    await pretend('lp', `cat > '${folder}/printed.pdf'; echo 'request id is slips-7 (0 file(s))'`);
    await pretend('cancel', '');
  });

  afterEach(async () => {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true });
  });

  it('are listed', async () => {
    expect(await listCupsPrinters()).toEqual(['slips', 'office']);
  });

  it('get the PDF by a pipe, with its paper and copies', async () => {
    const pdf = await renderReceiptPdf(RECEIPT_SAMPLE);
    expect(await createCupsSpooler(null).print(pdf, 2)).toEqual({ ok: true, value: undefined });
    expect(new Uint8Array(await readFile(join(folder, 'printed.pdf')))).toEqual(pdf);
    expect(await callsOf('lp')).toEqual([
      expect.stringMatching(/^-d slips -n 2 -t check-in -o media=Custom\.72x\d+mm -o print-scaling=auto-fit$/),
    ]);
  });

  it('do not take jobs that would lie there till somebody starts the queue', async () => {
    await pretendQueue('printer slips disabled since Sun Nov 22 05:00:28 2026 -', '');
    const spooler = createCupsSpooler('slips');
    expect(await spooler.print(await renderReceiptPdf(RECEIPT_SAMPLE), 1)).toEqual({ ok: false, error: 'failed' });
    expect([await callsOf('lp'), await spooler.probe()]).toEqual([[], 'error']);
  });

  it('have a job taken back that does not come out', async () => {
    const stuck =
      'printer slips now printing slips-7.  enabled since Sun Nov 22 05:00:32 2026\\n\\tThe printer is not responding.';
    await pretendQueue(stuck, 'slips-7  root 1024 Sun\\n');
    const spooler = createCupsSpooler('slips', 700);
    expect(await spooler.print(await renderReceiptPdf(RECEIPT_SAMPLE), 1)).toEqual({ ok: false, error: 'unreachable' });
    expect(await callsOf('cancel')).toEqual(['slips-7']);
    expect(await spooler.probe()).toBe('missing');
  });

  it('may take their time while they print', async () => {
    await pretendQueue(
      'printer slips now printing slips-7.  enabled since Sun Nov 22 05:00:32 2026',
      'slips-7  root\\n',
    );
    expect((await createCupsSpooler('slips', 700).print(await renderReceiptPdf(RECEIPT_SAMPLE), 1)).ok).toBe(true);
    expect(await callsOf('cancel')).toEqual([]);
  });

  it('are missing where the system has none, and where it has no CUPS', async () => {
    await pretend('lp', `echo 'lp: Error - The printer or class does not exist.' >&2; exit 1`);
    const pdf = await renderReceiptPdf(RECEIPT_SAMPLE);
    expect(await createCupsSpooler('slips').print(pdf, 1)).toEqual({ ok: false, error: 'no-printer' });
    process.env['PATH'] = '/nowhere';
    expect(await createCupsSpooler('slips').print(pdf, 1)).toEqual({ ok: false, error: 'no-printer' });
    expect(await createCupsSpooler(null).probe()).toBe('missing');
    expect(await listCupsPrinters()).toEqual([]);
  });

  it('on Windows get pictures of the pages by the pipe, and the name as a name', async () => {
    await pretend('powershell.exe', `cat > '${folder}/pages.txt'`);
    const row = { who: 'N. T. Hương', since: RECEIPT_SAMPLE.at, accompanied: 0 };
    const { venueName, entranceName, at, timeZone } = RECEIPT_SAMPLE;
    const list = {
      venueName,
      entranceName,
      at,
      timeZone,
      scope: 'door',
      nameless: 0,
      language: 'vi',
      paper: 'A4',
    } as const;
    const pdf = await renderEvacuationListPdf({ ...list, rows: Array(80).fill(row) });
    const spooler = createWindowsSpooler("Máy in'; exit 9; '");
    expect(await spooler.print(pdf, 2)).toEqual({ ok: true, value: undefined });
    await spooler.close();
    const pages = (await readFile(join(folder, 'pages.txt'), 'utf8')).split('\n').filter(Boolean);
    expect(pages).toHaveLength(2);
    const picture = Buffer.from(pages[0] ?? '', 'base64');
    expect([picture.toString('latin1', 0, 2), picture.readUInt32LE(2)]).toEqual(['BM', picture.length]);
    expect([picture.readInt32LE(18), picture.readInt32LE(22), picture.readUInt16LE(28)]).toEqual([2480, 3508, 1]);
    const [call = ''] = await callsOf('powershell.exe');
    const script = Buffer.from(call.split(' ').at(-1) ?? '', 'base64').toString('utf16le');
    expect(script).toContain("PrinterName = 'Máy in''; exit 9; '''\n");
    expect(script).toContain('Copies = 2');
  });
});

describe('the paper of a PDF', () => {
  it('is named as CUPS knows it', async () => {
    const { venueName, entranceName, at, timeZone } = RECEIPT_SAMPLE;
    const list = {
      venueName,
      entranceName,
      at,
      timeZone,
      scope: 'door',
      rows: [],
      nameless: 0,
      language: 'vi',
    } as const;
    expect(mediaOf(await renderEvacuationListPdf({ ...list, paper: 'A4' }))).toBe('A4');
    expect(mediaOf(await renderReceiptPdf({ ...RECEIPT_SAMPLE, roll: 48 }))).toMatch(/^Custom\.48x\d+mm$/);
    expect(mediaOf(new Uint8Array(10))).toBeNull();
  });
});
