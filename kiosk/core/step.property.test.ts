import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flow, GroupMember } from './flow.ts';
import type { PaperKiosk } from './testing/paper-kiosk.ts';
import { choices, newKiosk, PLANTED, sequences, WHOLE } from './testing/random-moves.ts';
import { kioskViewSchema } from './view.ts';
import type { PersonKey } from './visitor.ts';

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

/** The disk did not answer in time; it may still. */
const isLate = ({ flow }: PaperKiosk['state']): boolean => flow.name === 'storage-failed' && flow.late !== null;

/** Without a group that waits for room, and whoever waits for a disk that does not answer: they are still there. */
const withoutWaiting = ({ flow, ...state }: PaperKiosk['state']): PaperKiosk['state'] => ({
  ...state,
  parked: null,
  flow:
    flow.name === 'full' ? { ...flow, waiting: null } : flow.name === 'storage-failed' ? { ...flow, late: null } : flow,
});

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
        expect(isWriting(before) || isLate(before)).toBe(true);
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
      expect(paper.state.flow.name === 'idle' && paper.state.parked !== null).toBe(false);
      const state = withoutWaiting(paper.state);
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
          const visits = left.map(({ joins }) => joins?.visitId);
          expect(visits).toEqual([...new Set(visits)]);
          for (const visit of visits) expect(inside).toContain(visit);
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
        // Whoever ends their session with the same move brings a visitor of their own.
        const isHelped = before.staff !== null && paper.state.staff !== null;
        const helped = effect.drafts.map(({ flags, staff }) => [flags.includes('assisted'), staff !== null]);
        expect(helped).toEqual(effect.drafts.map(() => [isHelped, isHelped]));
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
  if (flow.name === 'group') return flow.members.map(personOf);
  if (flow.name !== 'declaration' && flow.name !== 'phone') return null;
  return [flow.party.responsible, ...flow.party.others].map(personOf);
}

const personOf = (member: GroupMember): PersonKey | null => (member.kind === 'person' ? member.visitor.person : null);
