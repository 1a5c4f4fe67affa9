import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { JUST_IN_MS } from './kiosk-state.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false, capacity: 9, closedByWard: true });
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
/** The ward decides while the kiosk runs. */
function decide(paper: PaperKiosk, closedByWard: boolean): void {
  if (paper.down) paper.down = { ...paper.down, settings: { ...paper.down.settings, closedByWard } };
}

describe('a venue that its ward has closed', () => {
  it('D5: says so, begins no visit by any way, and goes back to none', () => {
    const paper = kiosk();
    expect(paper.view).toMatchObject({ venue: { closedByWard: true }, groups: false, presence: null });
    for (const code of [HUONG, BAO, 'Xin chào']) {
      expect(paper.scan(code).screen).toEqual({ name: 'idle' });
      expect(paper.signals.at(-1)).toBe('try-again');
    }
    for (const begin of ['start-typed', 'start-group'] as const) {
      expect(paper.intend({ do: begin }).screen).toEqual({ name: 'idle' });
    }
    expect(paper.records).toEqual([]);
    decide(paper, false);
    expect(paper.view.venue?.closedByWard).toBe(false);
    expect(paper.wait(5_000).scan(HUONG).screen.name).toBe('declaration');
  });

  it('D5: lets whoever has begun end it, and whoever is inside go out', () => {
    const paper = kiosk({ closedByWard: false, mode: 'both' });
    paper.scan(HUONG);
    decide(paper, true);
    expect(paper.answerAll('no').commit().screen).toMatchObject({ name: 'result', direction: 'in' });
    paper.wait(settings.resultMs + JUST_IN_MS);
    expect(paper.scan(HUONG).screen.name).toBe('leaving');
    paper.intend({ do: 'leave' });
    expect(paper.commit().screen).toMatchObject({ name: 'result', direction: 'out' });
    expect(paper.records).toHaveLength(2);
  });

  it('D5: at an exit everything is as ever', () => {
    const paper = kiosk({ mode: 'exit' });
    expect(paper.scan(HUONG).screen.name).toBe('saving');
    paper.commit().wait(settings.resultMs);
    expect(paper.intend({ do: 'start-typed' }).screen).toMatchObject({ name: 'typed', leaving: true });
  });
});
