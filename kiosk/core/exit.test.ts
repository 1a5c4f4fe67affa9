import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG, PASSPORT, passText } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false });
type Changes = Parameters<typeof makeSettings>[0];
const kiosk = (changes: Changes = {}): PaperKiosk => new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const drafts = (paper: PaperKiosk) => paper.records.at(-1)?.drafts ?? [];
const leaves = (paper: PaperKiosk) =>
  paper.effects.flatMap((effect) => (effect.do === 'leave' ? [effect.visitId] : []));
const inside = (paper: PaperKiosk) => paper.presence.list(Date.UTC(2026, 10, 22, 2) + paper.now);

/** Somebody came in here a while ago. */
const withHuong = (changes: Changes, ms: number): PaperKiosk =>
  kiosk({ ...changes, mode: 'entrance' })
    .scan(HUONG)
    .answerAll('no')
    .commit()
    .wait(ms);
const turnInto = (paper: PaperKiosk, mode: 'exit' | 'both', changes: Changes = {}): PaperKiosk => {
  paper.down = { settings: { ...settings, ...changes, mode }, questions: DEFAULT_QUESTION_SET, notices: null };
  return paper;
};

const typeIn = (paper: PaperKiosk, phone: string, name: string): PaperKiosk =>
  paper
    .intend({ do: 'start-typed' })
    .intend({ do: 'submit-phone', phone })
    .intend({ do: 'submit-name', name })
    .answerAll('no')
    .commit()
    .wait(settings.resultMs);

describe('an exit', () => {
  it('lets somebody out by the code they came in with, and asks nothing', () => {
    const paper = turnInto(withHuong({}, 60_000), 'exit');
    const [visit] = inside(paper);
    expect(paper.scan(HUONG).screen.name).toBe('saving');
    expect(drafts(paper)).toMatchObject([
      {
        kind: 'left',
        verdict: null,
        questions: null,
        consent: null,
        contact: null,
        health: null,
        joins: { visitId: visit?.visitId, partyId: visit?.partyId },
      },
    ]);
    expect(inside(paper)).toHaveLength(1);
    expect(paper.commit().screen).toMatchObject({
      name: 'result',
      direction: 'out',
      verdict: 'welcome',
      person: { maskedName: 'N. T. Hương' },
      othersInside: 0,
      already: false,
    });
    expect(paper.signals.slice(-2)).toEqual(['seen', 'goodbye']);
    expect(inside(paper)).toEqual([]);
    expect(paper.presence.last[0]).toMatchObject({ direction: 'out', verdict: null, people: 1 });
  });

  it('records whoever came in elsewhere with what the server finds them by, sealed', () => {
    const paper = kiosk({ mode: 'exit' });
    paper.presence.countUnnamed(2);
    paper.scan(BAO).commit();
    expect(drafts(paper)).toMatchObject([{ kind: 'left', joins: null, contact: { idNumber: '001215012345' } }]);
    expect(leaves(paper)).toEqual([null]);
    expect(paper.presence.unnamed).toBe(1);
  });

  it('takes the same card shown again on the goodbye for the same', () => {
    const paper = kiosk({ mode: 'exit' }).scan(BAO).commit().wait(1_500).scan(BAO);
    expect(paper.screen.name).toBe('result');
    expect(paper.records).toHaveLength(1);
    expect(paper.scan(HUONG).commit().screen).toMatchObject({ person: { maskedName: 'N. T. Hương' } });
  });

  it('holds nobody up for a pass that ran out meanwhile', () => {
    const old = passText(undefined, '2026-11-01', 7);
    expect(kiosk({ mode: 'exit' }).scan(old, { pass: 'genuine' }).screen.name).toBe('saving');
    expect(kiosk({ mode: 'exit' }).scan(old, { pass: 'not-genuine' }).screen.name).toBe('refused');
  });

  it('lets everybody of a typed phone out, and tells no name by it', () => {
    const paper = turnInto(typeIn(typeIn(kiosk(), '0912345678', 'Lê Thị Sen'), '0912345678', 'Lê Văn Nam'), 'exit');
    paper.intend({ do: 'start-typed' });
    expect(paper.screen).toMatchObject({ name: 'typed', step: 'phone', leaving: true, withoutContact: false });
    expect(paper.intend({ do: 'skip-phone' }).screen).toMatchObject({ step: 'phone', invalid: true });
    expect(paper.intend({ do: 'start-passport' }).screen).toMatchObject({ step: 'phone' });
    paper.intend({ do: 'submit-phone', phone: '091 234 5678' });
    expect(drafts(paper)).toMatchObject([
      { kind: 'left', contact: null },
      { kind: 'left', contact: null },
    ]);
    paper.commit();
    expect(paper.screen).toMatchObject({ direction: 'out', people: 2, person: { way: 'typed', maskedName: null } });
    expect(JSON.stringify(paper.view)).not.toMatch(/Sen|Văn|Lê|912345678/);
    expect(inside(paper)).toEqual([]);
  });

  it('records an unknown phone for the server to find, and looks the same', () => {
    const paper = kiosk({ mode: 'exit' }).intend({ do: 'start-typed' });
    paper.intend({ do: 'submit-phone', phone: '0987654321' });
    expect(drafts(paper)).toMatchObject([{ kind: 'left', joins: null, contact: { v: 1, phone: '+84987654321' } }]);
    expect(paper.commit().screen).toMatchObject({ direction: 'out', person: { maskedName: null } });
  });

  it('offers the rest of a group to go too', () => {
    const paper = kiosk()
      .intend({ do: 'start-group' })
      .scan(HUONG)
      .scan(BAO)
      .intend({ do: 'add-companion', companion: 'child' });
    paper.intend({ do: 'group-done' }).answerAll('no').commit().wait(60_000);
    turnInto(paper, 'exit').scan(HUONG).commit();
    expect(paper.screen).toMatchObject({ direction: 'out', people: 1, othersInside: 2 });
    const others = inside(paper).map(({ visitId }) => visitId);
    paper.intend({ do: 'leave-others' });
    expect(drafts(paper).map(({ kind, joins, contact }) => [kind, joins?.visitId, contact])).toEqual(
      others.map((visitId) => ['left', visitId, null]),
    );
    expect(paper.commit().screen).toMatchObject({ direction: 'out', people: 2, othersInside: 0 });
    expect(inside(paper)).toEqual([]);
    const recorded = paper.records.length;
    expect(paper.intend({ do: 'leave-others' }).records).toHaveLength(recorded);
  });
});

describe('a door for both ways', () => {
  it('takes a code shown once more within a minute for "already checked in"', () => {
    const paper = turnInto(withHuong({}, 59_999), 'both').scan(HUONG);
    expect(drafts(paper)).toMatchObject([{ kind: 'extended' }]);
    expect(paper.commit().screen).toMatchObject({ direction: 'in', already: true });
  });

  it('asks within the window, and assumes staying when nobody answers', () => {
    const paper = turnInto(withHuong({}, 60_000), 'both').scan(HUONG);
    expect(paper.screen).toEqual({
      name: 'leaving',
      person: expect.objectContaining({ maskedName: 'N. T. Hương' }),
      since: Date.UTC(2026, 10, 22, 2),
    });
    expect(paper.wait(7_999).screen.name).toBe('leaving');
    expect(paper.wait(1).screen.name).toBe('saving');
    expect(drafts(paper)).toMatchObject([{ kind: 'extended' }]);
  });

  it.each([
    ['leave', 'left'],
    ['stay', 'extended'],
  ] as const)('does as told: %s', (deed, kind) => {
    const paper = turnInto(withHuong({}, 60_000), 'both').scan(HUONG).intend({ do: deed });
    expect(drafts(paper)).toMatchObject([{ kind, contact: null }]);
    expect(drafts(paper)[0]?.joins).not.toBeNull();
  });

  it('lets out at once after the window; then the next scan is an arrival', () => {
    const paper = turnInto(withHuong({}, settings.duplicateWindowMs), 'both').scan(HUONG).commit();
    expect(paper.screen).toMatchObject({ direction: 'out' });
    paper.wait(settings.resultMs).scan(HUONG);
    expect(drafts(paper)).toMatchObject([{ kind: 'arrived', joins: null }]);
  });

  it('keeps another’s code behind the question, and the person’s own changes nothing', () => {
    const paper = turnInto(withHuong({}, 60_000), 'both').scan(HUONG).wait(1_500).scan(HUONG).scan(BAO);
    expect(paper.screen.name).toBe('leaving');
    paper.intend({ do: 'leave' }).commit().wait(settings.resultMs);
    expect(paper.screen).toMatchObject({ name: 'declaration', person: { maskedName: 'T. G. Bảo' } });
  });

  it('offers to leave to whoever came in by another door', () => {
    const paper = kiosk({ mode: 'both' }).scan(BAO);
    expect(paper.screen).toMatchObject({ name: 'declaration', canLeave: true });
    paper.intend({ do: 'leave' });
    expect(drafts(paper)).toMatchObject([
      { kind: 'left', joins: null, contact: { name: 'Trần Gia Bảo' }, health: null },
    ]);
    expect(paper.commit().screen).toMatchObject({ direction: 'out' });
    expect(leaves(paper)).toEqual([null]);
  });

  it('does not at an entrance, nor to a group', () => {
    const entrance = kiosk().scan(BAO).intend({ do: 'leave' });
    expect(entrance.screen).toMatchObject({ name: 'declaration', canLeave: false });
    const group = kiosk({ mode: 'both' })
      .intend({ do: 'start-group' })
      .scan(BAO)
      .scan(HUONG)
      .intend({ do: 'group-done' });
    expect(group.intend({ do: 'leave' }).screen).toMatchObject({ name: 'declaration', canLeave: false });
  });

  it('knows by phone and name who typed themselves in', () => {
    const paper = typeIn(kiosk({ mode: 'both' }), '0912345678', 'Lê Thị Sen').wait(60_000);
    paper.intend({ do: 'start-typed' }).intend({ do: 'submit-phone', phone: '0912345678' });
    expect(paper.intend({ do: 'submit-name', name: 'lê thị sen' }).screen.name).toBe('leaving');
  });
});

describe('who is inside', () => {
  it('ends by itself at closing time or after the longest stay, whichever is first', () => {
    const closing = withHuong({ closesAt: '17:00' }, 8 * 3_600_000 - 1);
    expect(inside(closing)).toHaveLength(1);
    expect(inside(closing.wait(1))).toEqual([]);
    const long = withHuong({ closesAt: '17:00', maxStayMs: 3_600_000 }, 3_600_000);
    expect(inside(long)).toEqual([]);
  });

  it('stays longer from when they were seen again', () => {
    const paper = withHuong({ maxStayMs: 3_600_000 }, 600_000).scan(HUONG).commit().wait(3_599_999);
    expect(inside(paper)).toHaveLength(1);
    expect(inside(paper.wait(1))).toEqual([]);
  });

  it('is nobody who was told "not today", and the staff’s call who was told to see them', () => {
    const refused = kiosk().scan(HUONG).answerAll('yes', ['fever-now']).commit();
    expect(inside(refused)).toEqual([]);
    const called = kiosk().scan(PASSPORT).answerAll('yes').commit();
    expect(inside(called)).toMatchObject([{ verdict: 'see-staff', kind: 'person' }]);
    expect(called.view.calls).toBe(1);
    expect(called.screen).toMatchObject({ canResolve: false });
  });

  it('is one person once, also when they come in again after the window', () => {
    const paper = withHuong({}, settings.duplicateWindowMs).scan(HUONG).commit();
    expect(inside(paper)).toHaveLength(1);
    expect(paper.records).toHaveLength(2);
  });

  it('comes in anew who went out a moment ago', () => {
    const paper = turnInto(withHuong({}, 60_000), 'exit').scan(HUONG).commit().wait(settings.resultMs);
    paper.down = { settings, questions: DEFAULT_QUESTION_SET, notices: null };
    paper.scan(HUONG);
    expect(drafts(paper)).toMatchObject([{ kind: 'arrived' }]);
  });

  it('is only who was written down', () => {
    const paper = kiosk().scan(HUONG).answerAll('no');
    expect(inside(paper)).toEqual([]);
    paper.do({ type: 'commit-failed', attempt: paper.state.attempt });
    expect(inside(paper)).toEqual([]);
  });
});
