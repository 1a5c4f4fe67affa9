import type { PublicEntrance, SelfCheckInRequest, SelfCheckInResponse } from '#shared/contract/visitor-api.ts';
import type { Answer, Verdict } from '#shared/domain/declaration.ts';
import { judge, nextQuestion, tidyAnswers } from '#shared/domain/declaration-answers.ts';
import type { EntranceCode, VisitId } from '#shared/domain/ids.ts';
import { maskName } from '#shared/domain/person-name.ts';
import { type E164, parsePhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { DEFAULT_RETENTION_DAYS } from '#shared/domain/retention.ts';
import type { Clock } from '../config/clock.ts';
import type { DeclarationService } from '../declarations/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { PosterReading, PosterService } from '../posters/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { Store } from '../store/access.ts';
import type { SyncService } from '../sync/service.ts';
import type { Place } from '../venues/service.ts';
import { findOwnVisit, hasReceipt } from './reader.ts';
import { deriveReceiptCode, hashReceiptCode } from './receipt.ts';
import { deleteReceipt, insertReceipt } from './transactor.ts';

export { hashReceiptCode } from './receipt.ts';

/**
 * `not-found`: no such entrance, or no longer · `poster-replaced`: a new poster hangs, or should · `venue-closed`: nobody is checked in there any more · `conflict`: the id belongs to another check-in · the rest is about inputs.
 */
export type CheckInProblem =
  | 'not-found'
  | 'poster-replaced'
  | 'venue-closed'
  | 'conflict'
  | 'not-a-phone'
  | 'answers-incomplete'
  | 'questions-unknown'
  | 'consent-outdated';

export interface VisitorService {
  /** @param isScan false: somebody looks at the page from the portal. */
  findEntrance(code: EntranceCode, isScan: boolean): Promise<Result<PublicEntrance, PosterProblem>>;
  /** The same request again, as a phone on a bad network sends it, gets the same answer and is one visit. */
  checkIn(code: EntranceCode, request: SelfCheckInRequest): Promise<Result<SelfCheckInResponse, CheckInProblem>>;
}

export interface VisitorDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'indexOf'>;
  readonly posters: Pick<PosterService, 'scans'>;
  readonly declarations: DeclarationService;
  readonly settings: Pick<SettingsService, 'findRules'>;
  readonly sync: Pick<SyncService, 'ingestSelfCheckIn'>;
  readonly timeZone: string;
}

export const createVisitorService = (deps: VisitorDependencies): VisitorService => ({
  async findEntrance(code, isScan) {
    const { scans } = deps.posters;
    const reading = await scans.read(code);
    if (isScan) await scans.noteScan(reading);
    if (reading.kind !== 'works') return err(refusalOf(reading));
    const { place } = reading;
    const rules = await deps.settings.findRules(place.venue.id);
    return ok({
      venueName: place.venue.name,
      entranceName: place.entrance.name,
      address: place.address,
      questions: await deps.declarations.findCurrent(place.venue.organisationId, place.venue.id),
      contactDays: rules?.contactDays ?? DEFAULT_RETENTION_DAYS.contact,
      healthDays: rules?.healthDays ?? DEFAULT_RETENTION_DAYS.health,
    });
  },

  async checkIn(code, request) {
    const reading = await deps.posters.scans.read(code);
    if (reading.kind !== 'works') return err(refusalOf(reading));
    const { place, key } = reading;
    const declared = await readDeclaration(deps, place, request);
    if (!declared.ok) return declared;
    const stored = await storeCheckIn(deps, place, request, declared.value);
    if (stored.ok) await deps.posters.scans.noteCheckIn(key);
    return stored;
  },
});

const POSTER_PROBLEMS = { replaced: 'poster-replaced', closed: 'venue-closed', unknown: 'not-found' } as const;
type PosterProblem = (typeof POSTER_PROBLEMS)[keyof typeof POSTER_PROBLEMS];
const refusalOf = ({ kind }: Exclude<PosterReading, { kind: 'works' }>): PosterProblem => POSTER_PROBLEMS[kind];

interface Declared {
  readonly phone: E164;
  readonly answers: Answer[];
  readonly verdict: Verdict;
}

/** What the phone says the verdict is does not count. */
async function readDeclaration(
  { declarations }: VisitorDependencies,
  { venue }: Place,
  request: SelfCheckInRequest,
): Promise<Result<Declared, CheckInProblem>> {
  const phone = parsePhone(request.phone);
  if (!phone.ok) return err(phone.error);
  const set = await declarations.findVersion(venue.organisationId, request.questionsVersion);
  if (!set) return err('questions-unknown');
  if (set.consent.version !== request.consentVersion) return err('consent-outdated');
  const answers = tidyAnswers(set, request.answers);
  if (nextQuestion(set, answers)) return err('answers-incomplete');
  return ok({ phone: phone.value, answers, verdict: judge(set, answers) });
}

async function storeCheckIn(
  deps: VisitorDependencies,
  place: Place,
  request: SelfCheckInRequest,
  { phone, answers, verdict }: Declared,
): Promise<Result<SelfCheckInResponse, CheckInProblem>> {
  const { store, clock, sync } = deps;
  const visitId = request.id as string as VisitId;
  const answer = {
    timeZone: deps.timeZone,
    venueName: place.venue.name,
    entranceName: place.entrance.name,
    maskedName: maskName(request.name),
  };
  const known = await findOwnVisit(store.read, visitId);
  const day = known?.day ?? clock.today();
  const receiptCode = receiptOf(deps.keys, day, [place.entrance.id, request.id, request.name, phone, answers]);
  const codeHash = hashReceiptCode(receiptCode);
  if (known) {
    const same = known.entranceId === place.entrance.id && (await hasReceipt(store.read, codeHash, visitId));
    if (!same) return err('conflict');
    return ok({ ...answer, at: known.arrivedAt, verdict: known.verdict ?? verdict, receiptCode });
  }
  // Before the visit: whoever is in the log can withdraw, even if the power fails between the two.
  await store.transact((tx) => insertReceipt(tx, { codeHash, visitId, at: clock.now() }));
  const { language, questionsVersion, consentVersion } = request;
  const ingested = await sync.ingestSelfCheckIn({
    id: request.id,
    venueId: place.venue.id,
    entranceId: place.entrance.id,
    contact: { v: 1, name: request.name, phone },
    health: { v: 1, questionsVersion, language, answers },
    consentVersion,
    verdict,
  });
  if (ingested.ok) return ok({ ...answer, at: ingested.value.at, verdict, receiptCode });
  await store.transact((tx) => deleteReceipt(tx, codeHash));
  return err('conflict');
}

/** Keyed by the day, so that it cannot be guessed back into what was typed once that key is gone. */
function receiptOf(keys: Pick<KeyService, 'indexOf'>, day: string, content: readonly unknown[]): string {
  const key = keys.indexOf(day, 'opaque', 'venue-checkin/receipt-key');
  if (!key) throw new Error('the index key of a day still in use was destroyed');
  return deriveReceiptCode(key, JSON.stringify(content));
}
