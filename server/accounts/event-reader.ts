import type { AccountEvents } from '#shared/contract/portal-account.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { AuditAction } from '../audit/service.ts';
import type { Readable } from '../store/access.ts';
import type { Person } from './record-own-act.ts';

type AccountEvent = AccountEvents['events'][number];

const SHOWN_MS = 30 * DAY_MS;
const SHOWN = 20;

const KINDS = {
  'password.changed': 'password-changed',
  'password.reset': 'password-reset',
  'email.verified': 'email-verified',
  'email.changed': 'email-changed',
  'reset-link.made': 'reset-link-made',
  'totp.added': 'totp-added',
  'totp.removed': 'totp-removed',
  'passkey.added': 'passkey-added',
  'passkey.removed': 'passkey-removed',
  'recovery-codes.made': 'recovery-codes-made',
  'recovery-code.used': 'recovery-code-used',
  'second-factors.removed': 'second-factors-removed',
  'member.role-changed': 'member-role-changed',
} as const satisfies Partial<Record<AuditAction, AccountEvent['kind']>>;

const isShown = (action: string): action is keyof typeof KINDS => Object.hasOwn(KINDS, action);

/** What the trail says of an account, newest first: how it is opened, and by whom that was changed. */
export async function listAccountEvents(
  db: Readable,
  { accountId, organisationId }: Person,
  now: Instant,
): Promise<AccountEvent[]> {
  const rows = await db
    .selectFrom('audit')
    .select(['at', 'actor', 'action'])
    // By the index of organisation and time.
    .where('organisation_id', organisationId === null ? 'is' : '=', organisationId)
    .where('at', '>', now - SHOWN_MS)
    .where('subject', '=', `account:${accountId}`)
    .where('action', 'in', Object.keys(KINDS))
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.flatMap(({ at, actor, action }) =>
    isShown(action) ? [{ at, kind: KINDS[action], by: whoOf(actor, accountId) }] : [],
  );
}

function whoOf(actor: string, accountId: string): AccountEvent['by'] {
  if (actor === accountId) return 'self';
  return actor === 'cli' ? 'admin' : actor === 'mail' ? 'mail' : 'owner';
}
