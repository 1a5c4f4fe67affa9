import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import type { Flow, GroupMember } from './flow.ts';
import type { Intent } from './intent.ts';
import type { CodeSource } from './kiosk-state.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, INSURANCE, PASSPORT, passText, QID_ONLY } from './testing/sample-codes.ts';
import { kioskViewSchema } from './view.ts';
import type { PassCheck, PersonKey } from './visitor.ts';

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

const sequences = (maxLength: number): fc.Arbitrary<Move[]> =>
  fc
    .array(fc.oneof({ weight: 5, arbitrary: singles.map((move) => [move]) }, { weight: 1, arbitrary: stories }), {
      maxLength,
      size: 'max',
    })
    .map((parts) => parts.flat());

function scanning([text, from, check]: [string, CodeSource, PassCheck | null]): Move {
  return (paper) => paper.scan(text, { source: from, pass: text.startsWith('VCP1') ? check : null });
}

const choices = fc.record({
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

function newKiosk(chosen: Choices): PaperKiosk {
  const settings = makeSettings({ ...chosen, duplicateWindowMs: 120_000, maxStayMs: 3_600_000 });
  const paper = new PaperKiosk(settings, DEFAULT_QUESTION_SET);
  paper.presence.countUnnamed(1);
  return paper;
}

/** @param known how many effects there were before the move. */
type Check = (paper: PaperKiosk, before: PaperKiosk['state'], known: number) => void;

/** @param newCheck what holds after each move; made anew for each sequence, as it may remember. */
function run(newCheck: () => Check): void {
  fc.assert(
    fc.property(choices, sequences(60), (chosen, sequence) => {
      const paper = newKiosk(chosen);
      const check = newCheck();
      for (const move of sequence) {
        const before = paper.state;
        const known = paper.effects.length;
        move(paper);
        check(paper, before, known);
      }
    }),
    { numRuns: 300 },
  );
}

const isWriting = ({ flow }: PaperKiosk['state']): boolean =>
  flow.name === 'saving' || (flow.name === 'staff' && flow.writing !== null);

describe('whatever happens, in whatever order', () => {
  it('a result is shown only out of saving, after the commit of that attempt', () => {
    run(() => (paper, before, known) => {
      const happened = paper.effects.slice(known);
      const promised = happened.some(
        (effect) => effect.do === 'signal' && ['welcome', 'goodbye'].includes(effect.signal),
      );
      const appeared = paper.state.flow.name === 'result' && before.flow.name !== 'result';
      const passed = happened.some((effect) => effect.do === 'enter' || effect.do === 'leave' || effect.do === 'print');
      if (promised || appeared || passed) {
        expect(isWriting(before)).toBe(true);
        expect(paper.committed).toBe(before.attempt);
      }
    });
  });

  it('every attempt is recorded once, and never while another one is open', () => {
    run(() => (paper, before, known) => {
      const recorded = paper.effects.slice(known).filter((effect) => effect.do === 'record');
      const attempts = paper.records.map(({ attempt }) => attempt);
      expect(attempts).toEqual([...new Set(attempts)].toSorted((one, other) => one - other));
      if (recorded.length > 0 && isWriting(before)) expect(paper.committed).toBe(before.attempt);
    });
  });

  it('an idle kiosk holds no trace of anybody, and is as usual after each', () => {
    run(() => (paper, before) => {
      const { state } = paper;
      const isQuiet = ['idle', 'refused', 'storage-failed', 'unpaired'].includes(state.flow.name);
      expect(isQuiet && PLANTED.test(JSON.stringify(state))).toBe(false);
      const isOthers = ['full', 'staff', 'staff-pin'].includes(state.flow.name);
      expect(isOthers && PLANTED.test(JSON.stringify({ ...state, next: null }))).toBe(false);
      // The staff may choose the language of whom they help.
      const wasServed = state.flow.name === 'idle' && !['idle', 'refused', 'full', 'staff'].includes(before.flow.name);
      expect(wasServed && state.language !== 'vi').toBe(false);
      expect(wasServed && (state.comfort.slow || state.comfort.largeText)).toBe(false);
    });
  });

  it('the screen is always one the renderer knows, and never shows a whole name or number', () => {
    run(() => (paper) => {
      const { view } = paper;
      expect(kioskViewSchema.parse(view)).toEqual(view);
      expect(JSON.stringify(view.screen)).not.toMatch(WHOLE);
    });
  });

  it('nobody goes out twice, nor is anybody inside twice or fewer than none', () => {
    run(() => {
      const inside = new Set<string>();
      return (paper, _, known) => {
        for (const effect of paper.effects.slice(known)) {
          if (effect.do === 'enter') inside.add(effect.present.visitId);
          if (effect.do === 'leave' && effect.visitId !== null) inside.delete(effect.visitId);
          if (effect.do === 'resolve' && effect.verdict === 'not-today') inside.delete(effect.visitId);
          const left =
            effect.do === 'record' ? effect.drafts.filter(({ kind, joins }) => kind === 'left' && joins) : [];
          for (const { joins } of left) expect(inside).toContain(joins?.visitId);
        }
        const persons = paper.presence.list(0).flatMap(({ person }) => (person === null ? [] : [person]));
        expect(new Set(persons).size).toBe(persons.length);
        expect(paper.presence.unnamed).toBeGreaterThanOrEqual(0);
      };
    });
  });

  it('everybody of a party is in its record, once and in order', () => {
    run(() => (paper, before, known) => {
      const [record] = paper.effects.slice(known).filter((effect) => effect.do === 'record');
      const members = membersOf(before.flow);
      // Whoever waited was taken up instead: it is theirs.
      const isNext = before.next !== null && paper.state.next === null;
      if (!record || members === null || isNext || record.drafts[0]?.kind === 'left') return;
      expect(record.drafts.map(({ visitor }) => visitor.person)).toEqual(members);
    });
  });

  it('what staff helped with says so, and nothing else does', () => {
    run(() => (paper, before, known) => {
      for (const effect of paper.effects.slice(known)) {
        if (effect.do !== 'record' || before.flow.name === 'staff') continue;
        const helped = effect.drafts.map(({ flags, staff }) => [flags.includes('assisted'), staff !== null]);
        expect(helped).toEqual(effect.drafts.map(() => [before.staff !== null, before.staff !== null]));
      }
    });
  });

  it('left alone, it comes back to idle by itself (once the disk has answered)', () => {
    fc.assert(
      fc.property(choices, sequences(40), (chosen, sequence) => {
        const paper = newKiosk(chosen);
        for (const move of sequence) move(paper);
        for (let round = 0; round < 5; round += 1) paper.commit().wait(600_000);
        expect(paper.screen.name).toBe('idle');
        expect(paper.state.next).toBeNull();
        expect(paper.state.staff).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

/** The persons (null: known by nothing) that a record out of this flow must hold; null: it is not about a party. */
function membersOf(flow: Flow): ReadonlyArray<PersonKey | null> | null {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
      return [flow.party.responsible, ...flow.party.others].map(personOf);
    case 'group':
      return flow.members.map(personOf);
    default:
      return null;
  }
}

const personOf = (member: GroupMember): PersonKey | null => (member.kind === 'person' ? member.visitor.person : null);
