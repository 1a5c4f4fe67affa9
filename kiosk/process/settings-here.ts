import type { KeptDownLink } from '#kiosk/core/ports.ts';

/** The venue's settings as this machine has them: its own loudness is a part of the venue's. The same object for the same two. */
export function createSettingsHere(): (down: KeptDownLink | null, volumePercent: number) => KeptDownLink | null {
  let last: { readonly down: KeptDownLink; readonly percent: number; readonly here: KeptDownLink } | null = null;
  return (down, percent) => {
    if (down === null || percent === 100) return down;
    if (last?.down === down && last.percent === percent) return last.here;
    const volume = Math.round((down.settings.volume * percent) / 100);
    last = { down, percent, here: { ...down, settings: { ...down.settings, volume } } };
    return last.here;
  };
}
