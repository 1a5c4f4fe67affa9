import { describe, expect, it } from 'vitest';
import { isPermitted } from './permissions.ts';

describe('permissions', () => {
  it('grants the camera to our page and nothing else to anybody', () => {
    const camera = { permission: 'media', origin: 'app://kiosk/', media: ['video'] };
    expect(isPermitted(camera)).toBe(true);
    const refused = [
      { ...camera, media: ['video', 'audio'] },
      { ...camera, media: [] },
      { ...camera, media: ['unknown'] },
      { ...camera, origin: 'app://kiosk.evil/' },
      { ...camera, origin: 'https://kiosk/' },
      { ...camera, permission: 'geolocation' },
      { ...camera, permission: 'display-capture' },
    ];
    expect(refused.filter(isPermitted)).toEqual([]);
  });
});
