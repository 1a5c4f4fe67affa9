import { HOUR_MS, type Instant, MINUTE_MS } from '#shared/domain/instant.ts';
import { useKiosk } from '../link/kiosk-link.tsx';
import { formatOnWall } from '../ui/format-time.ts';
import { useNow } from '../ui/use-now.ts';

interface Times {
  /** `09:15`, in the venue's time zone. */
  readonly time: (at: Instant) => string;
  /** `4 minutes ago`. */
  readonly ago: (at: Instant) => string;
}

export function useTimes(): Times {
  const { view, t } = useKiosk();
  const now = useNow(view.clockOffsetMs);
  return {
    time: (at) => formatOnWall(view, at),
    ago(at) {
      const passed = now - at;
      if (passed < MINUTE_MS) return t('staff.justNow');
      if (passed < HOUR_MS) return t('staff.minutesAgo', { count: Math.floor(passed / MINUTE_MS) });
      return t('staff.hoursAgo', { count: Math.floor(passed / HOUR_MS) });
    },
  };
}
