import type { AuditGroup, DetailLevel } from '#shared/contract/portal-audit.ts';

/** By the word before the point; acts of these are what the group is about. */
const KINDS: Readonly<Record<Exclude<AuditGroup, 'reads' | 'system'>, readonly string[]>> = {
  exports: ['export', 'audit'],
  rights: ['rights', 'incident'],
  people: [
    'organisation',
    'session',
    'sessions',
    'password',
    'reset-link',
    'totp',
    'recovery-codes',
    'recovery-code',
    'passkey',
    'second-factors',
    'invitation',
    'member',
    'api-token',
  ],
  places: ['venue', 'entrance', 'poster', 'door', 'webhook', 'visit'],
  kiosks: ['kiosk', 'pairing-code', 'quarantine', 'staff-card', 'staff-pin', 'update'],
};

/** Words after the point that say that somebody looked at visitors' data. */
const READING =
  /^(visits?|inside|calls|export|rights|api|log|trace|call-sheet|incident|person|people-found)\.(listed|revealed|searched|requested|opened|answered|read|shown|found|contacts-exported|printed)$/;

export const isReading = (action: string): boolean => READING.test(action) || action === 'rights.readers-listed';

const kindOf = (action: string): string => action.split('.')[0] ?? '';
const KNOWN = new Set(Object.values(KINDS).flat());

export function isOfGroup(action: string, group: AuditGroup): boolean {
  if (group === 'reads') return isReading(action);
  if (group === 'system') return !KNOWN.has(kindOf(action)) && !isReading(action);
  return KINDS[group].includes(kindOf(action));
}

/** Whether names and phones were there in full. */
export function levelOf(action: string, details: Readonly<Record<string, unknown>>): DetailLevel {
  if (/revealed|answered|contacts-exported/.test(action)) return 'full';
  return details['reveal'] === true || details['full'] === true ? 'full' : 'masked';
}
