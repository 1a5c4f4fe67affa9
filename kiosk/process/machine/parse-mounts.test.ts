import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMounts } from './parse-mounts.ts';

const MOUNTS = `proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0
/dev/mmcblk0p2 / ext4 rw,noatime 0 0
tmpfs /media/cache tmpfs rw 0 0
/dev/mmcblk0p1 /boot/firmware vfat rw 0 0
/dev/sda1 /media/pi/KINGSTON vfat rw,nosuid,nodev,relatime,uid=1000 0 0
/dev/sdb1 /run/media/kiosk/Ổ\\040USB\\0401 exfat rw 0 0
/dev/sdc1 /mnt ext4 ro,relatime 0 0
/dev/sdd1 /mnt/back\\134slash ntfs3 rw 0 0
/dev/sda1 /mediator vfat rw 0 0
`;

describe('parseMounts', () => {
  it('finds what is plugged in, wherever it hangs', () => {
    expect(parseMounts(MOUNTS)).toEqual([
      { dir: '/media/pi/KINGSTON', isReadOnly: false },
      { dir: '/run/media/kiosk/Ổ USB 1', isReadOnly: false },
      { dir: '/mnt', isReadOnly: true },
      { dir: '/mnt/back\\slash', isReadOnly: false },
    ]);
  });

  it('takes what was mounted last', () => {
    expect(parseMounts('/dev/sda1 /mnt vfat ro 0 0\n/dev/sdb1 /mnt vfat rw 0 0')).toEqual([
      { dir: '/mnt', isReadOnly: false },
    ]);
  });

  it('gives back any name', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/\n\0]/.test(text));
    fc.assert(
      fc.property(name, (text) => {
        const escaped = text.replaceAll(/[ \t\\]/g, (sign) => `\\${sign.codePointAt(0)!.toString(8).padStart(3, '0')}`);
        expect(parseMounts(`/dev/sda1 /media/${escaped} vfat rw 0 0`)).toEqual([
          { dir: `/media/${text}`, isReadOnly: false },
        ]);
      }),
    );
  });

  it('makes nothing of nonsense', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMounts(text)));
  });
});
