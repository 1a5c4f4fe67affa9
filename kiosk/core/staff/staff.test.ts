import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { encodeProvisioningText } from '#shared/codes/provisioning-code.ts';
import { mintId, mintPartyId, type PartyId, type VisitId } from '#shared/domain/ids.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { type PinOutcome, SAVING_MS } from '../kiosk-state.ts';
import type { Present } from '../presence.ts';
import { PaperKiosk } from '../testing/paper-kiosk.ts';
import { BAO, HUONG } from '../testing/sample-codes.ts';
import type { PersonKey } from '../visitor.ts';
import { STAFF_CODE_MS, STAFF_IDLE_MS, STAFF_PIN_IDLE_MS } from './staff-state.ts';

const OWN = 'AbCdEfGhIjKlMnOpQrSt-_';
const BACK_DOOR = 'BbCdEfGhIjKlMnOpQrSt-_';
const RETIRED = 'RbCdEfGhIjKlMnOpQrSt-_';
const ORIGIN = 'https://checkin.example.vn';
const poster = (code: string, origin = ORIGIN): string => `${origin}/v/${code}`;
const settings = makeSettings({
  entranceCode: OWN as never,
  posterUrl: poster(OWN),
  staffPin: '$argon2id$...',
  askPhoneAfterCode: false,
  posters: [
    { code: BACK_DOOR as never, entranceName: 'Cửa sau', state: 'current' },
    { code: RETIRED as never, entranceName: 'Cổng chính', state: 'retired' },
  ],
});
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);

const pinTries = (paper: PaperKiosk) => paper.effects.filter((effect) => effect.do === 'check-pin');
const acts = (paper: PaperKiosk) => paper.effects.flatMap((effect) => (effect.do === 'machine' ? [effect.act] : []));

function answerPin(paper: PaperKiosk, outcome: PinOutcome): PaperKiosk {
  const attempt = pinTries(paper).at(-1)?.attempt ?? -1;
  return paper.do({ type: 'pin-checked', attempt, outcome });
}

const type = (paper: PaperKiosk, pin = '246810'): PaperKiosk => paper.intend({ do: 'staff-pin', pin });
const open = (paper: PaperKiosk): PaperKiosk => answerPin(type(paper.intend({ do: 'staff-open' })), { is: 'right' });

const STAFF_CARD = { hash: 'h'.repeat(43), valid: true };
const cardText = `VCS1${'A'.repeat(128)}`;

let people = 0;
function enter(paper: PaperKiosk, changes: Partial<Present> = {}): Present {
  people += 1;
  const present: Present = {
    visitId: mintId<VisitId>(),
    partyId: mintPartyId(),
    kind: 'person',
    person: `somebody-${people}` as PersonKey,
    phone: null,
    view: { way: 'citizen-card', maskedName: 'L. V. Nam', tail: null, birthYear: 1990 },
    at: Date.UTC(2026, 10, 22, 2, 0, people),
    since: 0,
    endsAt: Date.UTC(2026, 10, 23),
    verdict: 'welcome',
    ...changes,
  };
  paper.presence.enter(present);
  return present;
}

describe('the way in', () => {
  it('asks for the PIN, and opens with the right one', () => {
    const paper = kiosk().intend({ do: 'staff-open' });
    expect(paper.screen).toEqual({ name: 'staff-pin', card: false, state: 'ask', triesLeft: null, lockedSeconds: 0 });
    expect(type(paper).screen).toMatchObject({ state: 'checking' });
    expect(answerPin(paper, { is: 'right' }).screen).toEqual({ name: 'staff', page: { page: 'home' } });
    expect(JSON.stringify(paper.state)).not.toContain('246810');
  });

  it('says how many tries are left, then counts the lock down, and takes nothing meanwhile', () => {
    const paper = answerPin(type(kiosk().intend({ do: 'staff-open' })), { is: 'wrong', triesLeft: 1 });
    expect(paper.screen).toMatchObject({ state: 'wrong', triesLeft: 1 });
    answerPin(type(paper), { is: 'locked', forMs: 20_000 });
    expect(paper.screen).toMatchObject({ state: 'locked', lockedSeconds: 20 });
    const before = pinTries(paper).length;
    expect(pinTries(type(paper))).toHaveLength(before);
    expect(paper.wait(5_000).screen).toMatchObject({ state: 'locked', lockedSeconds: 15 });
    expect(paper.wait(15_000).screen).toMatchObject({ state: 'ask', lockedSeconds: 0 });
    expect(pinTries(type(paper))).toHaveLength(before + 1);
  });

  it('does not open by an answer to an earlier try, nor to an earlier asking', () => {
    const paper = type(kiosk().intend({ do: 'staff-open' }), '111222');
    const stale = pinTries(paper).at(-1)?.attempt ?? 0;
    paper.intend({ do: 'staff-close' }).wait(1_000);
    type(paper.intend({ do: 'staff-open' }), '999888');
    paper.do({ type: 'pin-checked', attempt: stale, outcome: { is: 'right' } });
    expect(paper.screen).toMatchObject({ name: 'staff-pin', state: 'checking' });
    expect(paper.state.staff).toBeNull();
  });

  it('says so where the portal has set no PIN', () => {
    const paper = kiosk({ staffPin: null }).intend({ do: 'staff-open' });
    expect(paper.screen).toMatchObject({ name: 'staff-pin', state: 'unset' });
    expect(pinTries(type(paper))).toEqual([]);
  });

  it('does nothing of the staff before the PIN', () => {
    const paper = kiosk();
    const called = enter(paper, { verdict: 'see-staff' });
    for (const intent of [
      { do: 'staff-page', page: 'inside' },
      { do: 'staff-resolve', visitId: called.visitId, verdict: 'welcome' },
      { do: 'staff-export', drive: '/media/x' },
      { do: 'staff-leave-kiosk' },
      { do: 'staff-print', what: 'inside' },
    ] as const) {
      expect(paper.intend(intent).screen.name).toBe('idle');
      paper.intend({ do: 'staff-open' }).intend(intent).intend({ do: 'staff-close' });
    }
    expect(acts(paper)).toEqual([]);
    expect(paper.records).toEqual([]);
  });

  it('knows a valid card, which still needs the PIN; another card is told so', () => {
    const paper = kiosk().scan(cardText, { staffCard: STAFF_CARD });
    expect(paper.screen).toMatchObject({ name: 'staff-pin', card: true });
    expect(answerPin(type(paper), { is: 'right' }).state.staff).toEqual({ card: STAFF_CARD.hash });

    const revoked = kiosk().scan(cardText, { staffCard: { ...STAFF_CARD, valid: false } });
    expect(revoked.screen).toMatchObject({ name: 'refused', reason: 'staff-card' });
  });

  it('never takes the screen from somebody who has begun', () => {
    const paper = kiosk().scan(HUONG);
    paper.scan(cardText, { staffCard: STAFF_CARD }).intend({ do: 'staff-open' });
    expect(paper.screen.name).toBe('declaration');
  });

  it('gives the screen back when nobody types, and locks when nobody works', () => {
    const paper = kiosk().intend({ do: 'staff-open' });
    expect(paper.wait(STAFF_PIN_IDLE_MS).screen.name).toBe('idle');
    open(paper).intend({ do: 'staff-page', page: 'inside' });
    expect(paper.wait(STAFF_IDLE_MS - 1).screen.name).toBe('staff');
    expect(paper.wait(1).screen.name).toBe('idle');
    expect(paper.state.staff).toBeNull();
  });

  it('gives the screen back when a PIN is never answered', () => {
    const paper = type(kiosk().intend({ do: 'staff-open' }));
    expect(paper.wait(STAFF_PIN_IDLE_MS).screen.name).toBe('idle');
    expect(answerPin(paper, { is: 'right' }).state.staff).toBeNull();
  });

  it('ends with the PIN that opened it, also while somebody is helped', () => {
    const ended = { type: 'settings-changed', isMoved: false, isPinChanged: true } as const;
    expect(open(kiosk()).do(ended).screen.name).toBe('idle');
    expect(kiosk().intend({ do: 'staff-open' }).do(ended).screen.name).toBe('idle');
    const helping = open(kiosk()).intend({ do: 'staff-assist', by: 'typed' }).do(ended);
    expect(helping.screen.name).toBe('typed');
    expect(helping.intend({ do: 'cancel' }).screen.name).toBe('idle');
    const visitor = kiosk().scan(HUONG);
    expect(visitor.do(ended).screen.name).toBe('declaration');
  });

  it.each(['meanwhile', 'on the result'])('never passes to the next visitor, whose code is read %s', (when) => {
    const paper = open(kiosk({ capacity: 1 }))
      .intend({ do: 'staff-assist', by: 'code' })
      .scan(HUONG);
    if (when === 'meanwhile') paper.wait(2_000).scan(BAO);
    paper.answerAll('no').commit();
    expect(paper.records.at(-1)?.drafts).toMatchObject([{ flags: ['no-contact', 'assisted'] }]);
    if (when === 'on the result') paper.wait(2_000).scan(BAO);
    else paper.wait(settings.resultMs);
    expect(paper.screen.name).toBe('full');
    expect(paper.state.staff).toBeNull();
    expect(paper.wait(10_000).screen.name).toBe('idle');
  });

  it('is kept open by nothing that a visitor touches', () => {
    const paper = open(kiosk()).intend({ do: 'staff-assist', by: 'code' }).scan(HUONG);
    for (let n = 0; n < 13; n += 1) paper.wait(10_000).intend({ do: 'touch' });
    expect(paper.screen.name).toBe('declaration');
    paper.answerAll('no').commit();
    expect(paper.records.at(-1)?.drafts).toMatchObject([{ flags: expect.arrayContaining(['assisted']) }]);
    expect(paper.wait(settings.resultMs).screen.name).toBe('idle');
    expect(paper.state.staff).toBeNull();
  });

  it('has its own pages back after a visit for what is left of its time, and no more', () => {
    const paper = open(kiosk()).intend({ do: 'staff-assist', by: 'code' }).scan(HUONG);
    for (let n = 0; n < 10; n += 1) paper.wait(10_000).intend({ do: 'touch' });
    paper.answerAll('no').commit().wait(settings.resultMs);
    expect(paper.screen).toMatchObject({ name: 'staff', page: { page: 'home' } });
    expect(paper.wait(STAFF_IDLE_MS - 100_000).screen.name).toBe('idle');
  });

  it('ends a session that waits for a code nobody brings', () => {
    const paper = open(kiosk()).intend({ do: 'staff-assist', by: 'code' });
    expect(paper.screen.name).toBe('idle');
    expect(paper.wait(STAFF_CODE_MS - 1).state.staff).not.toBeNull();
    expect(paper.wait(1).state.staff).toBeNull();
    // The staff went: who comes next was helped by nobody.
    paper.scan(HUONG).answerAll('no').commit();
    expect(paper.records.at(-1)?.drafts).toMatchObject([{ flags: ['no-contact'], staff: null }]);
  });
});

describe('people sent to the staff', () => {
  it('are shown one line a party, the longest waiting first, without those who were let in', () => {
    const paper = kiosk();
    enter(paper);
    const partyId: PartyId = mintPartyId();
    const first = enter(paper, { verdict: 'see-staff', partyId });
    enter(paper, { verdict: 'see-staff', partyId, kind: 'child', view: null, person: null });
    enter(paper, { verdict: 'see-staff', partyId });
    const second = enter(paper, { verdict: 'see-staff' });
    const { screen } = open(paper).intend({ do: 'staff-page', page: 'calls' });
    expect(screen).toMatchObject({ page: { people: [{ visitId: first.visitId }, { visitId: second.visitId }] } });
  });

  it('are let in together with their party, and it is true only once it is written', () => {
    const paper = kiosk();
    const partyId: PartyId = mintPartyId();
    const called = enter(paper, { verdict: 'see-staff', partyId });
    const child = enter(paper, { verdict: 'see-staff', partyId, kind: 'child', view: null, person: null });
    enter(paper, { partyId });
    open(paper).intend({ do: 'staff-page', page: 'calls' });
    paper.intend({ do: 'staff-resolve', visitId: called.visitId, verdict: 'welcome' });
    paper.intend({ do: 'staff-resolve', visitId: called.visitId, verdict: 'not-today' });
    expect(paper.records).toHaveLength(1);
    expect(paper.records[0]?.drafts).toHaveLength(2);
    expect(paper.screen).toMatchObject({ page: { saving: true, people: [{ visitId: called.visitId }] } });
    expect(paper.records.at(-1)?.drafts).toMatchObject([
      {
        kind: 'resolved',
        verdict: 'welcome',
        joins: { visitId: called.visitId, partyId },
        contact: null,
        health: null,
      },
      { kind: 'resolved', verdict: 'welcome', joins: { visitId: child.visitId, partyId } },
    ]);
    expect(paper.records.at(-1)?.drafts[0]?.staff).toEqual({ card: null });
    paper.commit();
    expect(paper.screen).toMatchObject({ page: { saving: false, people: [] } });
    expect(paper.presence.find(called.visitId, called.at)?.verdict).toBe('welcome');
  });

  it('are no longer inside when they are sent away', () => {
    const paper = kiosk();
    const called = enter(paper, { verdict: 'see-staff' });
    open(paper).intend({ do: 'staff-resolve', visitId: called.visitId, verdict: 'not-today' }).commit();
    expect(paper.presence.list(called.at)).toEqual([]);
  });

  it('still wait when it could not be written down', () => {
    const paper = kiosk();
    const called = enter(paper, { verdict: 'see-staff' });
    open(paper).intend({ do: 'staff-page', page: 'calls' });
    paper.intend({ do: 'staff-resolve', visitId: called.visitId, verdict: 'welcome' });
    paper.do({ type: 'commit-failed', attempt: paper.state.attempt });
    expect(paper.screen).toMatchObject({ page: { saving: false, people: [{ visitId: called.visitId }] } });
    expect(paper.signals.at(-1)).toBe('try-again');
  });

  it('keep nobody at a disk that does not answer: it is said, the staff may go, and an answer that comes still counts', () => {
    const begin = () => {
      const paper = kiosk();
      const called = enter(paper, { verdict: 'see-staff' });
      open(paper).intend({ do: 'staff-page', page: 'calls' });
      paper.intend({ do: 'staff-resolve', visitId: called.visitId, verdict: 'welcome' });
      expect(paper.intend({ do: 'staff-close' }).screen).toMatchObject({ name: 'staff' });
      expect(paper.wait(SAVING_MS - 1).screen).not.toHaveProperty('slow');
      expect(paper.wait(1).screen).toMatchObject({ slow: true, page: { saving: true } });
      expect(paper.signals.at(-1)).toBe('try-again');
      return { paper, called };
    };
    const late = begin();
    late.paper.commit();
    expect(late.paper.screen).not.toHaveProperty('slow');
    expect(late.paper.screen).toMatchObject({ page: { saving: false, people: [] } });
    expect(begin().paper.intend({ do: 'staff-close' }).screen).toMatchObject({ name: 'idle' });
    // Nobody stays: the pages are not left open behind them.
    const { paper, called } = begin();
    expect(paper.wait(STAFF_IDLE_MS).screen).toMatchObject({ name: 'idle' });
    paper.commit();
    expect(paper.screen).toMatchObject({ name: 'idle' });
    expect(paper.presence.find(called.visitId, called.at)?.verdict).toBe('see-staff');
  });

  it('are where the staff arrive who came for a person in front', () => {
    const paper = kiosk().scan(HUONG).answerAll('yes').commit();
    expect(paper.screen).toMatchObject({ name: 'result', verdict: 'see-staff' });
    expect(open(paper).screen).toMatchObject({ name: 'staff', page: { page: 'calls' } });
  });
});

describe('who is inside', () => {
  it('is listed masked, with those whose names this machine no longer has', () => {
    const paper = kiosk();
    const present = enter(paper);
    paper.presence.countUnnamed(3);
    const { screen } = open(paper).intend({ do: 'staff-page', page: 'inside' });
    expect(screen).toMatchObject({
      page: { people: [{ visitId: present.visitId, kind: 'person', person: { maskedName: 'L. V. Nam' } }], unnamed: 3 },
    });
    paper.intend({ do: 'staff-print', what: 'inside' });
    expect(acts(paper).at(-1)).toMatchObject({
      act: 'print-inside',
      people: [{ visitId: present.visitId }],
      unnamed: 3,
    });
  });

  it('is one less when the staff saw somebody leave', () => {
    const paper = kiosk();
    const present = enter(paper);
    open(paper).intend({ do: 'staff-check-out', visitId: present.visitId });
    expect(paper.records.at(-1)?.drafts).toMatchObject([
      { kind: 'left', verdict: null, joins: { visitId: present.visitId } },
    ]);
    paper.commit();
    expect(paper.presence.list(present.at)).toEqual([]);
    expect(paper.presence.last[0]).toMatchObject({ direction: 'out', people: 1 });
  });
});

describe('codes on the staff pages', () => {
  it.each([
    ['this entrance’s', poster(OWN), 'current', 'welcome', settings.entranceName],
    ['another entrance’s', poster(BACK_DOOR), 'other-entrance', 'see-staff', 'Cửa sau'],
    ['a retired one', poster(RETIRED), 'retired', 'see-staff', 'Cổng chính'],
    ['an unknown one', poster('XbCdEfGhIjKlMnOpQrSt-_'), 'foreign', 'see-staff', null],
    ['our code under another address', poster(OWN, 'https://evil.example'), 'foreign', 'see-staff', null],
    ['no poster', HUONG, 'not-a-poster', 'try-again', null],
  ])('the poster check tells %s', (_, text, result, sound, entranceName) => {
    const paper = open(kiosk()).intend({ do: 'staff-page', page: 'poster' }).scan(text);
    expect(paper.screen).toEqual({ name: 'staff', page: { page: 'poster', result, entranceName } });
    expect(paper.signals.at(-1)).toBe(sound);
    expect(acts(paper).at(-1)).toMatchObject({ act: 'poster-checked', result });
    const heard = paper.signals.length;
    expect(paper.scan(text).signals).toHaveLength(heard);
  });

  it('the test page tells the kind of a code and nothing of what it says', () => {
    const paper = open(kiosk()).intend({ do: 'staff-page', page: 'tests' }).scan(HUONG, { source: 'camera' });
    expect(paper.screen).toMatchObject({ page: { lastCode: { source: 'camera', kind: 'citizen-card' } } });
    expect(JSON.stringify(paper.screen)).not.toContain('Hương');
    expect(paper.records).toEqual([]);
  });

  it('the settings page tells when the portal has set the language of every kiosk', () => {
    const shown = (language: 'en' | null) =>
      open(kiosk({ language })).intend({ do: 'staff-page', page: 'settings' }).screen;
    expect(shown('en')).toMatchObject({ page: { venueLanguage: 'en' } });
    expect(shown(null)).toMatchObject({ page: { venueLanguage: null } });
  });

  it('begin no visit on any page', () => {
    const paper = open(kiosk());
    for (const page of ['home', 'calls', 'inside', 'export', 'settings'] as const) {
      expect(paper.intend({ do: 'staff-page', page }).scan(HUONG).screen).toMatchObject({ page: { page } });
    }
  });
});

describe('a pairing code', () => {
  const serverUrl = 'https://other.example.vn';
  const keyFingerprint = 'Qm9iQWxpY2VDYXJvbERhdg';
  const text = encodeProvisioningText({ serverUrl, code: 'AB3D5FG7', keyFingerprint });

  it('acts on the connection page alone, when the staff have read where it leads and said yes', () => {
    const paper = open(kiosk()).scan(text);
    expect(paper.screen).toMatchObject({ page: { page: 'home' } });
    paper.intend({ do: 'staff-page', page: 'connection' }).scan(text).scan(text);
    expect(paper.screen).toMatchObject({ page: { offer: { serverUrl, isOtherServer: true } } });
    expect(acts(paper).filter(({ act }) => act === 'pair-again')).toEqual([]);
    expect(paper.intend({ do: 'staff-decline-offer' }).screen).toMatchObject({ page: { offer: null } });
    paper.intend({ do: 'staff-take-offer' });
    expect(acts(paper).filter(({ act }) => act === 'pair-again')).toEqual([]);
    paper.scan(text).intend({ do: 'staff-take-offer' });
    expect(acts(paper).at(-1)).toEqual({ act: 'pair-again', serverUrl, code: 'AB3D5FG7', keyFingerprint });
    expect(paper.screen).toMatchObject({ page: { offer: null } });
  });

  it('says whether the server stays the same', () => {
    const paper = open(kiosk());
    paper.machine = { ...paper.machine, serverUrl };
    paper.intend({ do: 'staff-page', page: 'connection' }).scan(`VCPAIR1 ${serverUrl} AB3D5FG7`);
    expect(paper.screen).toMatchObject({ page: { offer: { serverUrl, isOtherServer: false } } });
  });

  it('of a visitor does nothing', () => {
    const paper = kiosk().scan(text);
    expect(paper.screen).toMatchObject({ name: 'refused', reason: 'pairing-code' });
    expect(paper.effects.some((effect) => effect.do === 'pair')).toBe(false);
  });
});

describe('the system page', () => {
  it.each([
    ['0.1.0', '0.1.0', false],
    ['0.9.0', '0.10.0', true],
    ['0.10.0', '0.9.0', false],
    ['0.1.0', null, false],
  ])('this %s beside a server of %s: update needed %s', (appVersion, serverVersion, updateNeeded) => {
    const paper = open(kiosk());
    paper.machine = { ...paper.machine, appVersion, serverVersion };
    const { screen } = paper.intend({ do: 'staff-page', page: 'system' });
    expect(screen).toMatchObject({ page: { updateNeeded } });
  });
});
