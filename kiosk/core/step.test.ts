import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { encodeProvisioningText } from '#shared/codes/provisioning-code.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { SAVING_MS } from './kiosk-state.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG, INSURANCE, PASSPORT, QID_ONLY } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
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

describe('nothing is promised before it is written', () => {
  it('waits for the answer to this very attempt', () => {
    const paper = kiosk().scan(HUONG).answerAll('no');
    expect(paper.wait(SAVING_MS - 1).screen.name).toBe('saving');
    expect(paper.commit(paper.state.attempt - 1).screen.name).toBe('saving');
    expect(paper.intend({ do: 'cancel' }).intend({ do: 'dismiss' }).screen.name).toBe('saving');
    expect(paper.commit().screen.name).toBe('result');
  });

  it('says so when the disk refuses, forgets the person, and remembers no visit', () => {
    const paper = kiosk().scan(HUONG).scan(BAO).answerAll('no');
    paper.do({ type: 'commit-failed', attempt: paper.state.attempt });
    expect(paper.screen).toEqual({ name: 'storage-failed', certain: true });
    expect(paper.signals.at(-1)).toBe('see-staff');
    expect(JSON.stringify(paper.state)).not.toMatch(/Hương|Bảo|046185001234/);
    expect(paper.commit().screen.name).toBe('storage-failed');
    expect(paper.wait(15_000).scan(HUONG).screen.name).toBe('declaration');
  });
});

describe('a disk that does not answer', () => {
  const hanging = (): PaperKiosk => kiosk().scan(HUONG).answerAll('no').wait(SAVING_MS);

  it('keeps nobody before an empty screen, and nothing is claimed that nobody knows', () => {
    const paper = hanging();
    expect(paper.screen).toEqual({ name: 'storage-failed', certain: false });
    expect(paper.signals.at(-1)).toBe('see-staff');
    expect(paper.wait(15_000).screen.name).toBe('idle');
    expect(JSON.stringify(paper.state.flow)).not.toMatch(/Hương|046185001234/);
    expect(paper.commit().screen.name).toBe('idle');
  });

  it('is believed when it answers after all: welcome, or that nothing was written', () => {
    expect(hanging().wait(5_000).commit().screen).toMatchObject({ name: 'result', verdict: 'welcome' });
    const refused = hanging();
    refused.do({ type: 'commit-failed', attempt: refused.state.attempt });
    expect(refused.screen).toEqual({ name: 'storage-failed', certain: true });
  });

  it('leaves the screen to the next person, to whom a late answer says nothing', () => {
    const paper = hanging();
    const late = paper.state.attempt;
    expect(paper.scan(BAO).screen.name).toBe('declaration');
    expect(paper.commit(late).screen.name).toBe('declaration');
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
    expect(paper.effects.at(-1)).toEqual({ do: 'pair', serverUrl, code: 'AB3D5FG7', keyFingerprint: null });
    paper.do({ type: 'pairing-failed', reason: 'code-expired' });
    expect(paper.screen).toMatchObject({ name: 'unpaired', pairing: 'code-expired' });
    paper.do({ type: 'pair', serverUrl, code: 'ol3d-5fg7' });
    expect(paper.effects.at(-1)).toEqual({ do: 'pair', serverUrl, code: '013D5FG7', keyFingerprint: null });
    paper.down = { settings, questions: DEFAULT_QUESTION_SET, notices: null };
    expect(paper.do({ type: 'paired' }).screen.name).toBe('idle');
  });

  it('is set up by one scan, and the key it names holds for every later code of that server', () => {
    const keyFingerprint = 'Qm9iQWxpY2VDYXJvbERhdg';
    const paper = unpaired().scan(encodeProvisioningText({ serverUrl, code: 'AB3D5FG7', keyFingerprint }));
    expect(paper.screen).toMatchObject({ name: 'unpaired', pairing: 'working', serverUrl });
    expect(paper.effects.at(-1)).toEqual({ do: 'pair', serverUrl, code: 'AB3D5FG7', keyFingerprint });
    paper.do({ type: 'pairing-failed', reason: 'unreachable' });
    paper.do({ type: 'pair', serverUrl: `${serverUrl}/`, code: 'AB3D5FG8' });
    expect(paper.effects.at(-1)).toMatchObject({ serverUrl, code: 'AB3D5FG8', keyFingerprint });
    paper.do({ type: 'pairing-failed', reason: 'unreachable' }).scan(`VCPAIR1 ${serverUrl} AB3D5FG9`);
    expect(paper.effects.at(-1)).toMatchObject({ code: 'AB3D5FG9', keyFingerprint });
    paper.do({ type: 'pairing-failed', reason: 'unreachable' });
    paper.do({ type: 'pair', serverUrl: 'https://other.example.vn', code: 'AB3D5FG8' });
    expect(paper.effects.at(-1)).toMatchObject({ serverUrl: 'https://other.example.vn', keyFingerprint: null });
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
