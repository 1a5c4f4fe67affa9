import type { KioskView } from '#kiosk/core/view.ts';
import { DEFAULT_TIME_ZONE, type Instant } from '#shared/domain/instant.ts';

/** As a clock on the venue's wall shows it, in the language of the person in front. */
export const formatOnWall = (
  { language, venue }: Pick<KioskView, 'language' | 'venue'>,
  at: Instant,
  options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' },
): string =>
  new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: venue?.timeZone ?? DEFAULT_TIME_ZONE,
    ...options,
  }).format(at);
