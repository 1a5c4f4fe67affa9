import type { AuditHeadOnWire } from '#shared/contract/kiosk-sync.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';

/** Signed heads of the server's audit trail, kept so that nobody can write it anew unseen (SYNC-SPEC D4). */
export interface Witnesses {
  /** null: it has none. */
  newestDay(): CalendarDay | null;
  /** One of those kept, each time another. null: it has none. */
  pick(): string | null;
  /** The first head of a day stays, and days only rise: nobody can have a witness replaced. @throws StorageFailure */
  keep(head: AuditHeadOnWire): void;
}
