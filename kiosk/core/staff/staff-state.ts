import type { PosterCheckResult } from '#shared/contract/kiosk-status.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { CodeSource } from '../kiosk-state.ts';
import type { StaffPageName } from './staff-page.ts';

/** Staff walk away from a kiosk: nobody after them must find it open. */
export const STAFF_IDLE_MS = 120_000;
export const STAFF_PIN_IDLE_MS = 30_000;

/** Somebody typed the right PIN. */
export interface StaffSession {
  /** SHA-256 of the id of the card that said who; null: the PIN alone. */
  readonly card: string | null;
}

export interface AskingPin {
  readonly name: 'staff-pin';
  readonly card: string | null;
  readonly state: 'ask' | 'checking' | 'wrong' | 'locked' | 'unset';
  readonly triesLeft: number | null;
  /** Monotonic ms; 0: not locked. */
  readonly lockedUntil: number;
  /** The person on whose *see staff* result the staff came. */
  readonly resolving: VisitId | null;
}

export interface StaffAtWork {
  readonly name: 'staff';
  readonly page: StaffPageName;
  readonly lastCode: { readonly source: CodeSource; readonly kind: string; readonly at: Instant } | null;
  readonly poster: { readonly result: PosterCheckResult; readonly entranceName: string | null } | null;
  /** A *see staff* under decision, while it is written down. */
  readonly resolving: VisitId | null;
}

export type StaffFlow = AskingPin | StaffAtWork;

/** Monotonic ms at which a tick is due. */
export function staffWakeAt(flow: StaffFlow, touchedAt: number): number {
  return touchedAt + (flow.name === 'staff' ? STAFF_IDLE_MS : STAFF_PIN_IDLE_MS);
}
