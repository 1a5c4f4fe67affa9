import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliEnd, runCommand } from '../testing/run-cli.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

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

const person = (word: string, typed: string): Promise<CliEnd> =>
  runCommand(['person', word, '--data', test.dataDir], `${typed}\n`);

describe('person', () => {
  it('finds and erases by what comes on standard input, naming nobody', async () => {
    const found = await person('find', '0912 000 333');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain(visitId);
    expect(found.stdout).toContain('1 visits, 0 sealed records waiting');
    const erased = await person('erase', '0912000333');
    expect(erased.stdout).toContain('1 visits erased');
    for (const canary of ['Mơ', '912000333', '912 000']) expect(found.stdout + erased.stdout).not.toContain(canary);
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
      stdout: '',
      stderr: expect.stringMatching(/^That is no phone/),
    });
  });
});
