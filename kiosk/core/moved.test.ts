import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG } from './testing/sample-codes.ts';

const kiosk = (): PaperKiosk => new PaperKiosk(makeSettings({ askPhoneAfterCode: false }), DEFAULT_QUESTION_SET);
const MOVED = { type: 'settings-changed', isMoved: true, isPinChanged: false } as const;

describe('a kiosk that stands at another door now', () => {
  it.each<[string, (paper: PaperKiosk) => PaperKiosk]>([
    ['declares', (paper) => paper.scan(HUONG)],
    ['types', (paper) => paper.intend({ do: 'start-typed' })],
    ['gathers a group', (paper) => paper.intend({ do: 'start-group' }).scan(HUONG)],
    ['is asked whether they are still there', (paper) => paper.scan(HUONG).wait(31_000)],
  ])('asks anew whoever %s by the questions of the old one, and whoever waits', (_, begin) => {
    const paper = begin(kiosk());
    paper.scan(BAO).do(MOVED);
    expect(paper.screen.name).toBe('idle');
    expect(JSON.stringify(paper.state)).not.toMatch(/Hương|Bảo/);
    expect(paper.records).toEqual([]);
  });

  it('still answers for what is being written down', () => {
    const paper = kiosk().scan(HUONG).answerAll('no').do(MOVED);
    expect(paper.screen.name).toBe('saving');
    expect(paper.commit().screen).toMatchObject({ name: 'result', verdict: 'welcome' });
  });
});
