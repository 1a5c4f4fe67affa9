import type { CallList, InsideList, OpenedInside } from '#shared/contract/portal-door.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { AccountId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { serverEn } from '#shared/i18n/server.en.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import { type AuditAction, createReadings, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DeclarationService } from '../declarations/service.ts';
import type { DoorService } from '../doors/service.ts';
import { fileNameOf } from '../http/file-name.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import type { StaffAct, SyncService } from '../sync/service.ts';
import { type CheckIns, createCheckIns } from './check-in.ts';
import { describeEvacuation, openContacts, readCalls, readInside } from './inside-list.ts';
import { findActedVisit, findVenueNames, listInside } from './reader.ts';
import { createSweep } from './sweep.ts';

export { replanEnds } from './transactor.ts';

export interface InsidePdf {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** Who is inside, who waits for the staff, and how visits end. */
export interface PresenceService extends CheckIns {
  /** The trail says who read it, once in ten minutes for a screen that stays open. null: no such venue. */
  listInside(venueId: VenueId, by: AccountId): Promise<InsideList | null>;
  /** Names and phones in full, in an emergency: each time in the trail, before any is opened. null: no such venue. */
  openInside(venueId: VenueId, by: AccountId): Promise<OpenedInside | null>;
  /** Each print is in the trail. */
  printInside(venueId: VenueId, language: Language, by: AccountId): Promise<InsidePdf | null>;
  /** In the trail as {@link listInside}. @param by null: the program itself, for nobody's eyes. */
  listCalls(venueId: VenueId, by: AccountId | null): Promise<CallList>;
  /** @returns conflict when this person does not wait for the staff (any more). */
  resolve(visitId: VisitId, verdict: Verdict, by: AccountId): Promise<'done' | 'not-found' | 'conflict'>;
  /** Staff saw them leave. Done as well when they had left. */
  depart(visitId: VisitId, by: AccountId): Promise<'done' | 'not-found'>;
  /** Ends all visits whose time is over, by the server's clock. @returns how many. */
  sweep(): Promise<number>;
}

export interface PresenceDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'open'>;
  readonly sync: Pick<SyncService, 'ingestSelfCheckIn' | 'ingestStaffAct' | 'endVisits'>;
  readonly declarations: Pick<DeclarationService, 'findCurrent' | 'findVersion'>;
  readonly doors: Pick<DoorService, 'findCapacity'>;
  readonly timeZone: string;
}

export function createPresenceService(deps: PresenceDependencies): PresenceService {
  const { store, clock, keys, doors } = deps;
  const parts = { db: store.read, keys };
  const isNewReading = createReadings(clock);
  return {
    ...createCheckIns(deps),
    async listInside(venueId, by) {
      const venue = await findVenueNames(store.read, venueId);
      if (!venue) return null;
      if (isNewReading(`${by}/${venueId}`)) await recordReading(deps, venueId, venue.organisationId, by, 'screen');
      return { ...(await readInside(parts, venueId, clock.now())), capacity: await doors.findCapacity(venueId) };
    },
    openInside: (venueId, by) => openInside(deps, venueId, by),
    printInside: (venueId, language, by) => printInside(deps, venueId, language, by),
    async listCalls(venueId, by) {
      const venue = by && (await findVenueNames(store.read, venueId));
      if (venue && isNewReading(`${by}/${venueId}/calls`))
        await recordReading(deps, venueId, venue.organisationId, by, 'screen', 'calls.listed');
      return readCalls(parts, venueId, clock.now());
    },
    resolve: (visitId, verdict, by) => resolve(deps, visitId, verdict, by),
    depart: (visitId, by) => depart(deps, visitId, by),
    sweep: createSweep(deps),
  };
}

const TEXTS = { vi: serverVi.inside, en: serverEn.inside };

const recordReading = (
  { store, clock }: PresenceDependencies,
  venueId: VenueId,
  organisationId: string,
  by: AccountId,
  how: 'screen' | 'pdf',
  action: Extract<AuditAction, 'inside.listed' | 'calls.listed'> = 'inside.listed',
): Promise<void> =>
  store.transact((tx) =>
    recordAudit(tx, {
      at: clock.now(),
      actor: by,
      action,
      organisationId,
      subject: `venue:${venueId}`,
      details: { how },
    }),
  );

async function openInside(deps: PresenceDependencies, venueId: VenueId, by: AccountId): Promise<OpenedInside | null> {
  const { store, clock, keys } = deps;
  const venue = await findVenueNames(store.read, venueId);
  if (!venue) return null;
  const at = clock.now();
  const records = await listInside(store.read, venueId, at);
  const { organisationId } = venue;
  const details = { people: records.length, full: true };
  await store.transact((tx) =>
    recordAudit(tx, { at, actor: by, action: 'inside.opened', organisationId, subject: `venue:${venueId}`, details }),
  );
  return { at, people: await openContacts({ keys }, records) };
}

async function printInside(
  deps: PresenceDependencies,
  venueId: VenueId,
  language: Language,
  by: AccountId,
): Promise<InsidePdf | null> {
  const { store, clock, keys, timeZone } = deps;
  const venue = await findVenueNames(store.read, venueId);
  if (!venue) return null;
  await recordReading(deps, venueId, venue.organisationId, by, 'pdf');
  const { fileName, wholeVenue } = TEXTS[language];
  const paper = { venueName: venue.name, entranceName: wholeVenue, timeZone, language };
  const description = await describeEvacuation({ db: store.read, keys }, venueId, clock.now(), paper);
  // Loaded when first needed, like posters.
  const { renderEvacuationListPdf } = await import('#print/badge/evacuation-list.ts');
  return {
    bytes: await renderEvacuationListPdf(description),
    fileName: fileNameOf([fileName, venue.name], 'pdf'),
  };
}

async function resolve(
  deps: PresenceDependencies,
  visitId: VisitId,
  verdict: Verdict,
  by: AccountId,
): Promise<'done' | 'not-found' | 'conflict'> {
  const visit = await findActedVisit(deps.store.read, visitId);
  if (!visit) return 'not-found';
  if (visit.verdict !== 'see-staff' || visit.resolvedAt !== null) return 'conflict';
  await act(deps, { visit, act: { kind: 'resolved', verdict }, by });
  return 'done';
}

async function depart(deps: PresenceDependencies, visitId: VisitId, by: AccountId): Promise<'done' | 'not-found'> {
  const visit = await findActedVisit(deps.store.read, visitId);
  if (!visit) return 'not-found';
  if (visit.leftAt === null) await act(deps, { visit, act: { kind: 'left' }, by });
  return 'done';
}

/** The trail first: what is in the log of visits then is in the trail too, whatever happens between the two. */
async function act({ store, clock, sync }: PresenceDependencies, staffAct: StaffAct): Promise<void> {
  const { visit, by, act: did } = staffAct;
  const { organisationId } = visit;
  const record = { at: clock.now(), actor: by, organisationId, subject: `visit:${visit.id}` } as const;
  await store.transact((tx) =>
    did.kind === 'resolved'
      ? recordAudit(tx, { ...record, action: 'visit.resolved', details: { verdict: did.verdict } })
      : recordAudit(tx, { ...record, action: 'visit.departed' }),
  );
  await sync.ingestStaffAct(staffAct);
}
