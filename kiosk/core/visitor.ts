import type { VisitorPassCode } from '#shared/codes/scanned-code.ts';
import type { EventFlag } from '#shared/contract/visit-event.ts';
import type { Assurance, ContactRecord, Way } from '#shared/domain/contact.ts';
import { maskName } from '#shared/domain/person-name.ts';
import type { PersonView } from './person-view.ts';

/**
 * A keyed hash of who somebody is, under a random key that lives as long as the process: enough to see the same person
 * again, worthless to anybody else. Never written to a disk.
 */
export type PersonKey = string & { readonly __brand: 'PersonKey' };

/** The person in front of the kiosk, in memory only. */
export interface Visitor {
  /** null: made known by nothing that could be recognised again. */
  readonly person: PersonKey | null;
  readonly way: Way;
  readonly assurance: Assurance;
  readonly contact: ContactRecord;
  /** The server can reach them without a number typed here: a pass, or a phone already given. */
  readonly reachable: boolean;
  readonly flags: readonly EventFlag[];
  /** Last characters of a pass. */
  readonly tail: string | null;
}

/** Result of checking a pass against the keys in the settings. */
export type PassCheck = 'genuine' | 'not-genuine' | 'unknown-key';

/** A pass whose signature was looked at; what is known of keys is not the core's to compute. */
export interface CheckedPass {
  readonly code: VisitorPassCode;
  readonly check: PassCheck;
}

export const viewPerson = ({ way, contact, tail }: Visitor): PersonView => ({
  way,
  maskedName: contact.name === undefined ? null : maskName(contact.name),
  tail,
  birthYear: contact.birthYear ?? null,
});
