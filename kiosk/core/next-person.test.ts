import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, PASSPORT } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const lastDraft = (paper: PaperKiosk) => paper.records.at(-1)?.drafts[0];

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
