import { CANCELLABLE_MS, type StaffCheckedIn, type StaffCheckIn } from '#shared/contract/portal-visits.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';
import { judge, nextQuestion, tidyAnswers } from '#shared/domain/declaration-answers.ts';
import type { AccountId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import { maskName } from '#shared/domain/person-name.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DeclarationService } from '../declarations/service.ts';
import type { Store } from '../store/access.ts';
import type { SyncService } from '../sync/service.ts';
import { findActedVisit, findVenueNames } from './reader.ts';

/** `conflict`: the id is another visit's, or there is no such entrance · the rest is about inputs. */
export type CheckInProblem =
  | 'conflict'
  | 'not-a-phone'
  | 'answers-incomplete'
  | 'questions-unknown'
  | 'consent-outdated';

export interface CheckInParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sync: Pick<SyncService, 'ingestSelfCheckIn' | 'ingestStaffAct'>;
  readonly declarations: Pick<DeclarationService, 'findCurrent' | 'findVersion'>;
}

export interface CheckIns {
  /** What to ask somebody at the door. null: no such venue. */
  findQuestions(venueId: VenueId): Promise<QuestionSet | null>;
  /** Writes somebody in on their behalf, with what they gave: a name, a phone, or neither. Sent again it is the same visit. */
  checkIn(venueId: VenueId, wish: StaffCheckIn, by: StaffMember): Promise<Result<StaffCheckedIn, CheckInProblem>>;
  /** Takes back what staff wrote in here a moment ago. @returns conflict for any other visit. */
  cancel(visitId: VisitId, by: AccountId): Promise<'done' | 'not-found' | 'conflict'>;
}

export interface StaffMember {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
}

export function createCheckIns(parts: CheckInParts): CheckIns {
  const { store, declarations } = parts;
  return {
    async findQuestions(venueId) {
      const venue = await findVenueNames(store.read, venueId);
      return venue ? declarations.findCurrent(venue.organisationId, venueId) : null;
    },
    checkIn: (venueId, wish, by) => checkIn(parts, venueId, wish, by),
    cancel: (visitId, by) => cancel(parts, visitId, by),
  };
}

async function checkIn(
  { store, clock, sync, declarations }: CheckInParts,
  venueId: VenueId,
  { id, entranceId, name, phone: typed, language, ...wish }: StaffCheckIn,
  { accountId, organisationId }: StaffMember,
): Promise<Result<StaffCheckedIn, CheckInProblem>> {
  const phone = typed === undefined ? null : parsePhone(typed);
  if (phone && !phone.ok) return err(phone.error);
  const set = await declarations.findVersion(organisationId, wish.questionsVersion);
  if (!set) return err('questions-unknown');
  if (set.consent.version !== wish.consentVersion) return err('consent-outdated');
  const answers = tidyAnswers(set, wish.answers);
  if (nextQuestion(set, answers)) return err('answers-incomplete');
  const verdict = judge(set, answers);
  const contact: ContactRecord = { v: 1, ...(name !== undefined && { name }), ...(phone && { phone: phone.value }) };
  const visitId = id as string as VisitId;
  const trace = { at: clock.now(), actor: accountId, organisationId, subject: `visit:${visitId}` } as const;
  // The trail first: what is in the log then is in the trail too.
  await store.transact((tx) => recordAudit(tx, { ...trace, action: 'visit.checked-in' }));
  const ingested = await sync.ingestSelfCheckIn({
    ...{ id, venueId, entranceId, contact, verdict, by: accountId, consentVersion: wish.consentVersion },
    health: { v: 1, questionsVersion: wish.questionsVersion, language, answers },
    flags: phone ? ['assisted'] : ['assisted', 'no-contact'],
  });
  return ingested.ok
    ? ok({ visitId, verdict, maskedName: name === undefined ? null : maskName(name) })
    : err('conflict');
}

async function cancel(
  { store, clock, sync }: CheckInParts,
  visitId: VisitId,
  by: AccountId,
): Promise<'done' | 'not-found' | 'conflict'> {
  const visit = await findActedVisit(store.read, visitId);
  if (!visit) return 'not-found';
  const isOurs = visit.way === 'staff' && visit.kioskId === null;
  if (!isOurs || clock.now() - visit.arrivedAt > CANCELLABLE_MS) return 'conflict';
  const { organisationId } = visit;
  const trace = { at: clock.now(), actor: by, organisationId, subject: `visit:${visitId}` } as const;
  await store.transact((tx) => recordAudit(tx, { ...trace, action: 'visit.cancelled' }));
  await sync.ingestStaffAct({ visit, act: { kind: 'voided' }, by });
  return 'done';
}
