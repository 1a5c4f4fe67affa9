import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  CANCELLABLE_MS,
  type StaffCheckIn,
  staffCheckedInSchema,
  type VisitPage,
} from '#shared/contract/portal-visits.ts';
import { type Answer, questionSetSchema } from '#shared/domain/declaration.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer({ now: startOfDay('2026-11-05') + 10 * 3_600_000 });
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

async function describeVisitor(who: Owner, change: Partial<StaffCheckIn> = {}): Promise<StaffCheckIn> {
  const asked = await who.call('GET', `/venues/${owner.venueId}/check-in-questions`);
  const questions = questionSetSchema.parse(await asked.json());
  return {
    id: mintEventId(test.now),
    entranceId: owner.entranceId,
    language: 'vi',
    questionsVersion: questions.version,
    consentVersion: questions.consent.version,
    answers: answerNoToAll(questions),
    ...change,
  };
}
const write = (who: Owner, body: StaffCheckIn) => who.call('POST', `/venues/${owner.venueId}/check-ins`, body);
const log = async () =>
  ((await (await owner.call('GET', `/venues/${owner.venueId}/visits`)).json()) as VisitPage).visits;
const actions = async (id: string) =>
  (
    await test.server.services.store.read
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', `visit:${id}`)
      .execute()
  ).map(({ actor, action }) => [actor, action]);

it('staff write somebody in who has no phone; the log says so, and sent again it is the same visit', async () => {
  const staff = await addMember(test, owner, 'staff');
  const body = await describeVisitor(staff, { name: 'Cụ Nguyễn Thị Lành' });
  for (let again = 0; again < 2; again += 1) {
    const told = staffCheckedInSchema.parse(await (await write(staff, body)).json());
    expect(told).toEqual({ visitId: body.id, verdict: 'welcome', maskedName: 'C. N. T. Lành' });
  }
  const visits = await log();
  expect(visits).toHaveLength(1);
  expect(visits[0]).toMatchObject({
    way: 'staff',
    assurance: 'declared',
    maskedName: 'C. N. T. Lành',
    maskedPhone: null,
    flags: ['assisted', 'no-contact'],
  });
  expect((await actions(body.id))[0]).toEqual([staff.me.accountId, 'visit.checked-in']);
  const detail = (await (await owner.call('GET', `/visits/${body.id}`)).json()) as { steps: unknown[] };
  expect(detail.steps).toMatchObject([{ kind: 'arrived', by: { kind: 'staff', name: staff.me.name } }]);
});

it('who tells of symptoms is called to the staff like anybody', async () => {
  const body = await describeVisitor(owner, { phone: '0912 345 678', name: 'Lê Văn Ho' });
  const [first, ...others] = body.answers;
  const coughs: Answer = { question: first?.question ?? '', answer: 'yes', checked: ['cough'] };
  const ill = { ...body, answers: [coughs, ...others] };
  const told = staffCheckedInSchema.parse(await (await write(owner, ill)).json());
  expect(told.verdict).toBe('see-staff');
  const calls = (await (await owner.call('GET', `/venues/${owner.venueId}/calls`)).json()) as { calls: unknown[] };
  expect(calls.calls).toMatchObject([{ visitId: body.id, maskedName: 'L. V. Ho' }]);
});

it('what was written in is taken back within a quarter of an hour, and nothing else is', async () => {
  const body = await describeVisitor(owner, { name: 'Viết Nhầm' });
  await write(owner, body);
  const cancel = (id: string) => owner.call('POST', `/visits/${id}/cancellation`);
  expect((await cancel(body.id)).status).toBe(204);
  expect((await log()).map(({ id }) => id)).not.toContain(body.id);
  expect((await cancel(body.id)).status).toBe(404);
  const late = await describeVisitor(owner, { name: 'Đã Lâu' });
  await write(owner, late);
  test.now += CANCELLABLE_MS + 1;
  expect((await cancel(late.id)).status).toBe(409);
  expect((await log()).map(({ id }) => id)).toContain(late.id);
});

it('what cannot be is said at its field, and auditors write nobody in', async () => {
  const fieldsOf = async (change: Partial<StaffCheckIn>) => {
    const response = await write(owner, await describeVisitor(owner, change));
    return [response.status, ((await response.json()) as { fields?: object }).fields];
  };
  expect(await fieldsOf({ phone: '0123' })).toEqual([400, { phone: 'not-a-phone' }]);
  expect(await fieldsOf({ answers: [] })).toEqual([400, { answers: 'incomplete' }]);
  expect(await fieldsOf({ questionsVersion: 999 })).toEqual([400, { questionsVersion: 'unknown' }]);
  expect(await fieldsOf({ consentVersion: 999 })).toEqual([400, { consentVersion: 'outdated' }]);
  const elsewhere = await registerOwner(test.url);
  expect((await fieldsOf({ entranceId: elsewhere.entranceId }))[0]).toBe(409);
  const auditor = await addMember(test, owner, 'auditor');
  expect((await write(auditor, await describeVisitor(owner))).status).toBe(403);
});
