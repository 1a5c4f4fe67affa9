import fc from 'fast-check';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import type { CodeSource } from '../code-source.ts';
import type { Intent } from '../intent.ts';
import type { PassCheck } from '../visitor.ts';
import { PaperKiosk } from './paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, INSURANCE, PASSPORT, passText, QID_ONLY } from './sample-codes.ts';

const TYPED_NAME = 'Hồ Trồng Mẫu';
const TYPED_PHONE = '0987654321';
/** All that would betray somebody. */
export const PLANTED =
  /Hương|HUONG|Bảo|ANNA|Trồng|046185001234|046085001234|001215012345|L898902C3|HC4460123456789|QID0123456789|0001020304|987654321|4F2/;

/** What not even the person in front may read over somebody's shoulder. */
export const WHOLE =
  /Nguyễn|NGUYEN|Trần|ERIKSSON|Trồng|046185001234|046085001234|001215012345|L898902C3|HC4460123456789|QID0123456789|0001020304|987654321/;

const codes = [HUONG, BAO, DOUBTFUL, QID_ONLY, PASSPORT, INSURANCE, passText(), 'Xin chào', 'VCP1cut'];
const source = fc.constantFrom('serial', 'camera', 'keyboard', 'line');
const pass = fc.constantFrom('genuine', 'not-genuine', 'unknown-key', null);

type Move = (paper: PaperKiosk) => unknown;
const intending =
  (...intents: readonly Intent[]): Move =>
  (paper) => {
    for (const intent of intents) paper.intend(intent);
  };

/** The staff type the right PIN, wherever they may. */
const letStaffIn: Move = (paper) => {
  paper.intend({ do: 'staff-open' }).intend({ do: 'staff-pin', pin: '246810' });
  const attempt = paper.effects.findLast((effect) => effect.do === 'check-pin')?.attempt ?? -1;
  paper.do({ type: 'pin-checked', attempt, outcome: { is: 'right' } });
};

/** What the staff do about whoever came in first. */
const aboutFirst =
  (act: (visitId: VisitId) => Intent): Move =>
  (paper) => {
    const [first] = paper.presence.list(0);
    if (first) paper.intend(act(first.visitId));
  };

const visitorMoves = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...codes), source, pass).map(scanning) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom('yes', 'no', 'no'), fc.constantFrom('symptoms', 'contact', 'other'))
      .map(([answer, question]) => intending({ do: 'answer', answer: { question, answer, checked: ['fever-now'] } })),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom<Intent['do'] & ('touch' | 'back' | 'cancel' | 'dismiss' | 'start-typed' | 'skip-phone')>(
        'touch',
        'back',
        'cancel',
        'dismiss',
        'start-typed',
        'skip-phone',
      )
      .map((deed) => intending({ do: deed })),
  },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(
        'start-group',
        'undo',
        'group-done',
        'group-done',
        'leave',
        'stay',
        'leave-others',
        'start-passport',
      )
      .map((deed) => intending({ do: deed } as Intent)),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      intending({ do: 'submit-phone', phone: TYPED_PHONE }),
      intending({ do: 'submit-phone', phone: '12' }),
      intending({ do: 'submit-name', name: TYPED_NAME }),
      intending({ do: 'submit-passport', lowerLine: PASSPORT.slice(44) }),
      intending({ do: 'submit-passport', lowerLine: 'L898902C3' }),
      intending({ do: 'add-companion', companion: 'child' }),
      intending({ do: 'add-companion', companion: 'elder' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      intending({ do: 'set-language', language: 'en' }),
      intending({ do: 'set-comfort', comfort: { slow: true } }),
      intending({ do: 'set-comfort', comfort: { largeText: true, volume: 90 } }),
    ),
  },
);

const staffMoves = fc.constantFrom(
  letStaffIn,
  intending({ do: 'staff-open' }),
  intending({ do: 'staff-close' }),
  intending({ do: 'staff-assist', by: 'code' }),
  intending({ do: 'staff-assist', by: 'typed' }),
  intending({ do: 'staff-assist', by: 'group' }),
  intending({ do: 'staff-page', page: 'inside' }),
  aboutFirst((visitId) => ({ do: 'staff-check-out', visitId })),
  aboutFirst((visitId) => ({ do: 'staff-resolve', visitId, verdict: 'not-today' })),
);

const worldMoves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 0, 1, 2).map(
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
    weight: 4,
    arbitrary: fc.constantFrom(0, 1_500, 3_000, 9_000, 40_000, 70_000, 4_000_000).map(
      (ms): Move =>
        (paper) =>
          paper.wait(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ online: fc.boolean(), venueInside: fc.constantFrom(null, 0, 2) }).map(
      (world): Move =>
        (paper) =>
          Object.assign(paper, world),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('entrance', 'exit', 'both').map((mode): Move => {
      return (paper) => {
        if (paper.down) paper.down = { ...paper.down, settings: { ...paper.down.settings, mode } };
      };
    }),
  },
);

const singles: fc.Arbitrary<Move> = fc.oneof(
  { weight: 25, arbitrary: visitorMoves },
  { weight: 2, arbitrary: staffMoves },
  { weight: 10, arbitrary: worldMoves },
);

const answerAll: Move = (paper) => paper.answerAll('no');
const commit: Move = (paper) => paper.commit();
const scan = (text: string): Move => scanning([text, 'serial', 'genuine']);
const waiting =
  (ms: number): Move =>
  (paper) =>
    paper.wait(ms);

/** What people mostly do: chance alone would hardly ever bring a group to its end, or anybody to the way out. */
const stories = fc.oneof(
  fc
    .constantFrom(HUONG, BAO, PASSPORT, passText())
    .map((text) => [scan(text), answerAll, intending({ do: 'skip-phone' }), commit, waiting(3_000)]),
  fc
    .shuffledSubarray(
      [scan(HUONG), scan(BAO), scan(INSURANCE), intending({ do: 'add-companion', companion: 'child' })],
      {
        minLength: 2,
      },
    )
    .map((members) => [intending({ do: 'start-group' }), ...members, intending({ do: 'group-done' })]),
  fc.constantFrom(
    [answerAll],
    [intending({ do: 'cancel' }), waiting(70_000)],
    [intending({ do: 'skip-phone' }), commit, intending({ do: 'leave-others' }), commit],
  ),
);

/** What may happen, in any order. */
export const sequences = (maxLength: number): fc.Arbitrary<Move[]> =>
  fc
    .array(fc.oneof({ weight: 5, arbitrary: singles.map((move) => [move]) }, { weight: 1, arbitrary: stories }), {
      maxLength,
      size: 'max',
    })
    .map((parts) => parts.flat());

function scanning([text, from, check]: [string, CodeSource, PassCheck | null]): Move {
  return (paper) => paper.scan(text, { source: from, pass: text.startsWith('VCP1') ? check : null });
}

/** What the venue may have chosen. */
export const choices = fc.record({
  askPhoneAfterCode: fc.boolean(),
  allowWithoutContact: fc.boolean(),
  skipDeclaredToday: fc.boolean(),
  mode: fc.constantFrom('entrance', 'exit', 'both'),
  group: fc.constantFrom('off', 'declare-each', 'declare-once', 'declare-once'),
  capacity: fc.constantFrom(null, null, 1, 4),
  closesAt: fc.constantFrom(null, '09:30'),
  print: fc.constantFrom('off', 'badge'),
  staffPin: fc.constantFrom(null, '$argon2id$'),
});
type Choices = typeof choices extends fc.Arbitrary<infer T> ? T : never;

export function newKiosk(chosen: Choices): PaperKiosk {
  const settings = makeSettings({ ...chosen, duplicateWindowMs: 120_000, maxStayMs: 3_600_000 });
  const paper = new PaperKiosk(settings, DEFAULT_QUESTION_SET);
  paper.presence.countUnnamed(1);
  return paper;
}
