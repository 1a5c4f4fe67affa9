import { deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { cleanLogo } from './logo-pixels.ts';

function paint(width: number, height: number): Buffer {
  const data = Buffer.alloc(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([200, 30, 40, (at / 4) % width < width / 2 ? 255 : 0], at);
  return data;
}

function pngOf(width: number, height: number): Buffer {
  const image = new PNG({ width, height });
  image.data = paint(width, height);
  return PNG.sync.write(image);
}

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes: Buffer): number =>
  (bytes.reduce((sum, byte) => (CRC_TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that says one size and holds whatever data it is given. */
function lyingPng(width: number, height: number, data: Buffer, isInterlaced: boolean): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, isInterlaced ? 1 : 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(data)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

const chunksOf = (png: Uint8Array): string[] =>
  Buffer.from(png)
    .toString('latin1')
    .match(/IHDR|tEXt|eXIf|iTXt|iCCP|gAMA|IDAT|IEND/g) ?? [];

describe('a logo', () => {
  it('is written anew, without what else the file said', () => {
    const plain = pngOf(200, 100);
    const note = chunk('tEXt', Buffer.from('Author\0Nguyễn Văn An, 0912345678'));
    const noisy = Buffer.concat([plain.subarray(0, 33), note, plain.subarray(33)]);
    const cleaned = cleanLogo(noisy);
    if (!cleaned.ok) throw new Error(cleaned.error);
    expect(cleaned.value).toMatchObject({ width: 200, height: 100 });
    expect(new Set(chunksOf(cleaned.value.png))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
    expect(Buffer.from(cleaned.value.png).includes('0912345678')).toBe(false);
    const { data } = PNG.sync.read(Buffer.from(cleaned.value.png));
    expect([...data.subarray(0, 4), ...data.subarray(199 * 4, 200 * 4).subarray(3)]).toEqual([200, 30, 40, 255, 0]);
  });

  it('of a phone’s camera becomes small', () => {
    const file = jpeg.encode({ width: 2_400, height: 1_200, data: paint(2_400, 1_200) }, 60).data;
    const cleaned = cleanLogo(file);
    if (!cleaned.ok) throw new Error(cleaned.error);
    expect(cleaned.value).toMatchObject({ width: 960, height: 480 });
    const { data } = PNG.sync.read(Buffer.from(cleaned.value.png));
    expect(Math.abs((data[0] ?? 0) - 200)).toBeLessThan(12);
  });

  it.each([
    [
      'svg',
      Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    ['not-an-image', Buffer.from('GIF89a......')],
    ['not-an-image', Buffer.from('%PDF-1.7')],
    ['not-an-image', Buffer.alloc(0)],
    ['unreadable', pngOf(100, 100).subarray(0, 60)],
    ['unreadable', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(50)])],
    ['too-small', pngOf(20, 20)],
    ['too-many-bytes', Buffer.concat([pngOf(100, 100), Buffer.alloc(2_200_000)])],
    ['too-many-pixels', lyingPng(60_000, 60_000, Buffer.alloc(10), false)],
    ['too-many-pixels', lyingPng(4_000, 4_000, Buffer.alloc(10), false)],
  ] as const)('is refused with a reason: %s', (problem, file) => {
    expect(cleanLogo(file)).toEqual({ ok: false, error: problem });
  });

  it.each([true, false])(
    'that would unpack to a hundred times its size is not unpacked (interlaced: %s)',
    (isInterlaced) => {
      const bomb = lyingPng(100, 100, Buffer.alloc(200_000_000), isInterlaced);
      expect(bomb.length).toBeLessThan(300_000);
      const before = process.memoryUsage().rss;
      expect(cleanLogo(bomb)).toEqual({ ok: false, error: 'unreadable' });
      expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    },
  );

  it('whose every byte may be wrong never throws', () => {
    const file = pngOf(64, 64);
    for (let at = 0; at < file.length; at += 1) {
      const broken = Buffer.from(file);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      expect(typeof cleanLogo(broken).ok).toBe('boolean');
    }
  });
});
