import { describe, expect, it } from 'vitest';
import { lookAt } from './look-at.ts';

const night = { from: '22:00', to: '05:30' };
const venue = {
  organisationName: '',
  venueName: '',
  entranceName: '',
  posterUrl: '',
  timeZone: 'Asia/Ho_Chi_Minh',
  closedByWard: false,
};
/** An hour on a clock in Huế. */
const inHue = (hour: number, minute = 0): number => Date.UTC(2026, 10, 22, hour - 7, minute);
const by = (theme: 'light' | 'dark' | 'by-hour') => ({ look: { theme, night, pixelsPerMm: null }, venue });

describe('how the kiosk looks', () => {
  it('by hour: dark in the night of the venue, not of UTC, and over midnight', () => {
    expect(lookAt(by('by-hour'), inHue(21, 59), false).theme).toBe('light');
    expect(lookAt(by('by-hour'), inHue(22), false).theme).toBe('dark');
    expect(lookAt(by('by-hour'), inHue(24 + 5, 29), false).theme).toBe('dark');
    expect(lookAt(by('by-hour'), inHue(5, 30), false).theme).toBe('light');
  });

  it('dims only by night and only while nobody is there', () => {
    expect(lookAt(by('dark'), inHue(12), true).isDim).toBe(false);
    expect(lookAt(by('dark'), inHue(23), true).isDim).toBe(true);
    expect(lookAt(by('dark'), inHue(23), false).isDim).toBe(false);
  });

  it('a light kiosk is dark while it is dimmed, and light again for whoever comes', () => {
    expect(lookAt(by('light'), inHue(23), true)).toEqual({ theme: 'dark', isDim: true });
    expect(lookAt(by('light'), inHue(23), false)).toEqual({ theme: 'light', isDim: false });
  });

  it('is never night where no hours are set', () => {
    const view = { look: { theme: 'by-hour', night: null, pixelsPerMm: null }, venue } as const;
    expect(lookAt(view, inHue(23), true)).toEqual({ theme: 'light', isDim: false });
  });
});
