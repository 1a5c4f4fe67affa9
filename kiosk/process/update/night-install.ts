import type { KioskState } from '#kiosk/core/kiosk-state.ts';
import type { Clock } from '#kiosk/core/ports.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import type { KioskCore } from '../kiosk-core.ts';

/** The hour in which hardly any venue is open, by the venue's own clock. */
const QUIET_HOUR = '03';
const UNTOUCHED_MS = 600_000;

const LOOK_EVERY_MS = 60_000;

/** Installs in the quiet hour what is downloaded, where the venue wants it. @returns a function that ends it. */
export function waitForNight(
  core: Pick<KioskCore, 'state' | 'settings'>,
  clock: Clock,
  install: () => void,
): () => void {
  const timer = setInterval(() => {
    const when = { at: clock.estimate().at, now: performance.now() };
    if (isTimeToInstall(core.settings, core.state, when)) install();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Whether nobody is disturbed by an installation that nobody asked for. @param now monotonic ms. */
export function isTimeToInstall(
  settings: Pick<KioskSettings, 'updateAtNight' | 'timeZone'> | null,
  { flow, staff, touchedAt, next }: Pick<KioskState, 'flow' | 'staff' | 'touchedAt' | 'next'>,
  { at, now }: { readonly at: Instant; readonly now: number },
): boolean {
  if (!settings?.updateAtNight || flow.name !== 'idle' || staff || next) return false;
  return now - touchedAt >= UNTOUCHED_MS && hourOf(at, settings.timeZone) === QUIET_HOUR;
}

const hourOf = (at: Instant, timeZone: string): string => wallClockText(at, timeZone).slice(11, 13);
