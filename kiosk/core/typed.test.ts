import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG, PASSPORT } from './testing/sample-codes.ts';

const settings = makeSettings();
type Changes = Parameters<typeof makeSettings>[0];
const kiosk = (changes: Changes = {}): PaperKiosk => new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const drafts = (paper: PaperKiosk) => paper.records.at(-1)?.drafts ?? [];
const LOWER_LINE = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
const askPassport = (paper = kiosk()): PaperKiosk =>
  paper.intend({ do: 'start-typed' }).intend({ do: 'start-passport' });
const typePassport = (paper = kiosk()): PaperKiosk =>
  askPassport(paper)
    .intend({ do: 'submit-passport', lowerLine: LOWER_LINE.slice(0, 28) })
    .intend({ do: 'submit-name', name: 'Eriksson Anna Maria' });

describe('somebody without a phone', () => {
  it('goes on where the venue allows it', () => {
    const paper = kiosk().intend({ do: 'start-typed' });
    expect(paper.screen).toMatchObject({ withoutContact: true });
    expect(paper.intend({ do: 'skip-phone' }).screen).toMatchObject({ step: 'name', withoutContact: false });
  });

  it('is not let through where it does not', () => {
    const paper = kiosk({ allowWithoutContact: false }).intend({ do: 'start-typed' });
    expect(paper.screen).toMatchObject({ withoutContact: false, invalid: false });
    expect(paper.intend({ do: 'skip-phone' }).screen).toMatchObject({ step: 'phone', invalid: true });
  });
});

describe('a passport typed by hand', () => {
  it('is its lower line, then the name, and no phone again', () => {
    const paper = askPassport();
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'passport', mrz: null, invalid: false });
    paper.intend({ do: 'submit-passport', lowerLine: LOWER_LINE.toLowerCase() });
    expect(paper.screen).toMatchObject({ step: 'name' });
    paper.intend({ do: 'submit-name', name: 'Eriksson Anna Maria' });
    expect(paper.screen).toMatchObject({
      name: 'declaration',
      person: { way: 'passport', maskedName: 'E. A. Maria', birthYear: 1974 },
    });
    expect(paper.answerAll('no').screen.name).toBe('saving');
    expect(drafts(paper)).toMatchObject([
      {
        visitor: { way: 'passport', assurance: 'declared' },
        contact: { v: 1, idNumber: 'L898902C3', birthYear: 1974, sex: 'female', name: 'Eriksson Anna Maria' },
        flags: ['no-contact'],
      },
    ]);
  });

  it('is the same person as the passport scanned', () => {
    const paper = typePassport().answerAll('no').commit().wait(settings.resultMs).scan(PASSPORT);
    expect(drafts(paper)).toMatchObject([{ kind: 'extended' }]);
  });

  it.each([
    ['length', LOWER_LINE.slice(0, 20)],
    ['number', `X${LOWER_LINE.slice(1)}`],
    ['birth', LOWER_LINE.replace('740812', '740813')],
    ['expiry', LOWER_LINE.replace('120415', '120416')],
    ['characters', LOWER_LINE.replace('UTO', 'U-O')],
  ] as const)('says which part is wrong: %s', (mrz, lowerLine) => {
    const paper = askPassport().intend({ do: 'submit-passport', lowerLine });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'passport', invalid: true, mrz });
    expect(JSON.stringify(paper.state)).not.toContain(lowerLine);
  });

  it('goes back step by step', () => {
    const paper = typePassport().intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'passport' });
    expect(paper.intend({ do: 'back' }).screen).toMatchObject({ step: 'phone' });
    askPassport(paper).intend({ do: 'submit-passport', lowerLine: LOWER_LINE }).intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ step: 'passport' });
  });

  it('joins a group too', () => {
    const paper = kiosk().intend({ do: 'start-group' }).scan(HUONG).intend({ do: 'start-passport' });
    paper.intend({ do: 'submit-passport', lowerLine: LOWER_LINE }).intend({ do: 'submit-name', name: 'Anna' });
    expect(paper.screen).toMatchObject({ name: 'group', members: [{}, { person: { way: 'passport' } }] });
  });

  it('keeps another’s code waiting', () => {
    const paper = askPassport().scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'passport' });
    expect(paper.intend({ do: 'cancel' }).screen).toMatchObject({ person: { maskedName: 'T. G. Bảo' } });
  });
});

describe('what somebody chose to see and hear', () => {
  it('is theirs alone: back to the venue’s choice after them', () => {
    const paper = kiosk({ volume: 40 }).intend({ do: 'set-comfort', comfort: { largeText: true, volume: 90 } });
    expect(paper.view.comfort).toMatchObject({ largeText: true, volume: 90, highContrast: false });
    paper.scan(HUONG).intend({ do: 'set-comfort', comfort: { highContrast: true } });
    expect(paper.view.comfort).toMatchObject({ largeText: true, highContrast: true });
    paper.intend({ do: 'cancel' });
    expect(paper.view.comfort).toEqual({
      largeText: false,
      highContrast: false,
      slow: false,
      voice: false,
      volume: 40,
    });
  });

  it('does not stay on an idle screen, nor the language', () => {
    const paper = kiosk().intend({ do: 'set-comfort', comfort: { largeText: true } });
    expect(paper.wait(settings.idleTimeoutMs - 1).view.comfort.largeText).toBe(true);
    expect(paper.wait(1).view.comfort.largeText).toBe(false);
    const english = kiosk();
    english.usualLanguage = 'en';
    english.intend({ do: 'set-language', language: 'vi' }).scan(HUONG).intend({ do: 'cancel' });
    expect(english.view.language).toBe('en');
  });

  it('gives four times as long for whatever ends by itself', () => {
    const slow = (): PaperKiosk =>
      kiosk({ askPhoneAfterCode: false }).intend({ do: 'set-comfort', comfort: { slow: true } });
    const paper = slow().scan(HUONG);
    expect(paper.wait(4 * settings.idleTimeoutMs - 1).screen.name).toBe('declaration');
    expect(paper.wait(1).screen).toEqual({ name: 'still-there', secondsLeft: 80 });
    paper.intend({ do: 'touch' }).answerAll('no').commit();
    expect(paper.wait(4 * settings.resultMs - 1).screen.name).toBe('result');
    expect(paper.wait(1).screen.name).toBe('idle');
    expect(slow().scan('Xin chào').wait(15_999).screen.name).toBe('refused');
    expect(slow().intend({ do: 'start-group' }).scan(HUONG).screen).toMatchObject({ undoSecondsLeft: 40 });
  });
});

describe('while the staff help', () => {
  const helped = (): PaperKiosk => {
    const paper = kiosk({ askPhoneAfterCode: false, mode: 'both' });
    paper.state = { ...paper.state, staff: { card: 'c'.repeat(43) } };
    return paper;
  };

  it('what is recorded says so, and the staff have their pages back', () => {
    const paper = helped().scan(HUONG).answerAll('no');
    expect(drafts(paper)).toMatchObject([{ flags: ['no-contact', 'assisted'], staff: { card: 'c'.repeat(43) } }]);
    expect(paper.commit().wait(settings.resultMs).screen).toEqual({ name: 'staff', page: { page: 'home' } });
    const cancelled = helped().scan(HUONG).intend({ do: 'cancel' });
    expect(cancelled.screen.name).toBe('staff');
    expect(helped().intend({ do: 'back' }).screen.name).toBe('staff');
  });

  it('and gone as well when nobody came back to a visit they had begun', () => {
    const paper = helped()
      .intend({ do: 'set-comfort', comfort: { slow: true } })
      .scan(HUONG);
    expect(paper.wait(4 * settings.idleTimeoutMs + 80_000).screen.name).toBe('idle');
    expect(paper.state.staff).toBeNull();
  });

  it('nothing is said of them otherwise', () => {
    const paper = kiosk({ askPhoneAfterCode: false }).scan(HUONG).answerAll('no');
    expect(drafts(paper)).toMatchObject([{ flags: ['no-contact'], staff: null }]);
  });
});
