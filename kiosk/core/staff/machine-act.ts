import type { PosterCheckResult } from '#shared/contract/kiosk-status.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { PersonView } from '../person-view.ts';
import type { PairingTarget } from '../ports.ts';
import type { Present } from '../presence.ts';
import type { MachineChanges, StaffPageName } from './staff-page.ts';

/** What is printed for a visitor, masked. */
export interface Slip {
  readonly visitId: VisitId;
  readonly person: PersonView;
  readonly verdict: 'welcome' | 'see-staff';
  readonly at: Instant;
  readonly people: number;
}

/**
 * What the staff's pages ask of the machine around the core. Nothing here blocks the core; how it goes shows in the
 * machine's part of the view.
 */
export type MachineAct =
  /** A page was opened: what it shows of the machine (drives, printers, facts) is looked up anew. */
  | { readonly act: 'open-page'; readonly page: StaffPageName }
  | { readonly act: 'print-test' }
  | { readonly act: 'print-inside'; readonly people: readonly Present[]; readonly unnamed: number }
  | { readonly act: 'look-for-drives' }
  | { readonly act: 'export'; readonly drive: string }
  | { readonly act: 'sync' }
  | ({ readonly act: 'pair-again' } & PairingTarget)
  | { readonly act: 'save-machine'; readonly machine: MachineChanges }
  | { readonly act: 'poster-checked'; readonly result: PosterCheckResult; readonly at: Instant }
  | { readonly act: 'leave-kiosk' }
  | { readonly act: 'restart' }
  | { readonly act: 'install-update' };
