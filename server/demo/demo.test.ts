import { expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/ids.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { startTestServer } from '../testing/test-server.ts';
import { listToldToSeeStaff } from './reader.ts';
import { seedDemo } from './service.ts';

it.each([3, 12.5, 23])(
  'has people inside, a family and two who wait for the staff, at %d o’clock too',
  async (hour) => {
    const test = await startTestServer({ now: startOfDay('2026-11-05') + hour * 3_600_000 });
    const { services } = test.server;
    const { entrance, staffPin } = await seedDemo(services);
    const place = await services.venues.findPlaceByWord(entrance);
    const venueId = place!.venue.id;
    expect(staffPin).toBe('246810');
    expect(await services.doors.find(venueId)).toMatchObject({ choices: { capacity: 60 }, staffPinSetAt: test.now });
    expect((await services.presence.listCalls(venueId, null)).calls).toHaveLength(2);
    // Whoever has left was decided upon, too.
    expect(await listToldToSeeStaff(services.store.read, venueId)).toHaveLength(2);
    const inside = await services.presence.listInside(venueId, 'somebody' as AccountId);
    expect(inside?.people.filter(({ partySize }) => partySize === 3)).toHaveLength(3);
    expect(inside?.people.length).toBeLessThanOrEqual(60);
    await test.close();
  },
);
