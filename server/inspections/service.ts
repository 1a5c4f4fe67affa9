import type { Inspection, InspectionInput, InspectionRound } from '#shared/contract/portal-ward-cases.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { Store } from '../store/access.ts';
import type { WardService } from '../ward/service.ts';
import { findInspection, findLatestId, listInspections, listRound } from './reader.ts';
import { insertInspection } from './transactor.ts';

export interface InspectionService {
  /** One commune's venues with how each was found last; null: not one of the officer's. */
  readRound(officer: Session, unit: string | undefined): Promise<InspectionRound | null>;
  /**
   * What a phone wrote down, perhaps days ago and perhaps for the second time. Nothing is overwritten: where somebody else was
   * there in between, both stay and the later one says so. null: no venue of the officer's.
   */
  record(officer: Session, input: InspectionInput): Promise<Inspection | null>;
  listOf(venueId: VenueId): Promise<Inspection[]>;
}

export interface InspectionDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ward: Pick<WardService, 'listVenuesById' | 'listCommunes'>;
}

/** More fit on no phone's memory for pages, nor into a day. */
const ROUND_VENUES = 2_000;

export const createInspectionService = ({ store, clock, ward }: InspectionDependencies): InspectionService => ({
  async readRound(officer, unit) {
    const communes = await ward.listCommunes(officer);
    const commune = unit === undefined ? communes[0] : communes.find(({ code }) => code === unit);
    if (!commune) return null;
    const rows = await listRound(store.read, commune.code, ROUND_VENUES);
    return {
      unit: { code: commune.code, name: commune.name },
      venues: rows.map(({ id, name, addressLine, lastId, lastAt, lastPassed }) => ({
        id,
        name,
        addressLine,
        last: lastId === null || lastAt === null ? null : { id: lastId, doneAt: lastAt, passed: lastPassed === 1 },
      })),
    };
  },

  async record(officer, input) {
    const { accountId } = officer;
    const [venue] = await ward.listVenuesById(officer, [input.venueId]);
    if (!venue) return null;
    const passed = !Object.values(input.answers).includes('no');
    return store.transact(async (tx) => {
      const known = await findInspection(tx, input.id);
      // The same one again: its answer was lost on the way. An id of another venue is nobody's.
      if (known) return known.venueId === input.venueId ? known : null;
      const latest = await findLatestId(tx, input.venueId);
      const conflictsWith = latest === input.basedOn ? null : latest;
      const at = clock.now();
      await insertInspection(tx, input, { by: accountId, receivedAt: at, passed, conflictsWith });
      const details = { inspectionId: input.id, passed, conflicts: conflictsWith !== null };
      const act = { at, actor: accountId, action: 'inspection.recorded', organisationId: null } as const;
      await recordAudit(tx, { ...act, subject: `venue:${input.venueId}`, details });
      const { id, venueId, doneAt, answers } = input;
      return { id, venueId, doneAt, answers, passed, conflicts: conflictsWith !== null };
    });
  },

  listOf: (venueId) => listInspections(store.read, venueId),
});
