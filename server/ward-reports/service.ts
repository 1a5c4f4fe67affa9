import { createHash } from 'node:crypto';
import type { Report, ReportCall, ReportFigures } from '#shared/contract/portal-ward-reports.ts';
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
  countFieldWork,
  findCall,
  listCalls,
  listSubmissions,
  type StoredCall,
  type StoredSubmission,
} from './reader.ts';
import { writeReportPdf, writeReportXlsx } from './report-files.ts';
import { insertCall, insertSubmission } from './transactor.ts';

/** Reports upward: asked for by a city or province, given by wards, each once, frozen and hashed as it stood. */
export interface WardReportService {
  list(officer: Session): Promise<ReportCall[]>;
  call(officer: Session, asked: { readonly title: string; readonly dueAt: Instant }): Promise<ReportCall[]>;
  /** null: none that the officer's units are asked for. */
  read(officer: Session, callId: string): Promise<Report | null>;
  submit(
    officer: Session,
    submission: { readonly call: string; readonly unit: string; readonly note: string },
  ): Promise<Result<Report, 'not-found' | 'conflict'>>;
  writeFile(officer: Session, callId: string, format: 'pdf' | 'xlsx', language: Language): Promise<FileAnswer | null>;
}

export interface WardReportDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly ward: Pick<WardService, 'readBoard' | 'listCommunes'>;
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
    const seen: ReportCall[] = [];
    for (const call of calls) {
      const asked = await communesAsked(store, call, own);
      const ofCall = submissions.filter(({ callId }) => callId === call.id);
      if (asked.length > 0) seen.push(viewCall(call, asked, ofCall));
    }
    return seen;
  };
  const read = async (officer: Session, callId: string): Promise<Report | null> => {
    const call = await findCall(store.read, callId);
    const asked = call ? await communesAsked(store, call, await ward.listCommunes(officer)) : [];
    if (!call || asked.length === 0) return null;
    return viewReport(call, asked, await listSubmissions(store.read, [callId]), clock.now());
  };
  return {
    list,
    read,
    async call(officer, { title, dueAt }) {
      const id = mintId<string>();
      const [at, by] = [clock.now(), officer.accountId];
      await store.transact(async (tx) => {
        await insertCall(tx, { id, unitCodes: officer.unitCodes, title, dueAt, by, at });
        const act = { at, actor: by, action: 'report.called', organisationId: null } as const;
        await recordAudit(tx, { ...act, subject: `report:${id}`, details: { dueAt } });
      });
      return list(officer);
    },
    submit: (officer, submission) => submit(deps, officer, submission, read),
    async writeFile(officer, callId, format, language) {
      const report = await read(officer, callId);
      if (!report) return null;
      const at = clock.now();
      await store.transact((tx) =>
        recordAudit(tx, {
          at,
          actor: officer.accountId,
          action: 'report.downloaded',
          organisationId: null,
          subject: `report:${callId}`,
          details: { format },
        }),
      );
      const order = { report, language, at, timeZone: deps.timeZone };
      return format === 'pdf' ? writeReportPdf(order) : writeReportXlsx(order);
    },
  };
}

/** The wards of a call that the officer sees. */
async function communesAsked(store: Store, call: StoredCall, own: readonly NamedUnit[]): Promise<NamedUnit[]> {
  const asked = new Set((await listCommunesWithin(store.read, call.unitCodes)).map(({ code }) => code));
  return own.filter(({ code }) => asked.has(code));
}

function viewCall(
  { id, title, dueAt, createdAt }: StoredCall,
  asked: readonly NamedUnit[],
  submissions: readonly StoredSubmission[],
): ReportCall {
  const codes = new Set(asked.map(({ code }) => code));
  const theirs = submissions.filter(({ unitCode }) => codes.has(unitCode));
  const late = theirs.filter(({ submittedAt }) => submittedAt > dueAt).length;
  return { id, title, dueAt, createdAt, asked: asked.length, submitted: theirs.length, late };
}

function viewReport(
  call: StoredCall,
  asked: readonly NamedUnit[],
  submissions: readonly StoredSubmission[],
  now: Instant,
): Report {
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
  return { call: viewCall(call, asked, submissions), now, rows, totals };
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
