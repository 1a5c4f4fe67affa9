import type { Way } from '#shared/domain/contact.ts';
import type { PortalTextKey } from './language.tsx';

/** How somebody was recognised. */
export const WAY_WORDS: Readonly<Record<Way, PortalTextKey>> = {
  'visitor-pass': 'visits.ways.visitorPass',
  'citizen-card': 'visits.ways.citizenCard',
  'personal-qr': 'visits.ways.personalQr',
  'insurance-card': 'visits.ways.insuranceCard',
  passport: 'visits.ways.passport',
  'opaque-code': 'visits.ways.opaqueCode',
  typed: 'visits.ways.typed',
  poster: 'visits.ways.poster',
  staff: 'visits.ways.staff',
};
