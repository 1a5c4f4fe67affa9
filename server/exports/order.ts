import type { ExportRequest } from '#shared/contract/portal-exports.ts';
import { type ExportPreview, MAX_PDF_ROWS } from '#shared/contract/portal-exports.ts';
import type { LogFilter as LogWish } from '#shared/contract/portal-visits.ts';
import { mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Role } from '#shared/domain/roles.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import type { Session } from '../http/principals.ts';
import { countLog, type LogFilter } from '../visits/service.ts';
import type { ExportDependencies } from './dependencies.ts';
import { recordExport } from './host.ts';
import type { NewJob } from './jobs.ts';
import { nameLogFile, type Provenance } from './log-file.ts';
import { insertExport } from './transactor.ts';
import { referenceOf } from './views.ts';

export interface ExportOrder {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly request: ExportRequest;
}

export type OrderRefusal = 'not-allowed' | 'not-found' | 'too-large';

/** Who may have names and phones in full. */
export const MAY_REVEAL: ReadonlySet<Role> = new Set(['owner', 'manager']);

/** Rows of the log that are looked at before somebody is answered how many it would be: 0.1 s, in turns. */
const MOST_COUNTED = 100_000;
/** Opening so many takes about 5 ms. */
const STRETCH = 250;

const filterOf = (
  venueId: VenueId,
  days: { readonly from: CalendarDay; readonly to: CalendarDay },
  wish: LogWish,
  timeZone: string,
) => {
  const { entranceId, verdicts, ways, assurances, presence, marks } = wish;
  const range = { from: startOfDay(days.from, timeZone), until: endOfDay(days.to, timeZone) };
  return { venueId, ...range, entranceId, verdicts, ways, assurances, presence, marks } satisfies LogFilter;
};

export function previewExport(
  { store, clock, timeZone }: ExportDependencies,
  venueId: VenueId,
  wish: LogWish,
): Promise<ExportPreview> {
  const from = wish.from ?? clock.today();
  const filter = filterOf(venueId, { from, to: wish.to ?? from }, wish, timeZone);
  return countLog(store.read, filter, { now: clock.now(), enough: MAX_PDF_ROWS, most: MOST_COUNTED });
}

/** Writes it down, in the trail too. */
export async function placeOrder(
  deps: ExportDependencies,
  { organisationId, venueId, request }: ExportOrder,
  { accountId, role }: Session,
): Promise<Result<NewJob, OrderRefusal>> {
  const { store, clock, timeZone } = deps;
  const { from, to, format, reveal } = request;
  if (reveal && !MAY_REVEAL.has(role)) return err('not-allowed');
  const id = mintId<string>();
  const provenance = await describeProvenance(deps, id, { organisationId, venueId, request }, accountId);
  if (!provenance) return err('not-found');
  const counted = await previewExport(deps, venueId, request);
  if (format === 'pdf' && counted.isMore) return err('too-large');
  const at = clock.now();
  const fileName = nameLogFile({ request, provenance });
  const filter = filterOf(venueId, request, request, timeZone);
  const expectedRows = counted.isMore ? null : counted.rows;
  const task = { request, provenance, timeZone, filter, now: at, stretch: STRETCH, expectedRows };
  await store.transact(async (tx) => {
    const requestJson = JSON.stringify(request);
    await insertExport(tx, { id, organisationId, venueId, createdBy: accountId, requestJson, fileName, at });
    const details = { venueId, from, to, format, reveal };
    await recordExport(tx, { id, organisationId, accountId }, 'export.requested', at, details);
  });
  return ok({ id, organisationId, accountId, task, fileName });
}

async function describeProvenance(
  { accounts, venues, clock }: ExportDependencies,
  id: string,
  { organisationId, venueId, request: { entranceId } }: ExportOrder,
  accountId: Session['accountId'],
): Promise<Provenance | null> {
  const person = await accounts.findPerson(accountId);
  const venue = await venues.find(organisationId, venueId);
  const entrance = venue?.entrances.find((each) => each.id === entranceId);
  if (!venue || (entranceId !== undefined && !entrance)) return null;
  return {
    organisationName: (await accounts.findOrganisation(organisationId))?.name ?? '',
    venueName: venue.name,
    entranceName: entrance?.name ?? null,
    exportedBy: person ? `${person.name} <${person.email}>` : '',
    exportedAt: clock.now(),
    reference: referenceOf(id),
  };
}
