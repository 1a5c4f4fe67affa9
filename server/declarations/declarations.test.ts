import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PaperKiosk } from '#kiosk/core/testing/paper-kiosk.ts';
import { BAO, HUONG } from '#kiosk/core/testing/sample-codes.ts';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { type Declaration, declarationSchema } from '#shared/contract/portal-settings.ts';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';
import { toDraft } from '#shared/domain/declaration-draft.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import { DEFAULT_QUESTION_SET } from './default-question-set.ts';

let test: TestServer;
let owner: Owner;

beforeEach(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterEach(() => test.close());

const OWN: DeclarationDraft = {
  ...toDraft(DEFAULT_QUESTION_SET),
  questions: [
    {
      id: 'travelled',
      text: { vi: 'Bạn vừa từ vùng dịch về?', en: 'Do you come from an affected area?' },
      pictograms: ['travel'],
      yes: 'welcome',
      checklist: [],
    },
    {
      id: 'tested',
      text: { vi: 'Bạn chưa xét nghiệm?', en: 'Have you not been tested?' },
      pictograms: ['test'],
      yes: 'not-today',
      checklist: [],
      when: { question: 'travelled', answer: 'yes' },
    },
  ],
  notToday: { vi: 'Mời bạn xét nghiệm rồi trở lại.', en: 'Please get tested and come back.' },
};

const ofVenue = (): string => `/venues/${owner.venueId}/declaration`;

async function find(path: string): Promise<Declaration> {
  return declarationSchema.parse(await (await owner.call('GET', path)).json());
}

async function publish(path: string, content: DeclarationDraft): Promise<Declaration> {
  const { draft } = await find(path);
  const saved = await owner.call('PATCH', `${path}/draft`, { content, revision: draft?.revision ?? 0 });
  const { revision } = (await saved.json()) as { revision: number };
  const answer = await owner.call('POST', `${path}/publication`, { revision });
  expect(answer.status).toBe(200);
  return declarationSchema.parse(await answer.json());
}

async function askedAt(kiosk: SimulatedKiosk) {
  const { body } = await kiosk.exchange([]);
  const { down } = exchangeResponseSchema.parse(body);
  if (!down?.questions) throw new Error('no questions came down');
  return down.questions;
}

/** What staff ask who write somebody in. */
async function askedByStaff() {
  const answer = await owner.call('GET', `/venues/${owner.venueId}/check-in-questions`);
  return questionSetSchema.parse(await answer.json()).questions;
}

describe('a declaration of one’s own', () => {
  it('is asked by the kiosk as soon as the signed down-link brought it, to the verdict and its words', async () => {
    const kiosk = await pairKiosk(test, owner);
    const before = await askedAt(kiosk);
    expect(before).toEqual(DEFAULT_QUESTION_SET);
    const paper = new PaperKiosk(kiosk.paired.down.settings, before).scan(HUONG);
    expect(paper.screen).toMatchObject({ name: 'declaration', ask: ['symptoms', 'contact'] });

    const { current } = await publish('/declaration', OWN);
    const after = await askedAt(kiosk);
    expect(after).toEqual(current);
    if (paper.down) paper.down = { ...paper.down, questions: after };
    // Who began by the old questions ends by them.
    expect(paper.screen).toMatchObject({ ask: ['symptoms', 'contact'] });
    paper.intend({ do: 'cancel' });

    paper.scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'declaration', ask: ['travelled'] });
    paper.intend({ do: 'answer', answer: { question: 'travelled', answer: 'yes', checked: [] } });
    expect(paper.screen).toMatchObject({ ask: ['tested'] });
    paper.answerAll('yes');
    if (paper.screen.name === 'phone') paper.intend({ do: 'skip-phone' });
    expect(paper.commit().screen).toMatchObject({ name: 'result', verdict: 'not-today', advice: OWN.notToday });
  });

  it('of one venue is asked there alone, until the venue follows its organisation again', async () => {
    const kiosk = await pairKiosk(test, owner);
    await publish('/declaration', OWN);
    const venueOnly = {
      ...OWN,
      questions: OWN.questions.slice(0, 1).map((one) => ({ ...one, yes: 'see-staff' as const })),
    };
    const own = await publish(ofVenue(), venueOnly);
    expect(own).toMatchObject({ source: 'venue', history: [{ number: 1 }] });
    expect((await askedAt(kiosk)).questions).toHaveLength(1);
    expect(await askedByStaff()).toHaveLength(1);
    expect((await find('/declaration')).venuesWithOwn).toEqual([{ id: owner.venueId, name: 'Chợ Đông Ba' }]);

    const followed = await owner.call('POST', `${ofVenue()}/following`);
    expect(await followed.json()).toMatchObject({ source: 'organisation', current: { questions: [{}, {}] } });
    expect((await askedAt(kiosk)).questions).toHaveLength(2);
    expect(await askedByStaff()).toHaveLength(2);
    expect((await find('/declaration')).venuesWithOwn).toEqual([]);
  });

  it('keeps every version as it was, and an older one comes back as a new one', async () => {
    const first = await publish('/declaration', OWN);
    const second = await publish('/declaration', toDraft(DEFAULT_QUESTION_SET));
    const third = await publish('/declaration', toDraft(first.current));
    const versions = [first, second, third].map(({ current }) => current.version);
    const [oldest = 0, middle, newest] = versions;
    expect(versions).toEqual([oldest, oldest + 1, oldest + 2]);
    expect(third.history.map(({ number, version }) => [number, version])).toEqual([
      [3, newest],
      [2, middle],
      [1, oldest],
    ]);
    const old = await owner.call('GET', `/declaration/versions/${oldest}`);
    expect(await old.json()).toEqual(first.current);
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('GET', `/declaration/versions/${oldest}`)).status).toBe(404);
    expect((await stranger.call('GET', '/declaration/versions/1')).status).toBe(200);
  });

  it('never gives a number again that only a newer backup knew', async () => {
    const kiosk = await pairKiosk(test, owner);
    await publish('/declaration', OWN);
    const lost = await publish('/declaration', toDraft(DEFAULT_QUESTION_SET));
    expect(await askedAt(kiosk)).toMatchObject({ version: lost.current.version });
    // As an older backup has it.
    await test.server.services.store.transact((tx) =>
      tx.deleteFrom('question_sets').where('version', '=', lost.current.version).execute(),
    );
    test.now += 60_000;
    const next = await publish('/declaration', { ...OWN, notToday: { vi: 'Mời về.', en: 'Please go home.' } });
    expect(next.current.version).toBeGreaterThan(lost.current.version);
    // The kiosk sees another number, and asks what stands behind it.
    expect(await askedAt(kiosk)).toEqual(next.current);
  });

  it('is not published while something stands against it, and says what and where', async () => {
    const broken = { ...OWN, questions: OWN.questions.toReversed() };
    await owner.call('PATCH', '/declaration/draft', { content: broken, revision: 0 });
    const answer = await owner.call('POST', '/declaration/publication', { revision: 1 });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ fields: { 'questions.tested.when': 'cycle' } });
    expect((await find('/declaration')).source).toBe('standard');
  });

  it('does not let two people write over each other, and forgets what is thrown away', async () => {
    const manager = await addMember(test, owner, 'manager');
    await owner.call('PATCH', '/declaration/draft', { content: OWN, revision: 0 });
    expect((await manager.call('PATCH', '/declaration/draft', { content: OWN, revision: 0 })).status).toBe(409);
    expect((await manager.call('POST', '/declaration/publication', { revision: 2 })).status).toBe(409);
    expect((await find('/declaration')).draft).toMatchObject({ revision: 1, savedBy: 'Nguyễn Thị Hương' });
    expect((await owner.call('DELETE', '/declaration/draft')).status).toBe(204);
    expect((await find('/declaration')).draft).toBeNull();
    const staff = await addMember(test, owner, 'staff');
    expect((await staff.call('GET', '/declaration')).status).toBe(403);
  });
});
