import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PosterJob,
  posterChoicesSchema,
  posterJobSchema,
  posterSamplesSchema,
} from '#shared/contract/portal-posters.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
let stranger: Owner;
const LONG = 'Nhà hàng tiệc cưới và hội nghị '.repeat(9).trim();

beforeAll(async () => {
  test = await startTestServer({ publicUrl: 'https://checkin.example.vn' });
  owner = await registerOwner(test.url);
  stranger = await registerOwner(test.url);
  const address = { line: '5 Lê Lợi', communeCode: '19789' };
  for (const [name, entrances] of [
    ['Phở Bà Năm / "Ngon"', ['Cửa chính', 'Cửa sau']],
    [LONG, [LONG.slice(0, 100)]],
  ] as const) {
    const made = await owner.call('POST', '/venues', { name, type: 'restaurant', address, entrances });
    if (!made.ok) throw new Error(await made.text());
  }
});
afterAll(() => test.close());

const order = (file: 'pdf' | 'zip', more: object = {}) => ({
  venueIds: null,
  choices: { ...posterChoicesSchema.parse({}), ...more },
  file,
});
const start = async (whose: Owner, body: object): Promise<PosterJob> =>
  posterJobSchema.parse(await (await whose.call('POST', '/poster-jobs', body)).json());

async function finish(whose: Owner, { id }: PosterJob): Promise<PosterJob> {
  let job: PosterJob | null = null;
  await expect
    .poll(
      async () => {
        job = posterJobSchema.parse(await (await whose.call('GET', `/poster-jobs/${id}`)).json());
        return job.expiresAt !== null;
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBe(true);
  return job as never as PosterJob;
}

/** Names in the central directory of a ZIP (APPNOTE 4.3.12), all of them in UTF-8. */
function namesOf(zip: Buffer): string[] {
  const names: string[] = [];
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 46)) {
    expect(zip.readUInt16LE(at + 8) & 0x800).toBe(0x800);
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names;
}

describe('posters of many venues', () => {
  it('are looked at before: the first of them, and the one with the longest names', async () => {
    const look = async (whose: Owner, venueIds: string[] | null) =>
      posterSamplesSchema.parse(await (await whose.call('POST', '/poster-samples', { venueIds })).json());
    const all = await look(owner, null);
    expect(all).toMatchObject({ posters: 4, first: { venueName: 'Chợ Đông Ba' }, longest: { venueName: LONG } });
    expect(await look(owner, [owner.venueId])).toMatchObject({ posters: 1, longest: null });
    expect(await look(stranger, [owner.venueId])).toMatchObject({ posters: 0, first: null, longest: null });
  });

  it('become one PDF, counted when it is taken away', async () => {
    const job = await finish(owner, await start(owner, order('pdf')));
    expect(job).toMatchObject({ state: 'done', posters: 4, checked: 4, drawn: 4, leftOut: [] });
    expect(readdirSync(join(test.dataDir, 'posters'))).toEqual([`${job.id}.pdf`]);
    const file = await owner.call('GET', `/poster-jobs/${job.id}/file`);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([file.headers.get('content-type'), bytes.length]).toEqual(['application/pdf', job.bytes]);
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(4);
    const { entrances } = (await (await owner.call('GET', `/venues/${owner.venueId}/posters`)).json()) as {
      entrances: Array<{ prints: number }>;
    };
    expect(entrances.map(({ prints }) => prints)).toEqual([1]);
    await (await owner.call('GET', `/poster-jobs/${job.id}/file`)).arrayBuffer();
    const acts = await test.server.services.store.read
      .selectFrom('audit')
      .select('details_json')
      .where('action', '=', 'posters.printed')
      .execute();
    expect(acts.map(({ details_json }) => JSON.parse(details_json))).toMatchObject([{ posters: 4, format: 'A4' }]);
  });

  it('become a ZIP of files named as people name them; what fails is left out and told of', async () => {
    const job = await finish(owner, await start(owner, order('zip', { format: 'card' })));
    expect(job).toMatchObject({ state: 'done', posters: 4, drawn: 3, leftOutCount: 1 });
    expect(job.leftOut[0]).toMatchObject({ venueName: LONG });
    expect(job.leftOut[0]!.preflight.faults.length).toBeGreaterThan(0);
    const zip = Buffer.from(await (await owner.call('GET', `/poster-jobs/${job.id}/file`)).arrayBuffer());
    const names = namesOf(zip).map((name) => name.replace(/HUE-\w{5}/, 'HUE'));
    expect(names).toEqual([
      'Chợ Đông Ba - Cổng chính - HUE-01.pdf',
      'Phở Bà Năm Ngon - Cửa chính - HUE-01.pdf',
      'Phở Bà Năm Ngon - Cửa sau - HUE-02.pdf',
    ]);
  });

  it('are stopped when asked to, and leave no file', async () => {
    const job = await start(owner, order('pdf'));
    expect((await owner.call('DELETE', `/poster-jobs/${job.id}`)).status).toBe(204);
    // Stopped on its way, or its file deleted where it was quicker.
    const stateOf = async () =>
      ((await (await owner.call('GET', `/poster-jobs/${job.id}`)).json()) as { state?: string }).state;
    await expect.poll(stateOf, { timeout: 30_000 }).toBeOneOf(['cancelled', undefined]);
    expect((await owner.call('GET', `/poster-jobs/${job.id}/file`)).status).toBe(404);
    const leftBehind = () => readdirSync(join(test.dataDir, 'posters')).filter((name) => name.startsWith(job.id));
    await expect.poll(leftBehind, { timeout: 30_000 }).toEqual([]);
  });

  it('are the organisation’s own', async () => {
    const job = await start(owner, order('pdf'));
    for (const [method, path] of [
      ['GET', `/poster-jobs/${job.id}`],
      ['GET', `/poster-jobs/${job.id}/file`],
      ['DELETE', `/poster-jobs/${job.id}`],
    ] as const) {
      expect((await stranger.call(method, path)).status).toBe(404);
    }
    const theirs = { ...order('pdf'), venueIds: [owner.venueId] };
    expect((await stranger.call('POST', '/poster-jobs', theirs)).status).toBe(404);
    await finish(owner, job);
  });
});
