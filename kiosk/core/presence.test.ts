import { describe, expect, it } from 'vitest';
import { mintId, mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import { createPresence, type Present } from './presence.ts';
import type { PersonKey } from './visitor.ts';

const NINE = Date.UTC(2026, 10, 22, 2);
const HOUR = 3_600_000;

const somebody = (changes: Partial<Present> = {}): Present => ({
  visitId: mintId<VisitId>(),
  partyId: mintPartyId(),
  kind: 'person',
  person: 'somebody' as PersonKey,
  phone: null,
  view: { way: 'citizen-card', maskedName: 'L. V. Nam', tail: null, birthYear: 1990 },
  at: NINE,
  since: 0,
  endsAt: NINE + 8 * HOUR,
  verdict: 'welcome',
  ...changes,
});

describe('who is inside', () => {
  it('is still known after the clock was a day ahead for a while', () => {
    const presence = createPresence();
    const present = somebody();
    presence.enter(present);
    expect(presence.list(NINE + 24 * HOUR)).toEqual([]);
    expect(presence.findPerson('somebody' as PersonKey, NINE + 24 * HOUR)).toBeNull();
    expect(presence.list(NINE + HOUR)).toEqual([present]);
  });

  it('is forgotten for good when the next one comes after the end of the visit', () => {
    const presence = createPresence();
    presence.enter(somebody());
    const next = somebody({
      person: 'next' as PersonKey,
      since: 9 * HOUR,
      at: NINE + 9 * HOUR,
      endsAt: NINE + 17 * HOUR,
    });
    presence.enter(next);
    expect(presence.list(NINE)).toEqual([next]);
  });

  it('is found by who they are: in again, gone, and sent away', () => {
    const presence = createPresence();
    const person = 'somebody' as PersonKey;
    const [first, again] = [somebody(), somebody({ since: HOUR, at: NINE + HOUR })];
    presence.enter(first);
    presence.leave(first.visitId);
    presence.enter(again);
    presence.leave(first.visitId);
    expect(presence.findPerson(person, NINE + HOUR)).toEqual(again);
    presence.resolve(again.visitId, 'not-today');
    expect(presence.findPerson(person, NINE + HOUR)).toBeNull();
  });
});
