import type { LogMark, Presence } from '#shared/contract/portal-visits.ts';
import type { Assurance } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { PortalTextKey } from '../../ui/language.tsx';
import type { LogTextKey } from '../../ui/log-text.ts';

export const ASSURANCE_WORDS: Readonly<Record<Assurance, LogTextKey>> = {
  signed: 'filter.assuranceNames.signed',
  document: 'filter.assuranceNames.document',
  opaque: 'filter.assuranceNames.opaque',
  declared: 'filter.assuranceNames.declared',
};

export const MARK_WORDS: Readonly<Record<LogMark, LogTextKey>> = {
  'no-contact': 'filter.markNames.noContact',
  'in-care': 'filter.markNames.inCare',
  assisted: 'filter.markNames.assisted',
  'cross-check': 'filter.markNames.crossCheck',
  pass: 'filter.markNames.pass',
  clock: 'filter.markNames.clock',
  expired: 'filter.markNames.expired',
};

export const PRESENCE_WORDS: Readonly<Record<Presence, LogTextKey>> = {
  inside: 'filter.presences.inside',
  'seen-leaving': 'filter.presences.seenLeaving',
  'not-seen-leaving': 'filter.presences.notSeenLeaving',
};

export const VERDICT_WORDS: Readonly<Record<Verdict | 'none', PortalTextKey>> = {
  welcome: 'visits.verdicts.welcome',
  'see-staff': 'visits.verdicts.seeStaff',
  'not-today': 'visits.verdicts.notToday',
  none: 'visits.verdicts.none',
};
