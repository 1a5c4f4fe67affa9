import type { FieldMessages } from '../form/field-problems.ts';
import type { PortalTranslate } from '../language.tsx';

/** What to say of a venue's inputs, in the order they are asked; registration and "add a venue" say the same. */
export function venueMessages(t: PortalTranslate): FieldMessages {
  const entrance = {
    missing: t('registration.errors.entranceMissing'),
    else: t('registration.errors.entranceLong'),
  };
  return {
    'venue.name': {
      missing: t('registration.errors.venueMissing'),
      short: t('registration.errors.venueShort'),
      else: t('registration.errors.venueLong'),
    },
    'venue.type': { else: t('registration.errors.typeMissing') },
    'venue.address.communeCode': { else: t('registration.errors.communeMissing') },
    'venue.address.line': {
      missing: t('registration.errors.lineMissing'),
      else: t('registration.errors.lineLong'),
    },
    'venue.entrances.*': entrance,
  };
}
