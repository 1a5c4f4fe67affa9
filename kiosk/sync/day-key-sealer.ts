import type { Clock, Sealer } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { DayKey } from '#shared/contract/kiosk-sync.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import { openSealSession, type SealSession } from '#shared/sealing/envelope.ts';
import { chooseDayKey, sealingDay } from './day-key.ts';

const SESSION_MS = 3_600_000;

interface OpenSession {
  readonly keyId: string;
  readonly openedMs: number;
  readonly session: Promise<SealSession>;
}

/** Seals to the keys that the server sent ahead. It can open nothing, not even what it sealed a moment ago. */
export function createDayKeySealer(
  store: Pick<SyncStore, 'readDayKeys' | 'readDownLink' | 'readMarks'>,
  clock: Clock,
): Sealer {
  const sessions = new Map<DataClass, OpenSession>();

  /** One encapsulation for at most an hour (E8), then the next. */
  function sessionFor(key: DayKey, nowMs: number): Promise<SealSession> {
    const open = sessions.get(key.class);
    if (open?.keyId === key.id && nowMs - open.openedMs < SESSION_MS) return open.session;
    const session = openSealSession(key.id, key.publicKey);
    sessions.set(key.class, { keyId: key.id, openedMs: nowMs, session });
    return session;
  }

  return {
    async seal(input, eventId, at) {
      const settings = store.readDownLink()?.settings;
      const keys = store.readDayKeys();
      if (!settings || !keys) throw new Error('nothing can be sealed before pairing');
      const { trust, monotonicMs } = clock.estimate().evidence;
      const day = sealingDay(at, store.readMarks()?.attestedAt ?? null, settings.timeZone);
      const key = chooseDayKey(keys, input.class, day, trust);
      if (!key) throw new Error(`no key for the class ${input.class}, not even a fallback`);
      const session = await sessionFor(key, monotonicMs);
      const { organisationId, venueId } = settings;
      const envelope = await session.seal(input.record, { organisationId, venueId, eventId, class: input.class });
      return { envelope, fallback: key.day === null };
    },
  };
}
