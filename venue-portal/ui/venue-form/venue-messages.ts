import type { FieldMessages } from '../form/field-problems.ts';
import type { PortalTranslate } from '../language.tsx';

/**
 * What to say of a venue's inputs, in the order they are asked; registration and "add a venue" say the same.
 * @param prefix where the venue stands in what is sent.
 */
export function venueMessages(t: PortalTranslate, prefix: 'venue.' | ''): FieldMessages {
  const entrance = {
    missing: t('registration.errors.entranceMissing'),
    else: t('registration.errors.entranceLong'),
  };
  return {
    [`${prefix}name`]: {
      missing: t('registration.errors.venueMissing'),
      short: t('registration.errors.venueShort'),
      else: t('registration.errors.venueLong'),
    },
    [`${prefix}type`]: { else: t('registration.errors.typeMissing') },
    [`${prefix}address.communeCode`]: { else: t('registration.errors.communeMissing') },
    [`${prefix}address.line`]: {
      missing: t('registration.errors.lineMissing'),
      else: t('registration.errors.lineLong'),
    },
    [`${prefix}entrances.*`]: entrance,
  };
}
