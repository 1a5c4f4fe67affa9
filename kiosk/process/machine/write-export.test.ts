import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { createSigner, generateSigningKey } from '#shared/sealing/signing.ts';
import { makeDayKeys, makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { writeExport } from './write-export.ts';

const RECORDS = 40;
const PIPE_BYTES = 65_536;

let folder: string;
let stick: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-export-'));
  stick = join(folder, 'stick');
  mkdirSync(stick);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function makeParts() {
  const identity = await generateSigningKey();
  const { part } = await makeDayKeys(TEST_NOW, 2);
  const key = part.keys.find(({ day, class: of }) => day === null && of === 'health');
  if (!key) throw new Error('no fallback key');
  const records = Array.from({ length: RECORDS }, (_, index): OutboxRecord => {
    const event = makeVisitEvent();
    return { epoch: 'one', seq: index + 1, id: event.id, hash: 'h'.repeat(43), body: JSON.stringify(event) };
  });
  return {
    store: {
      epoch: 'one',
      listWaitingSeqs: () => records.map(({ seq }) => seq),
      readRecords: (seqs: readonly number[]) => records.filter(({ seq }) => seqs.includes(seq)),
    },
    pairing: {
      serverUrl: 'http://127.0.0.1:1',
      kioskId: '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a01' as never,
      serverId: 'server-1',
      serverPublicKey: 'A'.repeat(43),
      certificate: 'x.y',
    },
    key,
    signer: await createSigner(identity),
    at: TEST_NOW,
  };
}

const neverHung = (): void => {
  throw new Error('it hangs');
};

it('writes what waits, under its name once all of it is there', async () => {
  const written = await writeExport(await makeParts(), { dir: stick, onHung: neverHung });
  if (!written.ok) throw new Error(written.error);
  expect(written.value.records).toBe(RECORDS);
  expect(readdirSync(stick)).toEqual([written.value.name]);
});

it('says that a stick is gone, and that one cannot be written to', async () => {
  const parts = await makeParts();
  const gone = await writeExport(parts, { dir: join(folder, 'gone'), onHung: neverHung });
  expect(gone).toEqual({ ok: false, error: 'no-drive' });
  const denied = Object.assign(new Error('denied'), { code: 'EROFS', syscall: 'open' });
  const openFile = () => Promise.reject(denied);
  expect(await writeExport(parts, { dir: stick, onHung: neverHung, openFile })).toEqual({
    ok: false,
    error: 'not-writable',
  });
});

it.skipIf(process.platform === 'win32')(
  'gives a stick up that stops answering in the middle of a write, and says when it lets go of what it holds',
  async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const full = await open(pipe, 'r+');
    await full.write(Buffer.alloc(PIPE_BYTES));
    let settle = (): void => undefined;
    const letGo = new Promise<void>((resolve) => {
      settle = resolve;
    });
    let hasLetGo = false;
    const outcome = await writeExport(await makeParts(), {
      dir: stick,
      stepMs: 200,
      onHung: (held) => {
        void held.then(() => {
          hasLetGo = true;
          settle();
        });
      },
      openFile: (): Promise<FileHandle> => open(pipe, 'r+'),
    });
    expect(outcome).toEqual({ ok: false, error: 'not-answering' });
    expect(hasLetGo).toBe(false);
    await full.read(Buffer.alloc(PIPE_BYTES));
    await letGo;
    expect(readdirSync(stick)).toEqual([]);
    await full.close();
  },
);
