import {
  type BreachWindow,
  breachWindowSchema,
  INCIDENT_STEPS,
  type Incident,
  type IncidentDetail,
  type IncidentEntryInput,
  type IncidentEntryKind,
  type IncidentInput,
} from '#shared/contract/portal-audit.ts';
import { contactRecordSchema } from '#shared/domain/contact.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { type E164, formatPhone } from '#shared/domain/phone.ts';
import { BREACH_NOTICE_HOURS } from '#shared/domain/rights-deadlines.ts';
import { rightsEn } from '#shared/i18n/rights.en.ts';
import { rightsVi } from '#shared/i18n/rights.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import { listNames } from '../audit-view/service.ts';
import type { Clock } from '../config/clock.ts';
import { type Cell, CSV_TYPE, type LogTable, writeCsv } from '../exports/service.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { fileNameOf } from '../http/file-name.ts';
import { type KeyService, LASTING_DAY } from '../keys/service.ts';
import { mintReference } from '../rights/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { type Exposure, findExposed, summarise } from './findings.ts';
import {
  type EntryRow,
  type ExposedVisit,
  findIncident,
  type IncidentRow,
  listEntries,
  listIncidents,
} from './reader.ts';
import { insertEntry, insertIncident, markIncident } from './transactor.ts';

/** What to do when data went where they should not: who, what, when, the 72 hours, and a file of what was done. */
export interface IncidentService {
  list(organisationId: OrganisationId): Promise<{ readonly now: number; readonly incidents: Incident[] }>;
  open(organisationId: OrganisationId, input: IncidentInput, by: AccountId): Promise<IncidentDetail>;
  /** The findings are made anew from the trail each time. */
  find(organisationId: OrganisationId, id: string): Promise<IncidentDetail | null>;
  add(
    organisationId: OrganisationId,
    id: string,
    entry: IncidentEntryInput,
    by: AccountId,
  ): Promise<IncidentDetail | null>;
  /** Names and phones in full of those whose data were within it, to tell them. */
  exportContacts(
    organisationId: OrganisationId,
    id: string,
    language: Language,
    by: AccountId,
  ): Promise<FileAnswer | null>;
}

interface IncidentParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly timeZone: string;
}

const texts = createTranslators(rightsVi, rightsEn);

export function createIncidentService(parts: IncidentParts): IncidentService {
  const { store, clock } = parts;
  const findDetail = async (organisationId: OrganisationId, id: string): Promise<IncidentDetail | null> => {
    const row = await findIncident(store.read, organisationId, id);
    return row ? describe(parts, row) : null;
  };
  return {
    async list(organisationId) {
      const rows = await listIncidents(store.read, organisationId);
      const entries = await listEntries(
        store.read,
        rows.map(({ id }) => id),
      );
      return {
        now: clock.now(),
        incidents: rows.map((row) =>
          toIncident(
            row,
            entries.filter((entry) => entry.incident_id === row.id),
            (entry) => openNote(parts, entry),
          ),
        ),
      };
    },

    async open(organisationId, { kind, noticedAt, window }, by) {
      const at = clock.now();
      const row: IncidentRow = {
        ...{ id: mintId<string>(), organisation_id: organisationId, reference: mintReference('SC'), kind },
        ...{ noticed_at: Math.min(noticedAt, at), opened_at: at, opened_by: by, closed_at: null },
        window_json: JSON.stringify(window),
      };
      await store.transact(async (tx) => {
        await insertIncident(tx, row);
        await trace(parts, tx, row, 'incident.opened', by, { kind });
      });
      return describe(parts, row);
    },

    find: findDetail,

    async add(organisationId, id, entry, by) {
      const row = await findIncident(store.read, organisationId, id);
      if (!row) return null;
      await store.transact((tx) => addEntry(parts, tx, row, entry, by));
      return findDetail(organisationId, id);
    },

    async exportContacts(organisationId, id, language, by) {
      const row = await findIncident(store.read, organisationId, id);
      if (!row) return null;
      const exposed = await findExposed(store.read, organisationId, readWindow(row), parts.timeZone);
      const people = [...exposed.exposures.values()];
      await store.transact(async (tx) => {
        await insertEntry(tx, entryOf(parts, row, 'contacts', null, by));
        await trace(parts, tx, row, 'incident.contacts-exported', by, { people: people.length });
      });
      return contactFile(parts, people, row.reference, language);
    },
  };
}

const readWindow = ({ window_json: json }: IncidentRow): BreachWindow => breachWindowSchema.parse(JSON.parse(json));

const trace = (
  { clock }: IncidentParts,
  tx: Writable,
  { id, organisation_id: organisationId, reference }: IncidentRow,
  action: AuditAction,
  actor: AccountId,
  details: AuditDetails = {},
): Promise<void> =>
  recordAudit(tx, {
    at: clock.now(),
    actor,
    action,
    organisationId,
    subject: `incident:${id}`,
    details: { reference, ...details },
  });

const placeOf = (owner: 'incidents' | 'lasting', entryId: string) =>
  ({ owner, class: 'contact', recordId: entryId }) as const;

function entryOf(
  { keys, clock }: IncidentParts,
  { id: incidentId }: IncidentRow,
  kind: IncidentEntryKind,
  note: string | null,
  by: AccountId,
): EntryRow {
  const id = mintId<string>();
  // Which step was taken back names nobody, and must be known as long as the steps are.
  const [owner, day] =
    kind === 'undone' ? (['lasting', LASTING_DAY] as const) : (['incidents', clock.today()] as const);
  const sealed = note === null ? null : keys.seal(placeOf(owner, id), day, note);
  const content = { note_key_id: sealed?.keyId ?? null, note_sealed: sealed?.bytes ?? null };
  return { id, incident_id: incidentId, at: clock.now(), by, kind, ...content };
}

async function addEntry(
  parts: IncidentParts,
  tx: Writable,
  row: IncidentRow,
  entry: IncidentEntryInput,
  by: AccountId,
): Promise<void> {
  const at = parts.clock.now();
  switch (entry.kind) {
    case 'step': {
      const made = entry.done
        ? entryOf(parts, row, entry.step, null, by)
        : entryOf(parts, row, 'undone', entry.step, by);
      await insertEntry(tx, made);
      return trace(parts, tx, row, 'incident.noted', by, { step: entry.step });
    }
    case 'note':
      await insertEntry(tx, entryOf(parts, row, 'note', entry.note, by));
      return trace(parts, tx, row, 'incident.noted', by);
    case 'closed':
    case 'reopened':
      await markIncident(tx, row.id, entry.kind === 'closed' ? at : null);
      await insertEntry(tx, entryOf(parts, row, entry.kind, null, by));
      return trace(parts, tx, row, `incident.${entry.kind}`, by);
  }
}

const openNote = ({ keys }: IncidentParts, { id, note_key_id: keyId, note_sealed: bytes }: EntryRow): string | null => {
  if (keyId === null || bytes === null) return null;
  const sealed = { keyId, bytes };
  const note = keys.open(placeOf('incidents', id), sealed) ?? keys.open(placeOf('lasting', id), sealed);
  return typeof note === 'string' ? note : null;
};

async function describe(parts: IncidentParts, row: IncidentRow): Promise<IncidentDetail> {
  const { store, timeZone } = parts;
  const organisationId = row.organisation_id;
  const window = readWindow(row);
  const exposed = await findExposed(store.read, organisationId, window, timeZone);
  const names = await listNames(store.read, organisationId);
  const entries = await listEntries(store.read, [row.id]);
  const nameOf = (id: string) => names.accounts.get(id) ?? null;
  const opened = entries.map((entry) => ({
    id: entry.id,
    at: entry.at,
    by: nameOf(entry.by),
    kind: entry.kind,
    note: openNote(parts, entry),
  }));
  return {
    ...toIncident(row, entries, (entry) => openNote(parts, entry)),
    window,
    openedBy: nameOf(row.opened_by),
    findings: summarise(exposed, (visit) => openContact(parts, visit) !== null),
    done: stepsDone(entries, (entry) => openNote(parts, entry)),
    entries: opened.toReversed(),
  };
}

/** What was marked and not unmarked after that. */
function stepsDone(entries: readonly EntryRow[], noteOf: (entry: EntryRow) => string | null) {
  const done = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'undone') done.delete(noteOf(entry) ?? '');
    else done.add(entry.kind);
  }
  return INCIDENT_STEPS.filter((step) => done.has(step));
}

function toIncident(
  row: IncidentRow,
  entries: readonly EntryRow[],
  noteOf: (entry: EntryRow) => string | null,
): Incident {
  const told = entries.findLast(
    (entry) => entry.kind === 'authority' || (entry.kind === 'undone' && noteOf(entry) === 'authority'),
  );
  return {
    id: row.id,
    reference: row.reference,
    kind: row.kind,
    noticedAt: row.noticed_at,
    openedAt: row.opened_at,
    noticeBy: row.noticed_at + BREACH_NOTICE_HOURS * 3_600_000,
    authorityToldAt: told?.kind === 'authority' ? told.at : null,
    closedAt: row.closed_at,
  };
}

function openContact({ keys }: IncidentParts, { id, venueId, contactKeyId, contactSealed }: ExposedVisit) {
  if (contactKeyId === null || contactSealed === null) return null;
  const place = { owner: venueId, class: 'contact', recordId: id } as const;
  return contactRecordSchema.safeParse(keys.open(place, { keyId: contactKeyId, bytes: contactSealed })).data ?? null;
}

const PAGE = 1_000;

function contactFile(
  parts: IncidentParts,
  people: readonly Exposure[],
  reference: string,
  language: Language,
): FileAnswer {
  const t = texts[language];
  const text = (value: string | undefined): Cell =>
    value === undefined ? { kind: 'empty' } : { kind: 'text', text: value };
  async function* pages(): AsyncGenerator<Cell[][]> {
    for (let from = 0; from < people.length; from += PAGE) {
      yield people.slice(from, from + PAGE).flatMap(({ visit, level }) => {
        const contact = openContact(parts, visit);
        if (!contact) return [];
        const phone = contact.phone && formatPhone(contact.phone as E164);
        const at: Cell = { kind: 'instant', at: visit.arrivedAt };
        return [[text(contact.name), text(phone), text(visit.venueName), at, text(t(`readers.${level}`))]];
      });
    }
  }
  const columns = (['name', 'phone', 'venue', 'at', 'level'] as const).map((column) => ({
    title: t(`incidents.contactColumns.${column}`),
    width: 20,
  }));
  const table: LogTable = { columns, timeZone: parts.timeZone, pages: pages() };
  const fileName = fileNameOf([t('incidents.contactsFile'), reference], 'csv');
  const body = writeCsv(table, { delimiter: ',', byteOrderMark: true });
  return { contentType: CSV_TYPE, fileName, disposition: 'attachment', body };
}
