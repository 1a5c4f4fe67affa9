import type { Instant } from '#shared/domain/instant.ts';
import type { KeyDatabase } from './key-database.ts';

/**
 * Signed sayings about the audit trail: its daily heads, the restores that cut it off, and heads which a kiosk witnessed
 * and the trail contradicts. Kept with the keys: who can change the database alone cannot change these with it.
 */
export interface AuditMarks {
  /** @returns false when that very document is there already. */
  addAuditMark(kind: AuditMarkKind, document: string, at: Instant): boolean;
  /** Oldest first. */
  listAuditMarks(kind: AuditMarkKind): string[];
  deleteAuditMarks(documents: readonly string[]): void;
}

export type AuditMarkKind = 'head' | 'restore' | 'dispute';

export function createAuditMarks(db: KeyDatabase): AuditMarks {
  const insert = db.prepare('insert or ignore into audit_marks (kind, at, document) values (?, ?, ?)');
  const list = db.prepare<[string], string>('select document from audit_marks where kind = ? order by id').pluck();
  const remove = db.prepare('delete from audit_marks where document = ?');
  const removeAll = db.transaction((documents: readonly string[]) => {
    for (const document of documents) remove.run(document);
  });
  return {
    addAuditMark: (kind, document, at) => insert.run(kind, at, document).changes === 1,
    listAuditMarks: (kind) => list.all(kind),
    deleteAuditMarks: (documents) => removeAll.immediate(documents),
  };
}
