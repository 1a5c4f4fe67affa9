import type { KioskView } from '#kiosk/core/view.ts';
import { DEFAULT_TIME_ZONE, type Instant } from '#shared/domain/instant.ts';
import { isWithin } from '#shared/domain/local-time.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';

interface Look {
  readonly theme: 'light' | 'dark';
  /** Night, and nobody is there. */
  readonly isDim: boolean;
}

/** How the kiosk looks at this instant on the venue's clock. */
export function lookAt({ look, venue }: Pick<KioskView, 'look' | 'venue'>, now: Instant, isAlone: boolean): Look {
  const time = wallClockText(now, venue?.timeZone ?? DEFAULT_TIME_ZONE).slice(11, 16);
  const isNight = look.night !== null && isWithin(time, look.night);
  const isDim = isNight && isAlone;
  const isDark = look.theme === 'dark' || (look.theme === 'by-hour' && isNight);
  // What is dimmed is dark, whatever the theme: white paper lights a room.
  return { theme: isDark || isDim ? 'dark' : 'light', isDim };
}
