import type { Effect } from '#kiosk/core/kiosk-state.ts';
import { createPeople, type People } from '#kiosk/core/people.ts';
import type { Clock, ExchangeReport, KeptDownLink, KioskStore } from '#kiosk/core/ports.ts';
import { createPresence, type Presence } from '#kiosk/core/presence.ts';
import { earliestStillInside, VenueCount } from './count-inside.ts';
import { describeError } from './describe-error.ts';
import { log } from './log.ts';

export interface DoorParts {
  readonly store: Pick<KioskStore, 'countWaitingInside' | 'countInsideSince'>;
  readonly clock: Clock;
}

export type DoorEffect = Extract<Effect, { do: 'remember' | 'enter' | 'leave' | 'resolve' | 'note' }>;

/** Who was seen and who is inside by this door: in memory only, but for the numbers. */
export class DoorMemory {
  readonly #parts: DoorParts;
  #venue: VenueCount;
  #people = createPeople();
  #presence = createPresence();

  constructor(parts: DoorParts, down: KeptDownLink | null) {
    this.#parts = parts;
    this.#venue = new VenueCount(parts.store);
    this.#presence.countUnnamed(this.#countUnnamed(down));
  }

  get people(): People {
    return this.#people;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** By this door alone. */
  get inside(): number {
    const { at } = this.#parts.clock.estimate();
    return this.#presence.list(at).length + this.#presence.unnamed;
  }

  get venueInside(): number | null {
    return this.#venue.inside;
  }

  perform(effect: DoorEffect): void {
    switch (effect.do) {
      case 'remember':
        return this.#people.remember(effect.person, effect.what);
      case 'enter':
        return this.#presence.enter(effect.present);
      case 'leave':
        return this.#presence.leave(effect.visitId);
      case 'resolve':
        return this.#presence.resolve(effect.visitId, effect.verdict);
      case 'note':
        return this.#presence.note(effect.event);
    }
  }

  onCommit(): void {
    this.#venue.onCommit();
  }

  onExchange(report: ExchangeReport, down: KeptDownLink | null): void {
    this.#venue.onExchange(report);
    const { unnamed } = this.#presence;
    // Visits of before the start end by themselves too.
    if (unnamed > 0) this.#presence.countUnnamed(Math.min(unnamed, this.#countUnnamed(down)));
  }

  /** The staff moved this kiosk: who came in by the other door is not here. */
  forget(): void {
    this.#people = createPeople();
    this.#presence = createPresence();
    this.#venue = new VenueCount(this.#parts.store);
  }

  /** Inside by the records of this door, and not known by name. */
  #countUnnamed(down: KeptDownLink | null): number {
    if (!down) return 0;
    const { at } = this.#parts.clock.estimate();
    try {
      const inside = this.#parts.store.countInsideSince(earliestStillInside(at, down), down.settings.entranceId);
      return Math.max(0, inside - this.#presence.list(at).length);
    } catch (error) {
      // A number is not worth a kiosk that does not start.
      log('error', `people inside could not be counted: ${describeError(error)}`);
      return 0;
    }
  }
}
