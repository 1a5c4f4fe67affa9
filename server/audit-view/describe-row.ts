import type { AuditActor, AuditRow } from '#shared/contract/portal-audit.ts';
import type { Names, TrailRow } from './reader.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** From ids to what people call them. */
export function describeActor(actor: string, names: Names): AuditActor {
  const [kind = '', id = ''] = actor.split(':');
  if (kind === 'kiosk') return { id: actor, kind: 'kiosk', name: names.kiosks.get(id) ?? null };
  if (kind === 'token') return { id: actor, kind: 'token', name: null };
  if (actor === 'visitor' || actor === 'system' || actor === 'cli') return { id: actor, kind: actor, name: null };
  return { id: actor, kind: 'person', name: names.accounts.get(actor) ?? null };
}

export function describeRow(row: TrailRow, names: Names): AuditRow {
  const [kind = '', ...rest] = row.subject.split(':');
  const id = rest.join(':');
  const details = readDetails(row.details);
  return {
    seq: row.seq,
    at: row.at,
    actor: describeActor(row.actor, names),
    action: row.action,
    subject: { kind, id, name: nameOf(kind, id, names) },
    facts: Object.entries(details).flatMap(([key, value]) => {
      const shown = key === 'venueId' ? names.venues.get(String(value)) : value;
      // Ids that mean nothing to people are left out.
      return shown === undefined || (typeof shown === 'string' && UUID.test(shown)) ? [] : [{ key, value: shown }];
    }),
  };
}

function nameOf(kind: string, id: string, names: Names): string | null {
  switch (kind) {
    case 'venue':
      return names.venues.get(id) ?? null;
    case 'entrance':
      return names.entrances.get(id) ?? null;
    case 'kiosk':
      return names.kiosks.get(id) ?? null;
    case 'account':
      return names.accounts.get(id) ?? null;
    default:
      return null;
  }
}

export type Details = Readonly<Record<string, string | number | boolean | null>>;

export function readDetails(json: string): Details {
  try {
    const read: unknown = JSON.parse(json);
    if (typeof read !== 'object' || read === null) return {};
    const plain = Object.entries(read).filter(([, value]) => value === null || typeof value !== 'object');
    return Object.fromEntries(plain);
  } catch {
    return {};
  }
}
