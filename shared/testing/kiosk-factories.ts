import { type KioskSettings, kioskSettingsSchema } from '#shared/contract/kiosk-settings.ts';
import { type KioskStatus, kioskStatusSchema } from '#shared/contract/kiosk-status.ts';
import type { DownLink } from '#shared/contract/kiosk-sync.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';
import {
  type EntranceCode,
  type EntranceId,
  mintEventId,
  mintId,
  mintPartyId,
  type OrganisationId,
  type VenueId,
} from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { generateDayKeyPair } from '#shared/sealing/envelope.ts';

/** 2026-11-22, 09:00 in Huế. */
export const TEST_NOW = Date.UTC(2026, 10, 22, 2, 0, 0);

const place = {
  organisationId: mintId<OrganisationId>(),
  venueId: mintId<VenueId>(),
  entranceId: mintId<EntranceId>(),
};

export function makeVisitEvent(changes: Partial<VisitEvent> = {}): VisitEvent {
  const at = changes.at ?? TEST_NOW;
  const id = mintEventId(at);
  return {
    v: 1,
    id,
    kind: 'arrived',
    ...place,
    at,
    clock: { wallAt: at, monotonicMs: 1_000, bootId: '0'.repeat(32), offsetMs: 0, trust: 'attested' },
    partyId: mintPartyId(),
    visitId: id as string as NonNullable<VisitEvent['visitId']>,
    direction: 'in',
    way: 'citizen-card',
    assurance: 'document',
    questions: { version: 1, language: 'vi' },
    consent: { version: 1, language: 'vi', givenAt: at },
    verdict: 'welcome',
    flags: [],
    sealed: { contact: null, health: null },
    ...changes,
  };
}

export function makeSettings(changes: Partial<KioskSettings> = {}): KioskSettings {
  return kioskSettingsSchema.parse({
    version: 1,
    ...place,
    organisationName: 'Ủy ban nhân dân phường Thuận Hóa',
    venueName: 'Bộ phận Một cửa',
    entranceName: 'Cổng chính',
    entranceCode: 'AAAAAAAAAAAAAAAAAAAAAA' as EntranceCode,
    posterUrl: 'https://checkin.example.vn/c/AAAAAAAAAAAAAAAAAAAAAA',
    timeZone: 'Asia/Ho_Chi_Minh',
    duplicateWindowMs: 900_000,
    skipDeclaredToday: true,
    askPhoneAfterCode: true,
    idleTimeoutMs: 30_000,
    resultMs: 3_000,
    passKeys: [],
    ...changes,
  });
}

/** What a kiosk without devices says of itself; the queue and the clock are its own to add. */
export function makeDeviceStatus(
  changes: Partial<KioskStatus> = {},
): Omit<KioskStatus, 'waiting' | 'oldestWaitingAt' | 'wallAt'> {
  const {
    waiting: _waiting,
    oldestWaitingAt: _oldest,
    wallAt: _wall,
    ...device
  } = kioskStatusSchema.parse({
    appVersion: '0.1.0',
    waiting: 0,
    oldestWaitingAt: null,
    wallAt: 0,
    diskFreeBytes: null,
    camera: 'unknown',
    scanner: 'none',
    ...changes,
  });
  return device;
}

export function makeQuestions(version = 1): QuestionSet {
  return {
    version,
    questions: [
      {
        id: 'symptoms',
        text: { vi: 'Bạn có sốt, ho hoặc khó thở không?', en: 'Do you have fever, cough or trouble breathing?' },
        pictograms: ['fever'],
        yes: 'see-staff',
        checklist: [],
      },
    ],
    consent: { version: 1, text: { vi: 'Tôi đồng ý.', en: 'I agree.' } },
  };
}

/** Day keys of both classes from `now` on, with the fallback keys; the private halves by key id. */
export async function makeDayKeys(now = TEST_NOW, days = 3) {
  const today = dayOf(now);
  const privateKeys = new Map<string, string>();
  const keys: NonNullable<DownLink['keys']>['keys'] = [];
  const wanted = [null, ...Array.from({ length: days }, (_, index) => addDays(today, index))];
  for (const day of wanted) {
    for (const dataClass of ['contact', 'health'] as const) {
      const pair = await generateDayKeyPair();
      const id = `${dataClass}-${day ?? 'fallback'}`;
      privateKeys.set(id, pair.privateKey);
      keys.push({ id, day, class: dataClass, publicKey: pair.publicKey });
    }
  }
  return { part: { through: addDays(today, days - 1), keys }, privateKeys };
}
