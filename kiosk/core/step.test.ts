import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, INSURANCE, PASSPORT, passText, QID_ONLY } from './testing/sample-codes.ts';

const CODE = 'AbCdEfGhIjKlMnOpQrSt-_';
const settings = makeSettings({
  entranceCode: CODE as never,
  posterUrl: `https://checkin.example.vn/v/${CODE}`,
  askPhoneAfterCode: false,
});
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const lastDraft = (paper: PaperKiosk) => paper.records.at(-1)?.drafts[0];

describe('a visitor with a card', () => {
  it('goes from idle over the declaration to a welcome, and back to idle', () => {
    const paper = kiosk();
    expect(paper.screen.name).toBe('idle');
    expect(paper.scan(HUONG).screen).toMatchObject({
      name: 'declaration',
      person: { way: 'citizen-card', maskedName: 'N. T. Hương', birthYear: 1985, tail: null },
      ask: ['symptoms', 'contact'],
    });
    expect(paper.answerAll('no').screen.name).toBe('saving');
    expect(paper.commit().screen).toMatchObject({ name: 'result', verdict: 'welcome', already: false });
    expect(paper.signals).toEqual(['seen', 'welcome']);
    expect(paper.wait(settings.resultMs).screen.name).toBe('idle');
  });

  it('is recorded with what the card says that is needed, the answers, and the act of consent', () => {
    const paper = kiosk().scan(HUONG).answerAll('no');
    expect(lastDraft(paper)).toMatchObject({
      kind: 'arrived',
      verdict: 'welcome',
      joins: null,
      questions: { version: 1, language: 'vi' },
      consent: { version: 1, language: 'vi' },
      flags: ['no-contact'],
      visitor: { way: 'citizen-card', assurance: 'document' },
      contact: { v: 1, name: 'Nguyễn Thị Hương', birthYear: 1985, sex: 'female', idNumber: '046185001234' },
      health: { v: 1, questionsVersion: 1, language: 'vi', answers: [{ answer: 'no' }, { answer: 'no' }] },
    });
    expect(JSON.stringify(paper.records)).not.toContain('Lê Lợi');
  });

  it('is asked for a phone where the venue wants one, which may be skipped', () => {
    const paper = kiosk({ askPhoneAfterCode: true }).scan(HUONG).answerAll('no');
    expect(paper.screen).toMatchObject({ name: 'phone', invalid: false });
    expect(paper.intend({ do: 'submit-phone', phone: '123' }).screen).toMatchObject({ name: 'phone', invalid: true });
    expect(paper.intend({ do: 'submit-phone', phone: '0912 345 678' }).screen.name).toBe('saving');
    expect(lastDraft(paper)).toMatchObject({ flags: [], contact: { phone: '+84912345678' } });

    const skipping = kiosk({ askPhoneAfterCode: true }).scan(HUONG).answerAll('no').intend({ do: 'skip-phone' });
    expect(lastDraft(skipping)).toMatchObject({ flags: ['no-contact'] });
    expect(lastDraft(skipping)?.contact).not.toHaveProperty('phone');
  });

  it.each([
    ['personal QR', QID_ONLY, { way: 'personal-qr', maskedName: 'N. T. HUONG', birthYear: 1985 }],
    ['passport', PASSPORT, { way: 'passport', maskedName: 'E. A. MARIA', birthYear: 1974 }],
    ['health-insurance card', INSURANCE, { way: 'insurance-card', maskedName: null }],
  ])('may bring a %s instead', (_, text, person) => {
    expect(kiosk().scan(text).screen).toMatchObject({ name: 'declaration', person });
  });

  it.each([
    ['yes', [], 'see-staff', 'arrived'],
    ['yes', ['cough'], 'see-staff', 'arrived'],
    ['yes', ['fever-now', 'quarantine', 'no-such-item'], 'not-today', 'refused'],
  ] as const)('with symptoms (%s %j) is told %s and recorded as %s', (answer, checked, verdict, kind) => {
    const paper = kiosk()
      .scan(HUONG)
      .answerAll(answer, [...checked]);
    expect(lastDraft(paper)).toMatchObject({ kind, verdict });
    expect(JSON.stringify(lastDraft(paper))).not.toContain('no-such-item');
    expect(paper.commit().screen).toMatchObject({ name: 'result', verdict });
    expect(paper.signals).toEqual(['seen', 'see-staff']);
  });

  it('may answer in any order, and take an answer back', () => {
    const paper = kiosk().scan(HUONG);
    paper.intend({ do: 'answer', answer: { question: 'contact', answer: 'yes', checked: [] } });
    expect(paper.screen).toMatchObject({ ask: ['symptoms'] });
    expect(paper.intend({ do: 'back' }).screen).toMatchObject({ ask: ['symptoms', 'contact'] });
    expect(paper.intend({ do: 'back' }).screen.name).toBe('idle');
  });

  it('finishes the questions they began with when a new version arrives meanwhile', () => {
    const paper = kiosk().scan(HUONG);
    paper.down = { settings, questions: { ...DEFAULT_QUESTION_SET, version: 2 }, notices: null };
    expect(lastDraft(paper.answerAll('no'))).toMatchObject({ questions: { version: 1 } });
  });
});

describe('a visitor without a code', () => {
  it('types phone and name, then declares', () => {
    const paper = kiosk().intend({ do: 'start-typed' });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'phone', invalid: false });
    expect(paper.intend({ do: 'submit-phone', phone: '0212345678' }).screen).toMatchObject({ invalid: true });
    expect(paper.intend({ do: 'submit-phone', phone: '0912345678' }).screen).toMatchObject({ step: 'name' });
    expect(paper.intend({ do: 'submit-name', name: ' 12 ' }).screen).toMatchObject({ step: 'name', invalid: true });
    expect(paper.intend({ do: 'submit-name', name: ' Lê  Thị Sen ' }).screen).toMatchObject({
      name: 'declaration',
      person: { way: 'typed', maskedName: 'L. T. Sen' },
    });
    expect(lastDraft(paper.answerAll('no'))).toMatchObject({
      flags: [],
      contact: { v: 1, name: 'Lê Thị Sen', phone: '+84912345678' },
      visitor: { way: 'typed', assurance: 'declared' },
    });
  });

  it('may have no phone at all', () => {
    const paper = kiosk({ askPhoneAfterCode: true }).intend({ do: 'start-typed' }).intend({ do: 'skip-phone' });
    paper.intend({ do: 'submit-name', name: 'Lê Thị Sen' }).answerAll('no');
    expect(paper.screen.name).toBe('saving');
    expect(lastDraft(paper)).toMatchObject({ flags: ['no-contact'], visitor: { person: null } });
  });

  it('can go back step by step', () => {
    const paper = kiosk().intend({ do: 'start-typed' }).intend({ do: 'submit-phone', phone: '0912345678' });
    paper.intend({ do: 'submit-name', name: 'Sen' }).intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'name' });
    expect(paper.intend({ do: 'back' }).screen).toMatchObject({ name: 'typed', step: 'phone' });
    expect(paper.intend({ do: 'back' }).screen.name).toBe('idle');
  });

  it('who finds the card after all just shows it', () => {
    expect(kiosk().intend({ do: 'start-typed' }).scan(HUONG).screen.name).toBe('declaration');
  });
});

describe('a code that is not taken', () => {
  it.each([
    ['own-poster', `https://checkin.example.vn/v/${CODE}`],
    ['foreign-poster', `https://other.example.vn/v/${CODE}`],
    ['foreign-poster', 'https://checkin.example.vn/v/AAAAAAAAAAAAAAAAAAAAAA'],
    ['unknown-web-address', 'https://example.com/'],
    ['unknown-wifi', 'WIFI:T:WPA;S:Quan;P:12345678;;'],
    ['unknown-payment', '00020101021138540010A00000072701240006970436011010123456780208QRIBFTTA53037045802VN6304ABCD'],
    ['unknown-contact-card', 'MECARD:N:Nguyen An;;'],
    ['unknown-text', 'Xin chào'],
    ['unknown-text', '8934588012112'],
    ['garbled', '046185001234|191234567|Nguyễn Th'],
    ['pairing-code', 'VCPAIR1 https://checkin.example.vn AB3D5FG7'],
  ] as const)('gets its own sentence: %s', (reason, text) => {
    const paper = kiosk().scan(text);
    expect(paper.screen).toEqual({ name: 'refused', reason });
    expect(paper.signals).toEqual(['try-again']);
    expect(paper.wait(3_999).screen.name).toBe('refused');
    expect(paper.wait(1).screen.name).toBe('idle');
  });

  it('held before the camera keeps its sentence without beeping again', () => {
    const paper = kiosk().scan('Xin chào', { source: 'camera' }).wait(3_000).scan('Xin chào', { source: 'camera' });
    expect(paper.wait(3_000).screen.name).toBe('refused');
    expect(paper.signals).toEqual(['try-again']);
  });

  it('changes nothing while somebody declares', () => {
    const paper = kiosk().scan(HUONG).scan('Xin chào');
    expect(paper.screen.name).toBe('declaration');
    expect(paper.signals).toEqual(['seen']);
  });
});

describe('a card whose own digits contradict each other', () => {
  it('asks to scan again; the same mismatch twice goes on, flagged', () => {
    const paper = kiosk().scan(DOUBTFUL);
    expect(paper.screen).toEqual({ name: 'refused', reason: 'cross-check' });
    expect(paper.wait(1_500).scan(DOUBTFUL).screen.name).toBe('declaration');
    expect(lastDraft(paper.answerAll('no'))?.flags).toContain('cross-check-mismatch');
  });

  it('asks again when the second read differs, or comes much later', () => {
    const other = DOUBTFUL.replace('1985', '1986');
    expect(kiosk().scan(DOUBTFUL).wait(1_500).scan(other).screen).toMatchObject({ reason: 'cross-check' });
    expect(kiosk().scan(DOUBTFUL).wait(60_000).scan(DOUBTFUL).screen).toMatchObject({ reason: 'cross-check' });
  });

  it('is not confirmed by the camera looking at it a moment longer', () => {
    const paper = kiosk().scan(DOUBTFUL, { source: 'camera' }).wait(200).scan(DOUBTFUL, { source: 'camera' });
    expect(paper.screen).toMatchObject({ name: 'refused', reason: 'cross-check' });
  });
});

describe('a visitor pass', () => {
  it('that is genuine shows its last characters and needs no phone', () => {
    const paper = kiosk({ askPhoneAfterCode: true }).scan(passText(), { pass: 'genuine' });
    expect(paper.screen).toMatchObject({ name: 'declaration', person: { maskedName: null, tail: '4F2' } });
    paper.answerAll('no');
    expect(lastDraft(paper)).toMatchObject({ flags: [], visitor: { assurance: 'signed' } });
    expect(lastDraft(paper)?.contact).toEqual({ v: 1, passId: '000102030405060708090a0b0c0d04f2' });
  });

  it('that is expired is refused by the day in Viet Nam', () => {
    const lastDay = passText(undefined, '2026-11-15', 7);
    expect(kiosk().scan(lastDay, { pass: 'genuine' }).screen.name).toBe('declaration');
    const paper = kiosk().wait(15 * 3_600_000);
    expect(paper.scan(lastDay, { pass: 'genuine' }).screen).toEqual({ name: 'refused', reason: 'pass-expired' });
  });

  it('that looks expired to a clock without evidence goes on, flagged', () => {
    const paper = kiosk();
    paper.clockTrusted = false;
    paper.scan(passText(undefined, '2026-11-01', 7), { pass: 'genuine' }).answerAll('no');
    expect(lastDraft(paper)?.flags).toEqual(['pass-unverified']);
  });

  it('that is not genuine is refused', () => {
    expect(kiosk().scan(passText(), { pass: 'not-genuine' }).screen).toMatchObject({ reason: 'pass-not-genuine' });
  });

  it('signed by a key unknown here is refused online, and goes on flagged offline', () => {
    expect(kiosk().scan(passText(), { pass: 'unknown-key' }).screen).toMatchObject({ reason: 'pass-not-genuine' });
    const paper = kiosk();
    paper.online = false;
    paper.scan(passText(), { pass: 'unknown-key' }).answerAll('no');
    expect(lastDraft(paper)).toMatchObject({ flags: ['pass-unverified'], visitor: { assurance: 'opaque' } });
  });
});

describe('the next person', () => {
  it('waits in one place behind a declaration and is taken up after the result', () => {
    const paper = kiosk().scan(HUONG).scan(BAO).scan(PASSPORT);
    expect(paper.screen).toMatchObject({ name: 'declaration', next: true, person: { maskedName: 'N. T. Hương' } });
    paper.answerAll('no').commit();
    expect(paper.screen.name).toBe('result');
    expect(paper.wait(settings.resultMs).screen).toMatchObject({
      name: 'declaration',
      next: false,
      person: { maskedName: 'T. G. Bảo' },
    });
  });

  it('is not the person in front showing the card again', () => {
    expect(kiosk().scan(HUONG).scan(HUONG).screen).toMatchObject({ name: 'declaration', next: false });
  });

  it('goes on at once when a result is still shown', () => {
    const paper = kiosk().scan(HUONG).answerAll('no').commit().scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'declaration', person: { maskedName: 'T. G. Bảo' } });
  });

  it('comes after who waited longer', () => {
    const paper = kiosk().scan(HUONG).scan(BAO).answerAll('no').commit().scan(PASSPORT);
    expect(paper.screen).toMatchObject({ person: { maskedName: 'T. G. Bảo' }, next: true });
  });

  it('meets a kiosk in Vietnamese, whatever the last one chose', () => {
    const paper = kiosk().intend({ do: 'set-language', language: 'en' }).scan(HUONG);
    expect(paper.state.language).toBe('en');
    paper.answerAll('no');
    expect(lastDraft(paper)).toMatchObject({ consent: { language: 'en' }, health: { language: 'en' } });
    expect(paper.commit().scan(BAO).state.language).toBe('vi');
  });
});

describe('the same person again', () => {
  const admit = (paper: PaperKiosk): PaperKiosk => paper.scan(HUONG).answerAll('no').commit().wait(settings.resultMs);

  it('within the window is the same visit: an extended event that names it, no questions', () => {
    const paper = admit(kiosk()).scan(HUONG);
    expect(paper.screen.name).toBe('saving');
    const visit = paper.effects.find((effect) => effect.do === 'remember')?.what;
    expect(lastDraft(paper)).toMatchObject({
      kind: 'extended',
      joins: { visitId: visit?.visitId, partyId: visit?.partyId },
      contact: null,
      health: null,
    });
    expect(paper.commit().screen).toMatchObject({ name: 'result', already: true, verdict: 'welcome' });
  });

  it('after the window but on the same day is not asked again: a new visit that points to the first consent', () => {
    const paper = admit(kiosk()).wait(settings.duplicateWindowMs);
    const first = paper.records[0]?.drafts[0];
    expect(paper.scan(HUONG).screen.name).toBe('saving');
    expect(lastDraft(paper)).toMatchObject({ kind: 'arrived', joins: null, health: null, consent: first?.consent });
    expect(lastDraft(paper)?.flags).toContain('declared-earlier');
  });

  it('is asked again on the next day, after an answer other than no, when the questions changed, or when the venue says so', () => {
    expect(admit(kiosk()).wait(DAY_MS).scan(HUONG).screen.name).toBe('declaration');
    const unwell = kiosk().scan(HUONG).answerAll('yes').commit().wait(settings.duplicateWindowMs);
    expect(unwell.scan(HUONG).screen.name).toBe('declaration');
    const changed = admit(kiosk()).wait(settings.duplicateWindowMs);
    changed.down = { settings, questions: { ...DEFAULT_QUESTION_SET, version: 2 }, notices: null };
    expect(changed.scan(HUONG).screen.name).toBe('declaration');
    const always = admit(kiosk({ skipDeclaredToday: false })).wait(settings.duplicateWindowMs);
    expect(always.scan(HUONG).screen.name).toBe('declaration');
  });

  it('was never let in when told "not today", so declares again', () => {
    const paper = kiosk().scan(HUONG).answerAll('yes', ['fever-now']).commit().wait(settings.resultMs);
    expect(paper.scan(HUONG).screen.name).toBe('declaration');
  });

  it('is asked for a phone once a day', () => {
    const given = kiosk({ askPhoneAfterCode: true }).scan(HUONG).answerAll('no');
    given.intend({ do: 'submit-phone', phone: '0912345678' }).commit().wait(settings.duplicateWindowMs).scan(HUONG);
    expect(given.screen.name).toBe('saving');
    expect(lastDraft(given)?.flags).toEqual(['declared-earlier']);
    const skipped = kiosk({ askPhoneAfterCode: true }).scan(HUONG).answerAll('no');
    skipped.intend({ do: 'skip-phone' }).commit().wait(settings.duplicateWindowMs).scan(HUONG);
    expect(lastDraft(skipped)?.flags).toEqual(['declared-earlier', 'no-contact']);
  });

  it('is the card left before the camera: no second scan until it was taken away', () => {
    const paper = kiosk().scan(HUONG, { source: 'camera' });
    for (let i = 0; i < 20; i += 1) paper.wait(500).scan(HUONG, { source: 'camera' });
    paper.answerAll('no').commit();
    for (let i = 0; i < 20; i += 1) paper.wait(500).scan(HUONG, { source: 'camera' });
    expect(paper.screen.name).toBe('idle');
    expect(paper.wait(2_500).scan(HUONG, { source: 'camera' }).screen.name).toBe('saving');
  });
});

describe('one scan', () => {
  const SOURCES = ['camera', 'serial', 'keyboard'] as const;
  const pairs = SOURCES.flatMap((one) => SOURCES.map((other) => [one, other] as const));
  /** Hương was here a while ago, so that her card alone does everything: nothing stands between two scans of it. */
  const known = (): PaperKiosk => kiosk().scan(HUONG).answerAll('no').commit().wait(60_000);

  it.each(pairs)('is what %s and %s read of the same card at once', (one, other) => {
    const paper = known().scan(HUONG, { source: one });
    expect(paper.screen.name).toBe('saving');
    paper.commit().wait(120).scan(HUONG, { source: other });
    expect(paper.screen).toMatchObject({ name: 'result', already: true });
    expect(paper.records).toHaveLength(2);
    expect(paper.signals).toEqual(['seen', 'welcome', 'seen', 'welcome']);
  });

  it.each(pairs)('is a card that stays where %s and %s both see it, for as long as it stays', (one, other) => {
    const paper = known();
    for (let i = 0; i < 30; i += 1) {
      paper.scan(HUONG, { source: i % 2 === 0 ? one : other });
      if (paper.screen.name === 'saving') paper.commit();
      paper.wait(600);
    }
    expect(paper.records).toHaveLength(2);
  });

  it.each(['serial', 'keyboard'] as const)('more is meant by whoever shows the card to the %s again', (source) => {
    const paper = known().scan(HUONG, { source }).commit().wait(1_000).scan(HUONG, { source });
    expect(paper.records).toHaveLength(3);
  });

  it('is each line of a program that hands in codes', () => {
    const paper = known().scan(HUONG, { source: 'line' }).commit().scan(HUONG, { source: 'line' });
    expect(paper.records).toHaveLength(3);
  });

  it('is not spoilt by the device that read the same card badly', () => {
    const paper = known()
      .scan(HUONG)
      .commit()
      .wait(50)
      .scan('046185001234|191234567|Nguyễn Th', { source: 'keyboard' });
    expect(paper.screen.name).toBe('result');
    expect(paper.wait(1_000).scan('Xin chào').screen.name).toBe('refused');
  });

  it('does not confirm a doubtful card by being read by two devices', () => {
    const paper = kiosk().scan(DOUBTFUL).wait(50).scan(DOUBTFUL, { source: 'camera' });
    expect(paper.screen).toMatchObject({ name: 'refused', reason: 'cross-check' });
  });
});

describe('a second visitor right behind the first', () => {
  const served = (paper: PaperKiosk): string[] => {
    const names: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      if (paper.screen.name === 'declaration') paper.answerAll('no');
      if (paper.screen.name === 'saving') paper.commit();
      if (paper.screen.name === 'result') names.push(paper.screen.person.maskedName ?? '');
      paper.wait(settings.resultMs);
    }
    return names;
  };

  it.each([0, 1, 50, 500, 2_000])('is served next, %i ms later, by whichever device', (ms) => {
    for (const one of ['camera', 'serial', 'keyboard'] as const) {
      for (const other of ['camera', 'serial', 'keyboard'] as const) {
        const paper = kiosk().scan(HUONG, { source: one }).wait(ms).scan(BAO, { source: other });
        expect(paper.signals, `${one}, ${other}`).toEqual(['seen', 'seen']);
        expect(served(paper)).toEqual(['N. T. Hương', 'T. G. Bảo']);
      }
    }
  });

  it('is served also while the first one is being written down, or the result stands', () => {
    const writing = kiosk().scan(HUONG).answerAll('no').scan(BAO);
    expect(served(writing)).toEqual(['N. T. Hương', 'T. G. Bảo']);
    const shown = kiosk().scan(HUONG).answerAll('no').commit().scan(BAO);
    expect(served(shown)).toEqual(['T. G. Bảo']);
  });

  it('is served when both cards lie before the camera, which sees now one and now the other', () => {
    const paper = kiosk();
    for (let i = 0; i < 10; i += 1) paper.scan(i % 2 === 0 ? HUONG : BAO, { source: 'camera' }).wait(200);
    expect(served(paper)).toEqual(['N. T. Hương', 'T. G. Bảo']);
    expect(paper.records).toHaveLength(2);
  });

  it('keeps the place behind somebody who types and goes back a step', () => {
    const paper = kiosk().intend({ do: 'start-typed' }).intend({ do: 'skip-phone' }).scan(BAO).intend({ do: 'back' });
    expect(paper.scan(DOUBTFUL).screen).toMatchObject({ name: 'typed', step: 'phone' });
    expect(paper.scan(PASSPORT).intend({ do: 'cancel' }).screen).toMatchObject({ person: { maskedName: 'T. G. Bảo' } });
  });

  it('waits with a card that contradicts itself once it was read twice', () => {
    const paper = kiosk().scan(BAO).scan(DOUBTFUL);
    expect(paper.screen).toMatchObject({ next: false });
    expect(paper.wait(1_500).scan(DOUBTFUL).screen).toMatchObject({ next: true });
    expect(served(paper)).toEqual(['T. G. Bảo', 'N. T. Hương']);
    expect(lastDraft(paper)?.flags).toContain('cross-check-mismatch');
  });
});

describe('nothing is promised before it is written', () => {
  it('waits for the answer to this very attempt', () => {
    const paper = kiosk().scan(HUONG).answerAll('no');
    expect(paper.wait(DAY_MS).screen.name).toBe('saving');
    expect(paper.commit(paper.state.attempt - 1).screen.name).toBe('saving');
    expect(paper.intend({ do: 'cancel' }).intend({ do: 'dismiss' }).screen.name).toBe('saving');
    expect(paper.commit().screen.name).toBe('result');
  });

  it('says so when the disk refuses, forgets the person, and remembers no visit', () => {
    const paper = kiosk().scan(HUONG).scan(BAO).answerAll('no');
    paper.do({ type: 'commit-failed', attempt: paper.state.attempt });
    expect(paper.screen).toEqual({ name: 'storage-failed' });
    expect(paper.signals.at(-1)).toBe('see-staff');
    expect(JSON.stringify(paper.state)).not.toMatch(/Hương|Bảo|046185001234/);
    expect(paper.commit().screen.name).toBe('storage-failed');
    expect(paper.wait(15_000).scan(HUONG).screen.name).toBe('declaration');
  });
});

describe('somebody who walks away', () => {
  it('is asked after the idle timeout, counted down, and forgotten', () => {
    const paper = kiosk()
      .intend({ do: 'set-language', language: 'en' })
      .scan(HUONG)
      .wait(settings.idleTimeoutMs - 1);
    expect(paper.screen.name).toBe('declaration');
    expect(paper.wait(1).screen).toEqual({ name: 'still-there', secondsLeft: 20 });
    expect(paper.wait(1_000).screen).toEqual({ name: 'still-there', secondsLeft: 19 });
    expect(paper.wait(18_999).screen).toEqual({ name: 'still-there', secondsLeft: 1 });
    expect(paper.wait(1).screen.name).toBe('idle');
    expect(paper.state.language).toBe('vi');
  });

  it('goes on where they were at any touch, or by showing the same card', () => {
    const paper = kiosk().scan(HUONG).wait(settings.idleTimeoutMs).intend({ do: 'touch' });
    expect(paper.screen.name).toBe('declaration');
    expect(paper.wait(settings.idleTimeoutMs).scan(HUONG).screen.name).toBe('declaration');
  });

  it('makes room for the next card', () => {
    const paper = kiosk().scan(HUONG).wait(settings.idleTimeoutMs).scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'declaration', person: { maskedName: 'T. G. Bảo' } });
  });

  it('leaves an idle screen in their language only for a while', () => {
    const paper = kiosk()
      .intend({ do: 'set-language', language: 'en' })
      .wait(settings.idleTimeoutMs - 1);
    expect(paper.state.language).toBe('en');
    expect(paper.wait(1).state.language).toBe('vi');
  });
});

describe('an unpaired kiosk', () => {
  const unpaired = (): PaperKiosk => new PaperKiosk(settings, DEFAULT_QUESTION_SET, false);
  const serverUrl = 'https://checkin.example.vn';

  it('pairs by a scanned code, and only then', () => {
    const paper = unpaired();
    expect(paper.scan(HUONG).screen).toMatchObject({ name: 'unpaired', pairing: 'waiting' });
    expect(paper.scan(`VCPAIR1 ${serverUrl} AB3D5FG7`).screen).toMatchObject({ pairing: 'working', serverUrl });
    expect(paper.effects.at(-1)).toEqual({ do: 'pair', serverUrl, code: 'AB3D5FG7' });
    paper.do({ type: 'pairing-failed', reason: 'code-expired' });
    expect(paper.screen).toMatchObject({ name: 'unpaired', pairing: 'code-expired' });
    paper.do({ type: 'pair', serverUrl, code: 'ol3d-5fg7' });
    expect(paper.effects.at(-1)).toEqual({ do: 'pair', serverUrl, code: '013D5FG7' });
    paper.down = { settings, questions: DEFAULT_QUESTION_SET, notices: null };
    expect(paper.do({ type: 'paired' }).screen.name).toBe('idle');
  });

  it('does not trouble the server with what is no code, nor twice at a time', () => {
    const paper = unpaired().do({ type: 'pair', serverUrl, code: 'nonsense!' });
    expect(paper.screen).toMatchObject({ pairing: 'code-unknown' });
    paper.do({ type: 'pair', serverUrl, code: 'AB3D5FG7' }).do({ type: 'pair', serverUrl, code: 'AB3D5FG8' });
    expect(paper.effects.filter((effect) => effect.do === 'pair')).toHaveLength(1);
  });

  it('lets nobody in', () => {
    const paper = unpaired().intend({ do: 'start-typed' }).scan(HUONG).intend({ do: 'skip-phone' });
    expect(paper.screen.name).toBe('unpaired');
    expect(paper.records).toEqual([]);
  });
});
