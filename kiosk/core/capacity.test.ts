import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { GROUP_WAITS_MS } from './capacity.ts';
import { JUST_IN_MS } from './kiosk-state.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { BAO, HUONG, PASSPORT } from './testing/sample-codes.ts';

const settings = makeSettings({ askPhoneAfterCode: false, capacity: 2 });
type Changes = Parameters<typeof makeSettings>[0];
const kiosk = (changes: Changes = {}): PaperKiosk => new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const admit = (paper: PaperKiosk, ...codes: string[]): PaperKiosk => {
  for (const code of codes) paper.scan(code).answerAll('no').commit().wait(settings.resultMs);
  return paper;
};

describe('a venue with a limit', () => {
  it('asks the one too many to wait, and says so by itself when nobody stands there', () => {
    const paper = admit(kiosk(), HUONG);
    expect(paper.view.presence).toEqual({ scope: 'door', inside: 1, capacity: 2, isFull: false });
    admit(paper, BAO);
    expect(paper.view.presence).toMatchObject({ inside: 2, isFull: true });
    expect(paper.scan(PASSPORT).screen).toEqual({
      name: 'full',
      scope: 'door',
      inside: 2,
      capacity: 2,
      people: 1,
      waiting: false,
    });
    expect(paper.signals.at(-1)).toBe('try-again');
    expect(JSON.stringify(paper.state.flow)).not.toMatch(/ANNA|L898902C3/);
    expect(paper.wait(5_999).screen.name).toBe('full');
    expect(paper.wait(1).screen.name).toBe('idle');
  });

  it('goes on at once with the next code, and with whatever is begun', () => {
    const paper = admit(kiosk(), HUONG, BAO).scan(PASSPORT);
    expect(paper.scan('Xin chào').screen).toEqual({ name: 'refused', reason: 'unknown-text' });
    paper.wait(5_000).scan(PASSPORT).intend({ do: 'dismiss' });
    expect(paper.screen.name).toBe('idle');
    paper.wait(5_000).scan(PASSPORT).scan(HUONG);
    expect(paper.commit().screen).toMatchObject({ name: 'result', already: true });
  });

  it('keeps nothing of whom it turned away for the next person', () => {
    const paper = admit(kiosk(), HUONG, BAO).intend({ do: 'set-language', language: 'en' }).scan(PASSPORT);
    expect(paper.state.language).toBe('en');
    paper.scan(HUONG);
    expect(paper.screen.name).toBe('saving');
    expect(paper.state.language).toBe('vi');
  });

  it('never turns away who is inside already, nor whom the staff help', () => {
    const paper = admit(kiosk(), HUONG, BAO).wait(settings.duplicateWindowMs);
    expect(paper.scan(HUONG).screen.name).toBe('saving');
    const crowded = admit(kiosk(), HUONG).wait(settings.duplicateWindowMs);
    crowded.venueInside = 5;
    expect(crowded.scan(HUONG).screen.name).toBe('saving');
    const helped = admit(kiosk(), HUONG, BAO);
    helped.state = { ...helped.state, staff: { card: null } };
    expect(helped.scan(PASSPORT).screen.name).toBe('declaration');
  });

  it('counts those who came in before the machine last started', () => {
    const paper = kiosk();
    paper.presence.countUnnamed(2);
    expect(paper.scan(HUONG).screen).toMatchObject({ name: 'full', inside: 2 });
  });

  it('goes by the whole venue when the server has told it', () => {
    const paper = admit(kiosk(), HUONG, BAO);
    paper.venueInside = 1;
    expect(paper.view.presence).toEqual({ scope: 'venue', inside: 1, capacity: 2, isFull: false });
    expect(paper.scan(PASSPORT).screen.name).toBe('declaration');
    paper.venueInside = 2;
    expect(kiosk().view.presence).toMatchObject({ scope: 'door', inside: 0 });
    expect(paper.intend({ do: 'cancel' }).wait(5_000).scan(PASSPORT).screen).toMatchObject({
      name: 'full',
      scope: 'venue',
    });
  });

  it('judges a typed visitor by the name, and whoever has begun is not stopped', () => {
    const paper = kiosk();
    paper.venueInside = 2;
    paper.intend({ do: 'start-typed' }).intend({ do: 'skip-phone' }).intend({ do: 'submit-name', name: 'Sen' });
    expect(paper.screen.name).toBe('full');
    const begun = kiosk();
    begun.venueInside = 1;
    begun.scan(HUONG);
    begun.venueInside = 2;
    expect(begun.answerAll('no').screen.name).toBe('saving');
  });

  it('judges a group as a whole, without those who are inside', () => {
    const group = (paper: PaperKiosk, ...codes: string[]): PaperKiosk => {
      paper.intend({ do: 'start-group' });
      for (const code of codes) paper.scan(code);
      return paper.intend({ do: 'group-done' });
    };
    expect(group(kiosk(), HUONG, BAO, PASSPORT).screen).toMatchObject({ name: 'full', people: 3, waiting: true });
    expect(group(kiosk(), HUONG, BAO).screen.name).toBe('declaration');
    expect(group(admit(kiosk(), HUONG), HUONG, BAO).screen.name).toBe('declaration');
  });

  describe('and a group that does not fit', () => {
    const waiting = (mode: 'entrance' | 'both' = 'entrance'): PaperKiosk =>
      admit(kiosk({ mode }), PASSPORT)
        .wait(JUST_IN_MS)
        .intend({ do: 'start-group' })
        .scan(HUONG)
        .scan(BAO)
        .intend({ do: 'group-done' });

    it('goes on by itself when somebody has left, and is not scanned again', () => {
      const paper = waiting();
      expect(paper.screen).toMatchObject({ name: 'full', inside: 1, people: 2, waiting: true });
      const heard = paper.signals.length;
      expect(paper.wait(10_000).intend({ do: 'dismiss' }).scan(HUONG).screen.name).toBe('full');
      expect(paper.signals).toHaveLength(heard);
      paper.venueInside = 0;
      expect(paper.wait(2_000).screen).toMatchObject({ name: 'declaration', people: 2 });
      expect(paper.signals.at(-1)).toBe('seen');
      expect(paper.answerAll('no').records.at(-1)?.drafts).toHaveLength(2);
    });

    it('can try at once, come as fewer, or give up', () => {
      const paper = waiting();
      expect(paper.intend({ do: 'group-done' }).screen.name).toBe('full');
      expect(paper.intend({ do: 'back' }).screen).toMatchObject({ name: 'group', members: [{}, {}] });
      expect(waiting().intend({ do: 'cancel' }).screen.name).toBe('idle');
      const lucky = waiting();
      lucky.venueInside = 0;
      expect(lucky.intend({ do: 'group-done' }).screen.name).toBe('declaration');
    });

    it('lets by who leaves, whose place it takes', () => {
      const held = waiting('both');
      expect(held.scan(PASSPORT).screen.name).toBe('leaving');
      held.intend({ do: 'leave' }).commit();
      expect(held.screen).toMatchObject({ name: 'result', direction: 'out' });
      expect(held.wait(settings.resultMs).screen).toMatchObject({ name: 'declaration', people: 2 });
    });

    it('keeps the next person no longer than themselves', () => {
      const paper = waiting().scan('Xin chào');
      expect(paper.screen.name).toBe('refused');
      expect(paper.wait(4_000).screen).toMatchObject({ name: 'full', waiting: true });
    });

    it('is forgotten when it has gone', () => {
      const paper = waiting().wait(GROUP_WAITS_MS);
      expect(paper.screen.name).toBe('idle');
      expect(JSON.stringify(paper.state)).not.toMatch(/Hương|Bảo/);
    });
  });

  it('shows no number where nothing limits it, and keeps nobody from going out', () => {
    expect(kiosk({ capacity: null }).view.presence).toBeNull();
    const exit = admit(kiosk(), HUONG, BAO);
    exit.down = { settings: { ...settings, mode: 'exit' }, questions: DEFAULT_QUESTION_SET, notices: null };
    expect(exit.view.presence).toMatchObject({ isFull: false });
    expect(exit.scan(PASSPORT).screen.name).toBe('saving');
  });
});
