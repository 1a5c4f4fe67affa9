import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import type { CodeSource } from './kiosk-state.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, INSURANCE, PASSPORT, passText, QID_ONLY } from './testing/sample-codes.ts';
import { kioskViewSchema } from './view.ts';
import type { PassCheck } from './visitor.ts';

const TYPED_NAME = 'Hồ Trồng Mẫu';
const TYPED_PHONE = '0987654321';
/** All that would betray somebody. */
const PLANTED =
  /Hương|HUONG|Bảo|ANNA|Trồng|046185001234|046085001234|001215012345|L898902C3|HC4460123456789|QID0123456789|0001020304|987654321|4F2/;

/** What not even the person in front may read over somebody's shoulder. */
const WHOLE =
  /Nguyễn|NGUYEN|Trần|ERIKSSON|Trồng|046185001234|046085001234|001215012345|L898902C3|HC4460123456789|QID0123456789|0001020304|987654321/;

const codes = [HUONG, BAO, DOUBTFUL, QID_ONLY, PASSPORT, INSURANCE, passText(), 'Xin chào', 'VCP1cut'];
const source = fc.constantFrom('serial', 'camera', 'keyboard', 'line');
const pass = fc.constantFrom('genuine', 'not-genuine', 'unknown-key', null);

type Move = (paper: PaperKiosk) => unknown;
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...codes), source, pass).map(scanning) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('yes', 'no'), fc.constantFrom('symptoms', 'contact', 'other'))
      .map(([answer, question]): Move => {
        return (paper) => paper.intend({ do: 'answer', answer: { question, answer, checked: ['fever-now'] } });
      }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('touch', 'back', 'cancel', 'dismiss', 'start-typed', 'skip-phone').map(
      (deed): Move =>
        (paper) =>
          paper.intend({ do: deed }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Move>(
      (paper) => paper.intend({ do: 'submit-phone', phone: TYPED_PHONE }),
      (paper) => paper.intend({ do: 'submit-phone', phone: '12' }),
      (paper) => paper.intend({ do: 'submit-name', name: TYPED_NAME }),
      (paper) => paper.intend({ do: 'set-language', language: 'en' }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(3).map(
      (back): Move =>
        (paper) =>
          paper.commit(paper.state.attempt - back),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Move>((paper) => paper.do({ type: 'commit-failed', attempt: paper.state.attempt })),
  },
  {
    weight: 3,
    arbitrary: fc.nat(40_000).map(
      (ms): Move =>
        (paper) =>
          paper.wait(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (online): Move =>
        (paper) =>
          Object.assign(paper, { online }),
    ),
  },
);

function scanning([text, from, check]: [string, CodeSource, PassCheck | null]): Move {
  return (paper) => paper.scan(text, { source: from, pass: text.startsWith('VCP1') ? check : null });
}

const newKiosk = (askPhoneAfterCode: boolean): PaperKiosk =>
  new PaperKiosk(makeSettings({ askPhoneAfterCode, duplicateWindowMs: 60_000 }), DEFAULT_QUESTION_SET);

function run(check: (paper: PaperKiosk, before: PaperKiosk['state'], applied: number) => void): void {
  fc.assert(
    fc.property(fc.boolean(), fc.array(moves, { maxLength: 60, size: 'max' }), (askPhone, sequence) => {
      const paper = newKiosk(askPhone);
      for (const move of sequence) {
        const before = paper.state;
        const known = paper.effects.length;
        move(paper);
        check(paper, before, known);
      }
    }),
    { numRuns: 1_000 },
  );
}

describe('whatever happens, in whatever order', () => {
  it('a result is shown only out of saving, after the commit of that attempt', () => {
    run((paper, before, known) => {
      const happened = paper.effects.slice(known);
      const promised = happened.some((effect) => effect.do === 'signal' && effect.signal === 'welcome');
      const appeared = paper.state.flow.name === 'result' && before.flow.name !== 'result';
      if (promised || appeared) {
        expect(before.flow.name).toBe('saving');
        expect(paper.committed).toBe(before.attempt);
      }
    });
  });

  it('every attempt is recorded once, and never while another one is open', () => {
    run((paper, before, known) => {
      const recorded = paper.effects.slice(known).filter((effect) => effect.do === 'record');
      expect(paper.records.map(({ attempt }) => attempt)).toEqual(paper.records.map((_, index) => index + 1));
      if (recorded.length > 0) expect(before.flow.name).not.toBe('saving');
    });
  });

  it('an idle kiosk holds no trace of anybody, and speaks Vietnamese after each', () => {
    run((paper, before) => {
      const isQuiet = ['idle', 'refused', 'storage-failed', 'unpaired'].includes(paper.state.flow.name);
      expect(isQuiet && PLANTED.test(JSON.stringify(paper.state))).toBe(false);
      const wasServed = paper.state.flow.name === 'idle' && !['idle', 'refused'].includes(before.flow.name);
      expect(wasServed && paper.state.language !== 'vi').toBe(false);
    });
  });

  it('the screen is always one the renderer knows, and never shows a whole name or number', () => {
    run((paper) => {
      const { view } = paper;
      expect(kioskViewSchema.parse(view)).toEqual(view);
      expect(JSON.stringify(view.screen)).not.toMatch(WHOLE);
    });
  });

  it('left alone, it comes back to idle by itself (once the disk has answered)', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(moves, { maxLength: 40, size: 'max' }), (askPhone, sequence) => {
        const paper = newKiosk(askPhone);
        for (const move of sequence) move(paper);
        for (let round = 0; round < 3; round += 1) paper.commit().wait(120_000);
        expect(paper.screen.name).toBe('idle');
        expect(paper.state.next).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
