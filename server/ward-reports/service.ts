import { createHash } from 'node:crypto';
import type { CityRow, Report, ReportCall, ReportFigures } from '#shared/contract/portal-ward-reports.ts';
import { reportFiguresSchema } from '#shared/contract/portal-ward-reports.ts';
import { mintId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { Session } from '../http/principals.ts';
import type { Store } from '../store/access.ts';
import { listCommunesWithin, type NamedUnit } from '../units/service.ts';
import { sumCounts, type WardService } from '../ward/service.ts';
import {
  asSubmitted,
  type CityReportParts,
  countCities,
  listCityRows,
  ownAreaOf,
  readCitySubmissions,
  submitCity,
} from './city-reports.ts';
import {
  countFieldWork,
  findCall,
  listCalls,
  listSubmissions,
  type StoredCall,
  type StoredSubmission,
} from './reader.ts';
import { writeReportPdf, writeReportXlsx } from './report-files.ts';
import { insertCall, insertSubmission } from './transactor.ts';

/**
 * Reports upward: asked for by a city or province, given by wards, and where a province asked, out of these by its cities; each
 * once, frozen and hashed as it stood.
 */
export interface WardReportService {
  list(officer: Session): Promise<ReportCall[]>;
  call(officer: Session, asked: ReportOrder): Promise<ReportCall[]>;
  /** null: none that the officer's units are asked for. */
  read(officer: Session, callId: string): Promise<Report | null>;
  submit(
    officer: Session,
    submission: { readonly call: string; readonly unit: string; readonly note: string },
  ): Promise<Result<Report, 'not-found' | 'conflict'>>;
  /** The officer's city reports out of what its wards have. */
  submitCity(
    officer: Session,
    submission: { readonly call: string; readonly note: string },
  ): Promise<Result<Report, 'not-found' | 'conflict'>>;
  /** null: none of theirs. */
  writeFile(officer: Session, wanted: ReportFile): Promise<FileAnswer | null>;
}

export interface ReportOrder {
  readonly title: string;
  readonly dueAt: Instant;
  /** Of a province's; left out: with the wards. */
  readonly cityDueAt?: Instant | undefined;
}

export interface ReportFile {
  readonly call: string;
  readonly format: 'pdf' | 'xlsx';
  readonly language: Language;
  /** A city's, as it was submitted; left out: as everything stands now. */
  readonly submission?: string | undefined;
}

export interface WardReportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly ward: Pick<WardService, 'readBoard' | 'listCommunes'>;
  /** Every office there is: which cities a province has is known by who works for them. */
  readonly listOffices: CityReportParts['listOffices'];
}

export function createWardReportService(deps: WardReportDependencies): WardReportService {
  const { store, clock, ward } = deps;
  const list = async (officer: Session): Promise<ReportCall[]> => {
    const own = await ward.listCommunes(officer);
    const calls = await listCalls(store.read);
    const submissions = await listSubmissions(
      store.read,
      calls.map(({ id }) => id),
    );
    const fromCities = await readCitySubmissions(store, calls);
    const seen: ReportCall[] = [];
    for (const call of calls) {
      const asked = await communesAsked(store, call, own);
      if (asked.length === 0) continue;
      const isOf = ({ callId }: { readonly callId: string }): boolean => callId === call.id;
      const cities = await listCityRows(deps, call, officer, fromCities.filter(isOf));
      seen.push(viewCall(call, asked, submissions.filter(isOf), cities));
    }
    return seen;
  };
  const read = async (officer: Session, callId: string): Promise<Report | null> => {
    const call = await findCall(store.read, callId);
    const asked = call ? await communesAsked(store, call, await ward.listCommunes(officer)) : [];
    if (!call || asked.length === 0) return null;
    const cities = await listCityRows(deps, call, officer, await readCitySubmissions(store, [call]));
    const ownArea = ownAreaOf(call, officer);
    const report = viewReport(call, asked, await listSubmissions(store.read, [callId]), clock.now());
    return { ...report, call: { ...report.call, cities: countCities(call, cities) }, cities, ownArea };
  };
  return {
    list,
    read,
    async call(officer, { title, dueAt, cityDueAt }) {
      const id = mintId<string>();
      const [at, by] = [clock.now(), officer.accountId];
      const asksCities = officer.role === 'province-officer';
      await store.transact(async (tx) => {
        const due = { dueAt, cityDueAt: asksCities ? (cityDueAt ?? dueAt) : null };
        await insertCall(tx, { id, unitCodes: officer.unitCodes, title, ...due, by, at });
        const act = { at, actor: by, action: 'report.called', organisationId: null } as const;
        await recordAudit(tx, { ...act, subject: `report:${id}`, details: { dueAt } });
      });
      return list(officer);
    },
    submit: (officer, submission) => submit(deps, officer, submission, read),
    async submitCity(officer, { call: callId, note }) {
      const call = await findCall(store.read, callId);
      const report = call && (await read(officer, callId));
      if (!report) return err('not-found');
      const submitted = await submitCity(deps, call, officer, { report, note });
      if (!submitted.ok) return submitted;
      const now = await read(officer, callId);
      return now ? ok(now) : err('not-found');
    },
    writeFile: (officer, wanted) => writeFile(deps, officer, wanted, read),
  };
}

async function writeFile(
  { store, clock, timeZone }: WardReportDependencies,
  officer: Session,
  { call, format, language, submission }: ReportFile,
  read: WardReportService['read'],
): Promise<FileAnswer | null> {
  const now = await read(officer, call);
  const city = now?.cities.find(({ id }) => id !== null && id === submission);
  if (!now || (submission !== undefined && !city?.figures)) return null;
  const at = clock.now();
  const act = { at, actor: officer.accountId, action: 'report.downloaded', organisationId: null } as const;
  const details = { format, ...(city && { area: city.area }) };
  await store.transact((tx) => recordAudit(tx, { ...act, subject: `report:${call}`, details }));
  const report = city?.figures ? asSubmitted(now, city.figures) : now;
  const order = { report, language, at, timeZone, city: city ?? null };
  return format === 'pdf' ? writeReportPdf(order) : writeReportXlsx(order);
}

/** The wards of a call that the officer sees. */
async function communesAsked(store: Store, call: StoredCall, own: readonly NamedUnit[]): Promise<NamedUnit[]> {
  const asked = new Set((await listCommunesWithin(store.read, call.unitCodes)).map(({ code }) => code));
  return own.filter(({ code }) => asked.has(code));
}

function viewCall(
  call: StoredCall,
  asked: readonly NamedUnit[],
  submissions: readonly StoredSubmission[],
  cities: readonly CityRow[],
): ReportCall {
  const { id, title, dueAt, createdAt } = call;
  const codes = new Set(asked.map(({ code }) => code));
  const theirs = submissions.filter(({ unitCode }) => codes.has(unitCode));
  const late = theirs.filter(({ submittedAt }) => submittedAt > dueAt).length;
  const progress = { asked: asked.length, submitted: theirs.length, late };
  return { id, title, dueAt, createdAt, ...progress, cities: countCities(call, cities) };
}

function viewReport(
  call: StoredCall,
  asked: readonly NamedUnit[],
  submissions: readonly StoredSubmission[],
  now: Instant,
): Omit<Report, 'cities' | 'ownArea'> {
  const byUnit = new Map(submissions.map((one) => [one.unitCode, one]));
  const rows = asked.map(({ code, name }): Report['rows'][number] => {
    const given = byUnit.get(code);
    const unit = { code, name };
    if (!given) return { unit, state: 'missing', submittedAt: null, figures: null, note: '', sha256: null };
    const { submittedAt, note, sha256 } = given;
    const figures = reportFiguresSchema.parse(JSON.parse(given.figuresJson));
    return { unit, state: submittedAt > call.dueAt ? 'late' : 'on-time', submittedAt, figures, note, sha256 };
  });
  const totals = sumCounts(rows.flatMap(({ figures }) => figures?.counts ?? []));
  return { call: viewCall(call, asked, submissions, []), now, rows, totals };
}

async function submit(
  { store, clock, ward }: WardReportDependencies,
  officer: Session,
  { call: callId, unit, note }: { readonly call: string; readonly unit: string; readonly note: string },
  read: WardReportService['read'],
): Promise<Result<Report, 'not-found' | 'conflict'>> {
  const call = await findCall(store.read, callId);
  const asked = call ? await communesAsked(store, call, await ward.listCommunes(officer)) : [];
  const own = asked.find(({ code }) => code === unit);
  const board = own && (await ward.readBoard(officer, unit));
  if (!own || !board) return err('not-found');
  const at = clock.now();
  const figures: ReportFigures = {
    unit: { code: own.code, name: own.name },
    at,
    counts: board.totals,
    ...(await countFieldWork(store.read, unit)),
  };
  const figuresJson = JSON.stringify(figures);
  const sha256 = createHash('sha256').update(figuresJson).digest('hex');
  const by = officer.accountId;
  const submitted = await store.transact(async (tx) => {
    const isFirst = await insertSubmission(tx, { callId, unitCode: unit, figuresJson, sha256, note, by, at });
    const act = { at, actor: by, action: 'report.submitted', organisationId: null } as const;
    if (isFirst) await recordAudit(tx, { ...act, subject: `report:${callId}`, details: { unit, sha256 } });
    return isFirst;
  });
  if (!submitted) return err('conflict');
  const report = await read(officer, callId);
  return report ? ok(report) : err('not-found');
}
