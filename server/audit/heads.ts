import { z } from 'zod';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import type { KeyService } from '../keys/service.ts';

const HEAD_LABEL = 'venue-checkin/audit-head/v1';
const RESTORE_LABEL = 'venue-checkin/audit-restore/v1';

const pointSchema = z.strictObject({
  v: z.literal(1),
  serverId: z.string(),
  /** Which life of the database it belongs to; each restore begins another (SYNC-SPEC S8). */
  serverEpoch: z.string(),
  at: instantSchema,
  /** The last entry there was. */
  seq: z.int().min(0),
  /** Of that entry: SHA-256, base64url; it stands for the whole trail up to there. */
  hash: z.string().length(43),
});

/** How far the trail went and what it said up to there, signed: only a trail that still says the same fits it. */
export const auditHeadSchema = pointSchema.extend({ day: calendarDaySchema });
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** Where a restore cut the trail off: `serverEpoch` is the life that began with it, `seq` the last entry of the copy. */
export type AuditRestore = z.infer<typeof pointSchema>;

type Signing = Pick<KeyService, 'serverId' | 'signServerDocument' | 'verifyServerDocument'>;

export const signHead = (keys: Signing, head: Omit<AuditHead, 'v' | 'serverId'>): Promise<string> =>
  keys.signServerDocument(HEAD_LABEL, { v: 1, serverId: keys.serverId, ...head } satisfies AuditHead);

/** @returns null when this server did not sign it. */
export async function readHead(keys: Signing, document: string): Promise<AuditHead | null> {
  const parsed = auditHeadSchema.safeParse(await keys.verifyServerDocument(HEAD_LABEL, document));
  return parsed.success ? parsed.data : null;
}

export const signRestore = (keys: Signing, restore: Omit<AuditRestore, 'v' | 'serverId'>): Promise<string> =>
  keys.signServerDocument(RESTORE_LABEL, { v: 1, serverId: keys.serverId, ...restore } satisfies AuditRestore);

/** @returns null when this server did not sign it. */
export async function readRestore(keys: Signing, document: string): Promise<AuditRestore | null> {
  const parsed = pointSchema.safeParse(await keys.verifyServerDocument(RESTORE_LABEL, document));
  return parsed.success ? parsed.data : null;
}

/**
 * Whether a restore explains why the trail does not have what a head says: it was put back, later than the head, to a point
 * before it.
 *
 * @param restores in the order in which they happened.
 */
export function isCutOff(head: AuditHead, restores: readonly AuditRestore[]): boolean {
  const born = restores.findIndex(({ serverEpoch }) => serverEpoch === head.serverEpoch);
  return restores.slice(born + 1).some(({ seq }) => head.seq > seq);
}
