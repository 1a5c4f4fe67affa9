import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DayFigures, PORTAL_API, type VisitRow } from '#shared/contract/portal-api.ts';
import { type VisitPage, visitPageSchema } from '#shared/contract/portal-visits.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import {
  addMember,
  type Owner,
  registerOwner,
  startTestServer,
  stayUntil,
  type TestServer,
} from '../testing/test-server.ts';

const MINUTE = 60_000;
/** A morning in Huế, so that minutes later is the same day. */
const MORNING = startOfDay('2026-11-05') + 8 * 60 * MINUTE;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

async function openVenue(): Promise<{ owner: Owner; checkIn: (name: string, phone: string) => Promise<string> }> {
  const owner = await registerOwner(test.url);
  const phone = await openPoster(test.url, await findPosterCode(owner), test.now);
  return {
    owner,
    async checkIn(name, number) {
      const request = phone.request({ name, phone: number });
      const response = await phone.send(request);
      if (!response.ok) throw new Error(await response.text());
      return request.id;
    },
  };
}
const read = async <T>(owner: Owner, path: string): Promise<T> =>
  (await (await owner.call('GET', `/venues/${owner.venueId}${path}`)).json()) as T;

describe('the log of a day', () => {
  it('is masked, newest first, and complete over its pages', async () => {
    test.now = MORNING;
    const { owner, checkIn } = await openVenue();
    const ids: string[] = [];
    for (let i = 0; i < 205; i += 1) {
      // Three at the same millisecond, so that pages break between equals.
      test.now = MORNING + Math.floor(i / 3) * 1000;
      ids.push(await checkIn(`Nguyễn Thị Hương ${i}`, `09120${String(10_000 + i)}`));
    }
    const pages: VisitPage[] = [];
    for (let next: string | null = ''; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(visitPageSchema.parse(await read(owner, `/visits${next ? `?before=${next}` : ''}`)));
    }
    expect(pages.map(({ visits }) => visits.length)).toEqual([100, 100, 5]);
    const rows = pages.flatMap(({ visits }) => visits);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
    expect(rows.map(({ arrivedAt }) => arrivedAt)).toEqual(
      rows.map(({ arrivedAt }) => arrivedAt).toSorted((a, b) => b - a),
    );
    expect(rows.at(-1)).toMatchObject({
      maskedName: expect.stringMatching(/^N\. T\. H\. [012]$/),
      maskedPhone: expect.stringMatching(/^0912 ••• 00[012]$/),
      entranceName: 'Cổng chính',
    });
    expect(JSON.stringify(rows)).not.toMatch(/Nguyễn|0912010/);
    expect((await owner.call('GET', `/venues/${owner.venueId}/visits?before=x`)).status).toBe(400);
  });

  it('begins and ends at midnight of the deployment', async () => {
    test.now = startOfDay('2026-11-07') - 1;
    const { owner, checkIn } = await openVenue();
    await checkIn('Đêm Khuya', '0912000001');
    test.now = startOfDay('2026-11-07');
    await checkIn('Sáng Sớm', '0912000002');
    const names = async (day: string) =>
      (await read<VisitPage>(owner, `/visits?from=${day}`)).visits.map((row) => row.maskedName);
    expect(await names('2026-11-06')).toEqual(['Đ. Khuya']);
    expect(await names('2026-11-07')).toEqual(['S. Sớm']);
  });

  it('counts arrivals by the hour, who is inside, and one person once', async () => {
    test.now = MORNING;
    const { owner, checkIn } = await openVenue();
    await checkIn('Một', '0912000001');
    await checkIn('Một', '0912000001');
    await stayUntil(test, owner, MORNING + 2 * 60 * MINUTE);
    await checkIn('Hai', '0912000002');
    expect(await read<DayFigures>(owner, '/day')).toMatchObject({
      day: '2026-11-05',
      arrived: 2,
      inside: 2,
      seeStaff: 0,
    });
    // A market's longest stay is four hours.
    await stayUntil(test, owner, MORNING + 5 * 60 * MINUTE);
    const later = await read<DayFigures>(owner, '/day');
    expect(later.inside).toBe(1);
    expect([later.perHour[8], later.perHour[10], later.perHour[9]]).toEqual([1, 1, 0]);
    expect(await read<DayFigures>(owner, '/day?day=2026-11-04')).toMatchObject({ arrived: 0, inside: 0 });
  });
});

describe('the live log', () => {
  /** Reads server-sent events until the stream ends. */
  async function* events(response: Response): AsyncGenerator<{ event: string; data: VisitRow }> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [event = '', data = ''] = text.slice(0, end).split('\n');
        yield { event: event.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
        text = text.slice(end + 2);
      }
    }
  }

  it('shows a visit at once, masked, to its own venue only, and ends when the session does', async () => {
    test.now = MORNING;
    const [here, there] = [await openVenue(), await openVenue()];
    const stream = events(await here.owner.call('GET', `/venues/${here.owner.venueId}/visits/stream`));
    await there.checkIn('Người Nơi Khác', '0912000001');
    const id = await here.checkIn('Phan Thị Thu', '0912000002');
    expect((await stream.next()).value).toMatchObject({
      event: 'visit',
      data: { id, maskedName: 'P. T. Thu', maskedPhone: '0912 ••• 002' },
    });
    await here.owner.call('DELETE', '/sessions/current');
    await here.checkIn('Sau Khi Đăng Xuất', '0912000003');
    expect((await stream.next()).done).toBe(true);
  });

  it('ends when its reader is something else than when it began', async () => {
    test.now = MORNING;
    const { owner, checkIn } = await openVenue();
    const manager = await addMember(test, owner, 'manager');
    const stream = events(await manager.call('GET', `/venues/${owner.venueId}/visits/stream`));
    await owner.call('PATCH', `/people/${manager.me.accountId}`, { role: 'staff' });
    await checkIn('Sau Khi Đổi Vai', '0912000004');
    expect((await stream.next()).done).toBe(true);
  });

  it('is closed to the public', async () => {
    const { owner } = await openVenue();
    const response = await fetch(`${test.url}${PORTAL_API}/venues/${owner.venueId}/visits/stream`);
    expect(response.status).toBe(401);
  });
});
