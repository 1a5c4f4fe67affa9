import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { DOUBTFUL, HUONG } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const lastDraft = (paper: PaperKiosk) => paper.records.at(-1)?.drafts[0];

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
