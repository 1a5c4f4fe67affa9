import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

// Each command is a process of its own: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let test: TestServer;
let owner: Owner;
let visitId: string;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, owner);
  const record = await kiosk.makeRecord({ contact: { v: 1, name: 'Đỗ Thị Mơ', phone: '+84912000333' } });
  visitId = record.id;
  await kiosk.exchange([record]);
});
afterAll(() => test.close());

async function person(word: string, typed: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, '..', 'cli.ts'),
    'person',
    word,
    '--data',
    test.dataDir,
  ]);
  child.stdin.end(`${typed}\n`);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, out, err };
}

describe('person', () => {
  it('finds and erases by what comes on standard input, naming nobody', async () => {
    const found = await person('find', '0912 000 333');
    expect(found).toMatchObject({ code: 0, err: '' });
    expect(found.out).toContain(visitId);
    expect(found.out).toContain('1 visits, 0 sealed records waiting');
    const erased = await person('erase', '0912000333');
    expect(erased.out).toContain('1 visits erased');
    for (const canary of ['Mơ', '912000333', '912 000']) expect(found.out + erased.out).not.toContain(canary);
    const row = await test.server.services.store.read
      .selectFrom('visits')
      .select('contact_sealed')
      .where('id', '=', visitId as never)
      .executeTakeFirstOrThrow();
    expect(row.contact_sealed).toBeNull();
  });

  it('says in a sentence what is no phone', async () => {
    expect(await person('erase', '12345')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^That is no phone/),
    });
  });
});
