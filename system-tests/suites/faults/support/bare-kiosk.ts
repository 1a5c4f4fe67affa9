import type { ClockPoint } from '#kiosk/core/clock-trust.ts';
import type { ExchangeReport } from '#kiosk/core/ports.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import { mintEventId, type VisitId } from '#shared/domain/ids.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { makeDeviceStatus, makeVisitEvent } from '#shared/testing/kiosk-factories.ts';

/** Each check-in is another person's. */
let people = 0;

export type BareKiosk = Awaited<ReturnType<typeof openBareKiosk>>;

/**
 * The kiosk's real store, clock, sealer and exchange without the rest of its core, so that many fit into one process and a
 * month into a minute.
 *
 * @param read the machine's clocks.
 */
export async function openBareKiosk(dir: string, read?: () => ClockPoint) {
  const { store, identity } = await openKioskStore(dir);
  const clock = createKioskClock(store.readMarks(), read);
  const sealer = createDayKeySealer(store, clock);
  const listeners = new Set<(report: ExchangeReport) => void>();
  const sync = createSyncLoop({
    store,
    signer: await createSigner(identity),
    clock,
    deviceStatus: () => makeDeviceStatus({ diskFreeBytes: 1, camera: 'live' }),
    listener: {
      onExchange: (report) => {
        for (const listen of listeners) listen(report);
      },
      onDownLink: () => undefined,
      onStanding: () => undefined,
    },
  });

  async function makeCheckIn(): Promise<VisitEvent> {
    const { at, evidence } = clock.estimate();
    const settings = store.readDownLink()?.settings;
    if (!settings) throw new Error('not paired');
    const { organisationId, venueId, entranceId } = settings;
    const id = mintEventId(at);
    people += 1;
    const record = { v: 1, name: 'Nguyễn Thị Hương', phone: `+849${String(people).padStart(8, '0')}` } as const;
    const answers = [{ question: 'symptoms', answer: 'no', checked: [] }] as const;
    const declared = {
      v: 1,
      questionsVersion: 1,
      language: 'vi',
      answers: answers.map((a) => ({ ...a, checked: [] })),
    } as const;
    const contact = await sealer.seal({ class: 'contact', record }, id, at);
    const health = await sealer.seal({ class: 'health', record: declared }, id, at);
    const sealed = { contact: contact.envelope, health: health.envelope };
    const place = { organisationId, venueId, entranceId };
    return makeVisitEvent({ ...place, id, at, clock: evidence, visitId: id as string as VisitId, sealed });
  }

  return {
    store,
    sync,
    makeCheckIn,
    listen: (listener: (report: ExchangeReport) => void) => void listeners.add(listener),
    async pair(server: string, code: string): Promise<void> {
      const paired = await sync.pair(server, code);
      if (!paired.ok) throw new Error(paired.error);
    },
    async close(): Promise<void> {
      await sync.stop();
      store.close();
    },
  };
}
