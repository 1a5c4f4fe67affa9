import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { HUONG, passText } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);

describe('slips', () => {
  it('are printed for each who has a code, with those in their care counted', () => {
    const paper = kiosk({ print: 'badge' }).intend({ do: 'start-group' }).scan(HUONG);
    paper.intend({ do: 'add-companion', companion: 'child' }).scan(passText(), { pass: 'genuine' });
    paper.intend({ do: 'group-done' });
    paper.answerAll('no').commit();
    const printed = paper.effects.flatMap((effect) => (effect.do === 'print' ? effect.slips : []));
    expect(printed).toMatchObject([
      { people: 2, person: { maskedName: 'N. T. Hương' }, verdict: 'welcome' },
      { people: 1, person: { tail: '4F2' } },
    ]);
  });

  it('are not, where the venue prints none, for *not today*, or for somebody seen again', () => {
    const prints = (paper: PaperKiosk) => paper.effects.filter((effect) => effect.do === 'print');
    expect(prints(kiosk().scan(HUONG).answerAll('no').commit())).toEqual([]);
    const refused = kiosk({ print: 'receipt' }).scan(HUONG).answerAll('yes', ['fever-now']).commit();
    expect(prints(refused)).toEqual([]);
    const again = kiosk({ print: 'receipt' }).scan(HUONG).answerAll('no').commit().wait(60_000).scan(HUONG).commit();
    expect(prints(again)).toHaveLength(1);
  });
});
