import { type ExportRequest, exportRequestSchema, PORTAL_API } from '#shared/contract/portal-api.ts';
import { mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { AccountService } from '../accounts/service.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { Session } from '../http/principals.ts';
import type { Store } from '../store/access.ts';
import type { VenueService } from '../venues/service.ts';
import type { VisitLine, VisitService } from '../visits/service.ts';
import { writeCsv } from './csv.ts';
import { createLogFile, type Provenance, toCells } from './log-file.ts';
import { logColumns } from './log-table.ts';
import { type ExportRecord, findOpenExport } from './reader.ts';
import { insertExport, markDownloaded } from './transactor.ts';
import { MAX_XLSX_ROWS } from './xlsx.ts';

export { writeCsv } from './csv.ts';
export { CSV_TYPE, XLSX_TYPE } from './log-file.ts';
export type { Cell, LogTable } from './log-table.ts';
export { writeXlsx } from './xlsx.ts';

export interface ExportTicket {
  readonly id: string;
  readonly downloadUrl: string;
  readonly rows: number;
}

export interface ExportOrder {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly request: ExportRequest;
}

export interface ExportService {
  /** A ticket for one download within five minutes. Names and phones in full are for owners and managers. */
  order(order: ExportOrder, by: Session): Promise<Result<ExportTicket, 'not-allowed' | 'too-large'>>;
  /** The file, once, for the person who ordered it; null for anybody else, a second time, or too late. */
  download(id: string, organisationId: OrganisationId, by: Session): Promise<FileAnswer | null>;
}

export interface ExportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly visits: VisitService;
  readonly venues: VenueService;
  readonly accounts: AccountService;
}

const TICKET_MS = 5 * 60_000;
const MAY_REVEAL: ReadonlySet<Role> = new Set(['owner', 'manager']);

export const createExportService = (deps: ExportDependencies): ExportService => ({
  order: (order, by) => orderExport(deps, order, by),
  download: (id, organisationId, by) => download(deps, id, organisationId, by),
});

async function orderExport(
  { store, clock, visits }: ExportDependencies,
  { organisationId, venueId, request }: ExportOrder,
  { accountId, role }: Session,
): Promise<Result<ExportTicket, 'not-allowed' | 'too-large'>> {
  const { from, to, format, reveal } = request;
  if (reveal && !MAY_REVEAL.has(role)) return err('not-allowed');
  const rows = await visits.count({ venueId, from, to });
  if (format === 'xlsx' && rows > MAX_XLSX_ROWS) return err('too-large');
  const id = mintId<string>();
  const at = clock.now();
  await store.transact(async (tx) => {
    const requestJson = JSON.stringify(request);
    const expiresAt = at + TICKET_MS;
    await insertExport(tx, { id, organisationId, venueId, createdBy: accountId, requestJson, rows, at, expiresAt });
    await recordAudit(tx, {
      at,
      actor: accountId,
      action: 'export.requested',
      organisationId,
      subject: `export:${id}`,
      details: { venueId, from, to, format, reveal, rows },
    });
  });
  return ok({ id, downloadUrl: `${PORTAL_API}/exports/${id}/file`, rows });
}

async function download(
  deps: ExportDependencies,
  id: string,
  organisationId: OrganisationId,
  { accountId, role }: Session,
): Promise<FileAnswer | null> {
  const { store, clock, visits, timeZone } = deps;
  const at = clock.now();
  const trail = { actor: accountId, organisationId, subject: `export:${id}` };
  const found = await store.transact(async (tx) => {
    const open = await findOpenExport(tx, id, at);
    if (open?.organisationId !== organisationId || open.createdBy !== accountId) return null;
    // What somebody may do can have changed since they ordered it.
    if (readRequest(open).reveal && !MAY_REVEAL.has(role)) return null;
    await markDownloaded(tx, id, at);
    await recordAudit(tx, { ...trail, at, action: 'export.downloaded' });
    return open;
  });
  if (!found) return null;
  const request = readRequest(found);
  const range = { venueId: found.venueId, from: request.from, to: request.to };
  return createLogFile({
    request,
    provenance: await describeProvenance(deps, found),
    timeZone,
    pages: request.reveal ? visits.readRevealed(range, { ...trail, details: {} }) : visits.readMasked(range),
    onFinished: (tally) =>
      store.transact((tx) =>
        recordAudit(tx, { ...trail, at: clock.now(), action: 'export.finished', details: { ...tally } }),
      ),
  });
}

const readRequest = ({ requestJson }: ExportRecord): ExportRequest =>
  exportRequestSchema.parse(JSON.parse(requestJson));

async function describeProvenance(
  { accounts, venues, clock }: ExportDependencies,
  { organisationId, venueId, createdBy }: ExportRecord,
): Promise<Provenance> {
  const person = createdBy && (await accounts.findPerson(createdBy));
  return {
    organisationName: (await accounts.findOrganisation(organisationId))?.name ?? '',
    venueName: (await venues.find(organisationId, venueId))?.name ?? '',
    exportedBy: person ? `${person.name} <${person.email}>` : '',
    exportedAt: clock.now(),
  };
}

/** The log as CSV for a pipe rather than a spreadsheet: commas, no byte order mark. */
export function formatLogCsv(
  pages: AsyncIterable<readonly VisitLine[]>,
  language: Language,
  timeZone: string,
): AsyncIterable<string> {
  const table = { columns: logColumns(language), timeZone, pages: toCells(pages, language) };
  return writeCsv(table, { delimiter: ',', byteOrderMark: false });
}
