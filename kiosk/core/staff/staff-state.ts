import type { PosterCheckResult } from '#shared/contract/kiosk-status.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { CodeSource } from '../code-source.ts';
import type { PairingTarget } from '../ports.ts';
import type { StaffPageName } from './staff-page.ts';

/** Staff walk away from a kiosk: nobody after them must find it open. */
export const STAFF_IDLE_MS = 120_000;
export const STAFF_PIN_IDLE_MS = 30_000;
/** They wait for the code of whom they help, on a screen that looks like everybody's: the next one's must not pass for it. */
export const STAFF_CODE_MS = 30_000;

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
  /** As of the last second, for the screen. */
  readonly lockedSeconds: number;
  /** Tells the answer to the last try from that of an earlier one, also of an earlier asking. */
  readonly attempt: number;
  /** Opens at the people who wait for the staff: one of them is in front. */
  readonly forCall: boolean;
}

/** What the staff decided about visits, while it is written down. */
export interface StaffWriting {
  readonly kind: 'resolved' | 'left';
  readonly visits: readonly VisitId[];
  /** Of a resolution. */
  readonly verdict: 'welcome' | 'not-today';
  /** Monotonic ms from which on it is said that the disk does not answer. */
  readonly slowAt: number;
  /** That was said: the staff may go without the answer. */
  readonly isSlow: boolean;
}

export interface StaffAtWork {
  readonly name: 'staff';
  readonly page: StaffPageName;
  readonly lastCode: { readonly source: CodeSource; readonly kind: string; readonly at: Instant } | null;
  readonly poster: { readonly result: PosterCheckResult; readonly entranceName: string | null } | null;
  readonly writing: StaffWriting | null;
  /** A pairing code was scanned: it acts when the staff have read where it leads. */
  readonly offer: PairingTarget | null;
}

export type StaffFlow = AskingPin | StaffAtWork;

/** Something is being written down, and the disk may still answer. */
export const isWaiting = (flow: StaffAtWork): flow is StaffAtWork & { readonly writing: StaffWriting } =>
  flow.writing !== null && !flow.writing.isSlow;

/** Where the staff's pages begin, and where a visit they helped with ends. */
export const STAFF_HOME: StaffAtWork = {
  name: 'staff',
  page: 'home',
  lastCode: null,
  poster: null,
  writing: null,
  offer: null,
};

/** Monotonic ms at which a tick is due. Neither a PIN nor a disk that never answers holds up anybody. */
export function staffWakeAt(flow: StaffFlow, touchedAt: number): number {
  if (flow.name === 'staff') return isWaiting(flow) ? flow.writing.slowAt : touchedAt + STAFF_IDLE_MS;
  const idleAt = touchedAt + STAFF_PIN_IDLE_MS;
  return flow.state === 'locked' ? Math.min(idleAt, flow.lockedUntil - (flow.lockedSeconds - 1) * 1_000) : idleAt;
}
