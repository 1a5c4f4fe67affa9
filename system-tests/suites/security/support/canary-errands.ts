import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import type { ImportAnswer, VenueImport } from '#shared/contract/portal-imports.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import { cookieOf, type Owner, PASSWORD, sessionOf } from '../../../../server/testing/test-server.ts';
import { findTraces, type formsOf, type Trace } from '../../../support/find-traces.ts';

const BY_HAND = { name: 'Huỳnh Thị Nhoẻn Khuơ', phone: '0962815374' };
const PUT_RIGHT = { name: 'Trịnh Khuây Ngoẵng', phone: '0928471536' };
const ASKER = { name: 'Vũ Ngoạn Khuyếch', contact: '0947263518', note: 'Nhờ Khuềnh Ngoáo gọi lại' };
const IN_A_NOTE = 'Phùng Quẹo Thoắng';

/** Whom the errands are about: visitors, and those who ask for themselves. */
export const ERRAND_SECRETS = [
  ...[BY_HAND, PUT_RIGHT].flatMap(({ name, phone }) => [name, phone, phone.slice(1)]),
  ...Object.values(ASKER),
  ASKER.contact.slice(1),
  IN_A_NOTE,
];

/** Somebody in their work: the server keeps them as they are, beside the venue, and nothing else does. */
export const RESPONSIBLE = { name: 'Hồ Khuyên Choẹt', phone: '0914736285' };

/** Asked as the portal asks, with the addresses that it asks at. */
export interface Errands {
  readonly owner: Owner;
  readonly url: string;
  /** `npm run cli -- ...` on the server's folder. @returns what it printed. */
  readonly command: (...args: string[]) => string;
  /** Hears of every address. */
  readonly onAddress: (address: string) => void;
}

async function call<T>({ owner, onAddress }: Errands, method: string, path: string, body?: unknown): Promise<T> {
  onAddress(`${PORTAL_API}${path}`);
  const response = await owner.call(method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text.startsWith('{') ? JSON.parse(text) : text) as T;
}

/** Staff write somebody in, look for them and see who it is. @returns the visit. */
export async function writeInAndLookFor(errands: Errands): Promise<string> {
  const { venueId, entranceId } = errands.owner;
  const asked = await call(errands, 'GET', `/venues/${venueId}/check-in-questions`);
  const questions = questionSetSchema.parse(asked);
  const { visitId } = await call<{ visitId: string }>(errands, 'POST', `/venues/${venueId}/check-ins`, {
    ...BY_HAND,
    ...{ id: mintEventId(Date.now()), entranceId, language: 'vi' },
    ...{ questionsVersion: questions.version, consentVersion: questions.consent.version },
    answers: answerNoToAll(questions),
  });
  for (const text of [BY_HAND.name, BY_HAND.phone, BY_HAND.phone.slice(-5)]) {
    const search = { filter: {}, text };
    const found = await call<{ visits: { id: string }[] }>(
      errands,
      'POST',
      `/venues/${venueId}/visit-searches`,
      search,
    );
    expect(found.visits.map(({ id }) => id)).toEqual([visitId]);
  }
  expect(await call(errands, 'POST', `/visits/${visitId}/reveal`)).toEqual(BY_HAND);
  await call(errands, 'GET', `/visits/${visitId}`);
  await call(errands, 'GET', `/visits/${visitId}/readers`);
  return visitId;
}

/** They ask what is kept of them, and have it put right. */
export async function answerTheirRequests(errands: Errands, visitId: string): Promise<void> {
  const key = { kind: 'phone', value: BY_HAND.phone };
  const ask = async (kind: string): Promise<string> => {
    const request = { kind, channel: 'counter', identityCheck: 'document', ...ASKER, key };
    const { id } = await call<{ id: string }>(errands, 'POST', '/rights-requests', request);
    await call(errands, 'POST', `/rights-requests/${id}/acknowledgement`);
    const { matches } = await call<{ matches: { visitId: string }[] }>(
      errands,
      ...(['POST', `/rights-requests/${id}/matches`, key] as const),
    );
    expect(matches.map((match) => match.visitId)).toEqual([visitId]);
    return `/rights-requests/${id}`;
  };
  const access = await ask('access');
  const chosen = { visitIds: [visitId], language: 'vi' };
  const copy = await call(errands, 'POST', `${access}/answer`, { ...chosen, format: 'json' });
  expect(JSON.stringify(copy)).toContain(BY_HAND.name);
  expect(await call(errands, 'POST', `${access}/answer`, { ...chosen, format: 'pdf' })).toMatch(/^%PDF/);
  const correction = await ask('correction');
  await call(errands, 'POST', `${correction}/correction`, { visitIds: [visitId], ...PUT_RIGHT });
  expect(await call(errands, 'GET', correction)).toMatchObject({ asker: ASKER, outcome: { visits: 1 } });
  expect(await call(errands, 'POST', `/visits/${visitId}/reveal`)).toEqual(PUT_RIGHT);
}

/** The log of today as a file, names in full. */
export async function takeLogAlong(errands: Errands, format: 'csv' | 'xlsx' | 'pdf'): Promise<Buffer> {
  const { owner, onAddress } = errands;
  const path = `/venues/${owner.venueId}`;
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
  const order = { from: day, to: day, format, reveal: true, reason: 'Kiểm tra', language: 'vi' };
  await call(errands, 'POST', `${path}/export-previews`, { from: day, to: day });
  const job = await call<{ id: string; downloadUrl: string }>(errands, 'POST', `${path}/exports`, order);
  onAddress(job.downloadUrl);
  const response = await owner.call('GET', job.downloadUrl.replace(PORTAL_API, ''));
  onAddress(String(response.headers.get('content-disposition')));
  const file = Buffer.from(await response.arrayBuffer());
  expect(await call(errands, 'GET', `/exports/${job.id}`)).toMatchObject({ state: 'finished', bytes: file.length });
  await call(errands, 'GET', `${path}/exports`);
  return file;
}

/** Somebody who should not have may have read it all. */
export async function handleIncident(errands: Errands): Promise<void> {
  const window = { from: Date.now() - 3_600_000, until: Date.now() + 60_000 };
  const opened = { kind: 'export', noticedAt: Date.now(), window };
  const { id } = await call<{ id: string }>(errands, 'POST', '/incidents', opened);
  await call(errands, 'POST', `/incidents/${id}/entries`, { kind: 'note', note: `${IN_A_NOTE} đã gọi` });
  expect(await call(errands, 'POST', `/incidents/${id}/contacts`, { language: 'vi' })).toContain(PUT_RIGHT.name);
  expect(JSON.stringify(await call(errands, 'GET', `/incidents/${id}`))).toContain(IN_A_NOTE);
}

/** A list of venues with who is responsible for each; one row of it cannot go in. */
export async function letVenuesIn(errands: Errands): Promise<void> {
  const { name, phone } = RESPONSIBLE;
  const file = [
    'Mã,Tên,Loại,Địa chỉ,Phường,Người phụ trách,Điện thoại người phụ trách',
    `C1,Quán Cơm Hến,shop,17 Hàn Mặc Tử,Vỹ Dạ,${name},${phone}`,
    `C2,Quán Bún Bò,shop,3 Lê Lợi,Thuận Hoá,${name},${phone}00000`,
  ].join('\n');
  const content = Buffer.from(file).toString('base64');
  const answer = await call<ImportAnswer>(errands, 'POST', '/imports', { content });
  if (answer.kind === 'refused') throw new Error(answer.code);
  const path = `/imports/${answer.import.id}`;
  let now: VenueImport;
  do now = await call(errands, 'POST', `${path}/steps`);
  while (now.finishedAt === null);
  expect(now).toMatchObject({ counts: { new: 1, error: 1 } });
  expect(JSON.stringify(now.problems)).not.toContain(phone);
  const { venues } = await call<{ venues: { id: string }[] }>(errands, 'GET', '/venue-list?search=hen');
  expect(await call(errands, 'GET', `/venues/${venues[0]?.id}/basics`)).toMatchObject({ responsible: RESPONSIBLE });
}

/** An officer of the ward comes by, and the owner's trail of it all is read and taken along. */
export async function comeBy(errands: Errands): Promise<void> {
  const { owner, url, command } = errands;
  const { address } = await call<{ address: { communeCode: string } }>(
    errands,
    'GET',
    `/venues/${owner.venueId}/basics`,
  );
  const email = 'can-bo@hue.example';
  const link = command('officers', 'add', email, '--role', 'ward-officer', '--unit', address.communeCode);
  const accepted = await fetch(`${url}${PORTAL_API}/ward/invitation-acceptances`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify({
      ...{ token: link.trim().split('#')[1], name: 'Cán bộ phường', email, password: PASSWORD, language: 'vi' },
    }),
  });
  expect(accepted.status).toBe(201);
  const officer = { ...errands, owner: { ...owner, ...sessionOf(url, cookieOf(accepted)) } };
  const answers = { poster: 'yes', height: 'yes', readable: 'yes', guide: 'yes', kiosk: 'na', offline: 'na' };
  const found = { id: randomUUID(), venueId: owner.venueId, doneAt: Date.now() - 1_000, answers, basedOn: null };
  await call(officer, 'GET', '/ward/inspection-round');
  await call(officer, 'POST', '/ward/inspections', found);
  await call(officer, 'GET', `/ward/venues/${owner.venueId}/inspections`);
  await call(errands, 'GET', '/audit');
  await call(errands, 'GET', '/audit/file?format=csv&language=vi');
}

/** @param file the server's database. @returns where somebody stands beside the venues: nowhere. */
export function findBesideVenues(file: string, forms: ReturnType<typeof formsOf>): Trace[] {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
    return tables
      .filter((name) => name !== 'venues')
      .flatMap((name) =>
        db
          .prepare<[], unknown[]>(`select * from "${name}"`)
          .raw()
          .all()
          .flatMap((row) => findTraces(name, Buffer.concat(row.map((cell) => asBytes(cell))), forms)),
      );
  } finally {
    db.close();
  }
}

const asBytes = (cell: unknown): Buffer => (Buffer.isBuffer(cell) ? cell : Buffer.from(`${String(cell)}\n`));
