import { makePairingCode, registerOwner, startTestServer } from '#server/testing/test-server.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { openBareKiosk } from './bare-kiosk.ts';

const AT_ONCE = 200;

/**
 * A kiosk that was paired 30 days ago and has had no network since, with check-ins spread evenly over that month. Leaves the
 * folders of both behind, closed.
 *
 * @returns the ids of its check-ins in their order.
 */
export async function spendMonthOffline(
  { serverDir, kioskDir }: { readonly serverDir: string; readonly kioskDir: string },
  checkIns: number,
): Promise<string[]> {
  const startedAt = Date.now() - 30 * DAY_MS;
  let now = startedAt;
  const test = await startTestServer({ dataDir: serverDir, now });
  const kiosk = await openBareKiosk(kioskDir, () => ({ wallAt: Math.round(now), monotonicMs: now - startedAt }));
  await kiosk.pair(test.url, await makePairingCode(await registerOwner(test.url)));
  await test.close();
  const ids: string[] = [];
  while (ids.length < checkIns) {
    const events = [];
    for (let count = 0; count < AT_ONCE && ids.length + events.length < checkIns; count += 1) {
      now += (30 * DAY_MS) / checkIns;
      events.push(await kiosk.makeCheckIn());
    }
    kiosk.store.commitEvents(events);
    for (const { id } of events) ids.push(id);
  }
  await kiosk.close();
  return ids;
}
