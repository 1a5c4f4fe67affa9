import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { MOST_IN_GROUP } from './screen.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, DOUBTFUL, HUONG, INSURANCE, PASSPORT } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const gather = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  kiosk(changes).intend({ do: 'start-group' });
const drafts = (paper: PaperKiosk) => paper.records.at(-1)?.drafts ?? [];
const done = (paper: PaperKiosk): PaperKiosk => paper.intend({ do: 'group-done' });
const child = { do: 'add-companion', companion: 'child' } as const;
const elder = { do: 'add-companion', companion: 'elder' } as const;

function answerOnce(paper: PaperKiosk, answer: 'yes' | 'no', checked: string[] = []): PaperKiosk {
  const [question = ''] = paper.screen.name === 'declaration' ? paper.screen.ask : [];
  return paper.intend({ do: 'answer', answer: { question, answer, checked } });
}

describe('a group gathers', () => {
  it('by the responsible person first, then scan after scan, and those in their care', () => {
    const paper = gather();
    expect(paper.screen).toEqual({
      name: 'group',
      members: [],
      undoSecondsLeft: null,
      refused: null,
      repeated: false,
    });
    expect(paper.intend(child).screen).toMatchObject({ members: [] });
    expect(done(paper).screen.name).toBe('group');
    paper.scan(HUONG).intend(child).intend(elder).scan(BAO);
    expect(paper.screen).toMatchObject({
      members: [
        { kind: 'person', person: { maskedName: 'N. T. Hương' } },
        { kind: 'child' },
        { kind: 'elder' },
        { kind: 'person', person: { maskedName: 'T. G. Bảo' } },
      ],
    });
    expect(paper.signals).toEqual(['seen', 'seen']);
  });

  it('not where the venue takes none, nor at an exit', () => {
    for (const changes of [{ group: 'off' }, { mode: 'exit' }] as const) {
      expect(gather(changes).screen.name).toBe('idle');
      expect(kiosk(changes).view.groups).toBe(false);
    }
    expect(kiosk({ mode: 'both' }).view.groups).toBe(true);
  });

  it('and takes the last addition back within ten seconds, counted down, once', () => {
    const paper = gather().scan(HUONG).intend(child);
    expect(paper.screen).toMatchObject({ undoSecondsLeft: 10 });
    expect(paper.wait(1_000).screen).toMatchObject({ undoSecondsLeft: 9 });
    expect(paper.wait(8_999).screen).toMatchObject({ undoSecondsLeft: 1 });
    paper.intend({ do: 'undo' });
    expect(paper.screen).toMatchObject({ members: [{ kind: 'person' }], undoSecondsLeft: null });
    expect(paper.intend({ do: 'undo' }).screen).toMatchObject({ members: [{ kind: 'person' }] });

    const late = gather().scan(HUONG).wait(10_000);
    expect(late.screen).toMatchObject({ undoSecondsLeft: null });
    expect(late.intend({ do: 'undo' }).screen).toMatchObject({ members: [{ kind: 'person' }] });
  });

  it('says that somebody is in it already, and why a code is no use, for a while', () => {
    const paper = gather().scan(HUONG).wait(1_500).scan(HUONG);
    expect(paper.screen).toMatchObject({ members: [{ kind: 'person' }], repeated: true, refused: null });
    paper.scan('Xin chào');
    expect(paper.screen).toMatchObject({ repeated: false, refused: 'unknown-text' });
    expect(paper.signals).toEqual(['seen', 'seen', 'try-again']);
    expect(paper.wait(3_999).screen).toMatchObject({ refused: 'unknown-text' });
    expect(paper.wait(1).screen).toMatchObject({ refused: null, repeated: false });
  });

  it('believes a card that contradicts itself once it was read twice', () => {
    const paper = gather().scan(DOUBTFUL);
    expect(paper.screen).toMatchObject({ members: [], refused: 'cross-check' });
    expect(paper.wait(1_500).scan(DOUBTFUL).screen).toMatchObject({ members: [{ kind: 'person' }], refused: null });
  });

  it('has room for so many and no more', () => {
    const paper = gather().scan(HUONG);
    for (let i = 1; i < MOST_IN_GROUP; i += 1) paper.intend(child);
    expect(paper.screen).toMatchObject({ refused: null });
    expect(paper.intend(child).screen).toMatchObject({ refused: 'group-full' });
    expect(paper.scan(BAO).screen).toMatchObject({ refused: 'group-full' });
    expect(paper.screen.name === 'group' && paper.screen.members).toHaveLength(MOST_IN_GROUP);
  });

  it('by typing too, which comes back to it', () => {
    const paper = gather().intend({ do: 'start-typed' });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'phone', leaving: false });
    paper.intend({ do: 'submit-phone', phone: '0912345678' }).intend({ do: 'submit-name', name: 'Lê Thị Sen' });
    expect(paper.screen).toMatchObject({ name: 'group', members: [{ person: { maskedName: 'L. T. Sen' } }] });
    paper.intend({ do: 'start-typed' }).intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ name: 'group', members: [{}] });
    paper.intend({ do: 'start-typed' }).intend({ do: 'skip-phone' }).intend({ do: 'cancel' });
    expect(paper.screen).toMatchObject({ name: 'group', members: [{}] });
    expect(paper.intend({ do: 'cancel' }).screen.name).toBe('idle');
  });

  it('whose member finds the card after all, or whose next one shows it meanwhile', () => {
    const paper = gather().scan(HUONG).intend({ do: 'start-typed' }).scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'group', members: [{}, { person: { maskedName: 'T. G. Bảo' } }] });
    paper.intend({ do: 'start-typed' }).intend({ do: 'skip-phone' }).scan(PASSPORT);
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'name' });
    paper.intend({ do: 'submit-name', name: 'Lê Thị Sen' });
    expect(paper.screen).toMatchObject({
      members: [{}, {}, { person: { maskedName: 'L. T. Sen' } }, { person: { way: 'passport' } }],
    });
    expect(paper.state.next).toBeNull();
  });

  it('is asked for more time, goes on by a code, and is forgotten', () => {
    const paper = gather().scan(HUONG).wait(settings.idleTimeoutMs);
    expect(paper.screen.name).toBe('still-there');
    expect(paper.scan(BAO).screen).toMatchObject({ name: 'group', members: [{}, {}] });
    expect(paper.wait(settings.idleTimeoutMs).scan('Xin chào').screen).toMatchObject({ refused: 'unknown-text' });
    paper.wait(settings.idleTimeoutMs + 20_000);
    expect(paper.screen.name).toBe('idle');
    expect(JSON.stringify(paper.state)).not.toMatch(/Hương|Bảo/);
  });
});

describe('one declaration for all of them', () => {
  it('P4: is one record: a draft each, without a trace of those under care', () => {
    const paper = done(gather().scan(HUONG).intend(child).scan(BAO).intend(elder));
    expect(paper.screen).toMatchObject({ name: 'declaration', people: 4, turn: null, canLeave: false });
    expect(paper.answerAll('no').screen.name).toBe('saving');
    expect(paper.records).toHaveLength(1);
    expect(drafts(paper)).toMatchObject([
      { kind: 'arrived', verdict: 'welcome', contact: { name: 'Nguyễn Thị Hương' }, flags: ['no-contact'] },
      {
        kind: 'arrived',
        verdict: 'welcome',
        contact: null,
        health: null,
        questions: null,
        consent: null,
        joins: null,
        flags: ['accompanied-child'],
        visitor: { way: 'citizen-card', assurance: 'declared', person: null },
      },
      { kind: 'arrived', contact: { name: 'Trần Gia Bảo' }, consent: { version: 1 }, health: { answers: [{}, {}] } },
      { kind: 'arrived', contact: null, flags: ['accompanied-elder'] },
    ]);
    expect(paper.commit().screen).toMatchObject({ name: 'result', people: 4, verdict: 'welcome', already: false });
    expect(paper.presence.list(0)).toHaveLength(4);
    expect(new Set(paper.presence.list(0).map(({ partyId }) => partyId)).size).toBe(1);
    expect(paper.presence.list(0).map(({ kind, view }) => [kind, view === null])).toEqual([
      ['person', false],
      ['child', true],
      ['person', false],
      ['elder', true],
    ]);
    expect(paper.presence.last).toMatchObject([{ people: 4, direction: 'in', verdict: 'welcome' }]);
  });

  it('asks the responsible person alone for a phone, and reaches the others by it', () => {
    const paper = done(gather({ askPhoneAfterCode: true }).scan(HUONG).scan(BAO).intend(child)).answerAll('no');
    expect(paper.screen).toMatchObject({ name: 'phone', person: { maskedName: 'N. T. Hương' } });
    paper.intend({ do: 'submit-phone', phone: '0912345678' });
    expect(drafts(paper).map(({ flags }) => flags)).toEqual([[], [], ['accompanied-child']]);
    expect(drafts(paper)[0]?.contact).toMatchObject({ phone: '+84912345678' });
    expect(drafts(paper)[1]?.contact).not.toHaveProperty('phone');
  });

  it('forgets nobody’s phone of an earlier visit today', () => {
    const paper = kiosk({ askPhoneAfterCode: true }).scan(BAO).answerAll('no');
    paper.intend({ do: 'submit-phone', phone: '0987654321' }).commit().wait(settings.duplicateWindowMs);
    done(paper.intend({ do: 'start-group' }).scan(HUONG).scan(BAO))
      .answerAll('no')
      .intend({ do: 'skip-phone' });
    expect(drafts(paper).map(({ flags }) => flags)).toEqual([['no-contact'], ['declared-earlier']]);
    paper.commit().wait(settings.duplicateWindowMs).scan(BAO);
    expect(paper.screen.name).toBe('saving');
    expect(drafts(paper)[0]?.flags).toEqual(['declared-earlier']);
  });

  it('that ends in *not today* keeps all of them out', () => {
    const paper = kiosk().scan(BAO).answerAll('no').commit().wait(settings.duplicateWindowMs);
    done(paper.intend({ do: 'start-group' }).scan(HUONG).scan(BAO).intend(child)).answerAll('yes', ['fever-now']);
    expect(drafts(paper).map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['refused', 'not-today'],
      ['refused', 'not-today'],
      ['refused', 'not-today'],
    ]);
    const inside = paper.presence.list(0).length;
    expect(paper.commit().screen).toMatchObject({ verdict: 'not-today', people: 3 });
    expect(paper.presence.list(0)).toHaveLength(inside);
  });

  it('that ends in *see staff* is the staff’s call, once for the party', () => {
    const paper = done(gather({ staffPin: '$argon2id$' }).scan(HUONG).scan(BAO).intend(child))
      .answerAll('yes')
      .commit();
    expect(paper.screen).toMatchObject({ verdict: 'see-staff', canResolve: true });
    expect(paper.presence.list(0).map(({ verdict }) => verdict)).toEqual(['see-staff', 'see-staff', 'see-staff']);
    expect(paper.view.calls).toBe(1);
  });

  it('is not needed of those who declared today, nor of those inside, who stay in their visit', () => {
    const paper = kiosk().scan(BAO).answerAll('no').commit().wait(settings.duplicateWindowMs);
    paper.scan(HUONG).answerAll('no').commit().wait(settings.resultMs);
    done(paper.intend({ do: 'start-group' }).scan(HUONG).scan(BAO).scan(INSURANCE));
    expect(paper.screen).toMatchObject({ name: 'declaration', people: 1 });
    paper.answerAll('no');
    expect(drafts(paper).map(({ kind, flags }) => [kind, flags.includes('declared-earlier')])).toEqual([
      ['extended', false],
      ['arrived', true],
      ['arrived', false],
    ]);
    expect(paper.commit().screen).toMatchObject({ already: false, people: 3 });

    const again = done(paper.wait(settings.resultMs).intend({ do: 'start-group' }).scan(HUONG).scan(BAO));
    expect(again.screen.name).toBe('saving');
    expect(again.commit().screen).toMatchObject({ already: true });
  });

  it('is the responsible person’s to give, also for others alone', () => {
    const paper = kiosk().scan(HUONG).answerAll('no').commit().wait(settings.duplicateWindowMs);
    done(paper.intend({ do: 'start-group' }).scan(HUONG).scan(BAO));
    expect(paper.screen).toMatchObject({ name: 'declaration', people: 1, person: { maskedName: 'N. T. Hương' } });
    paper.answerAll('no');
    expect(drafts(paper).map(({ health }) => health === null)).toEqual([true, false]);
  });

  it('can be taken back, to the group that is still whole', () => {
    const paper = done(gather().scan(HUONG).scan(BAO).intend(child));
    expect(paper.intend({ do: 'back' }).screen).toMatchObject({ name: 'group', members: [{}, {}, { kind: 'child' }] });
    done(paper);
    answerOnce(paper, 'no').intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ name: 'declaration', ask: ['symptoms', 'contact'] });
    const asking = done(gather({ askPhoneAfterCode: true }).scan(HUONG).scan(BAO)).answerAll('no');
    expect(asking.intend({ do: 'back' }).screen).toMatchObject({ name: 'declaration', ask: ['contact'], people: 2 });
    asking.answerAll('no').intend({ do: 'skip-phone' });
    expect(drafts(asking)).toHaveLength(2);
  });
});

describe('a declaration each', () => {
  const gatherEach = (): PaperKiosk => gather({ group: 'declare-each' });

  it('goes round, and nobody under care is asked', () => {
    const paper = done(gatherEach().scan(HUONG).intend(child).scan(BAO));
    expect(paper.screen).toMatchObject({
      person: { maskedName: 'N. T. Hương' },
      people: 1,
      turn: { at: 1, of: 2 },
    });
    answerOnce(answerOnce(paper, 'no'), 'no');
    expect(paper.screen).toMatchObject({ person: { maskedName: 'T. G. Bảo' }, turn: { at: 2, of: 2 } });
    paper.intend({ do: 'back' });
    expect(paper.screen).toMatchObject({ person: { maskedName: 'N. T. Hương' }, ask: ['contact'] });
    answerOnce(paper, 'no');
    answerOnce(answerOnce(paper, 'no'), 'no');
    expect(paper.screen.name).toBe('saving');
    expect(drafts(paper)).toHaveLength(3);
    expect(drafts(paper)[0]?.health?.answers).toHaveLength(2);
  });

  it('is taken back alone: what the others said stands', () => {
    const paper = done(gather({ group: 'declare-each', askPhoneAfterCode: true }).scan(HUONG).scan(BAO));
    answerOnce(answerOnce(paper, 'yes'), 'no');
    answerOnce(answerOnce(paper, 'no'), 'no');
    expect(paper.screen).toMatchObject({ name: 'phone', person: { maskedName: 'N. T. Hương' } });
    paper.intend({ do: 'back' });
    expect(paper.screen).toMatchObject({
      person: { maskedName: 'T. G. Bảo' },
      ask: ['contact'],
      turn: { at: 2, of: 2 },
    });
    answerOnce(paper, 'no').intend({ do: 'skip-phone' });
    expect(drafts(paper).map(({ verdict }) => verdict)).toEqual(['see-staff', 'welcome']);
  });

  it('keeps out who may not come in, and whoever depends on them; the worst is shown', () => {
    const paper = done(gatherEach().scan(HUONG).intend(child).scan(BAO));
    answerOnce(answerOnce(paper, 'yes', ['fever-now']), 'no');
    paper.answerAll('no');
    expect(drafts(paper).map(({ kind }) => kind)).toEqual(['refused', 'refused', 'arrived']);
    expect(paper.commit().screen).toMatchObject({ verdict: 'not-today', people: 3 });
    expect(paper.signals.at(-1)).toBe('see-staff');
    expect(paper.presence.list(0)).toHaveLength(1);

    const other = done(gatherEach().scan(HUONG).intend(child).scan(BAO));
    answerOnce(answerOnce(other, 'no'), 'no');
    other.answerAll('yes');
    expect(drafts(other).map(({ verdict }) => verdict)).toEqual(['welcome', 'welcome', 'see-staff']);
  });

  it('has no turns where only one has to', () => {
    const paper = kiosk({ group: 'declare-each' }).scan(BAO).answerAll('no').commit().wait(settings.resultMs);
    done(paper.intend({ do: 'start-group' }).scan(HUONG).scan(BAO));
    expect(paper.screen).toMatchObject({ person: { maskedName: 'N. T. Hương' }, turn: null });
  });

  it('sees a member’s own card as theirs, and another’s as the next visitor’s', () => {
    const paper = done(gatherEach().scan(HUONG).scan(BAO)).wait(1_500).scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'declaration', next: false });
    expect(paper.scan(PASSPORT).screen).toMatchObject({ next: true });
  });
});
