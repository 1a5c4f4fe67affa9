import { beforeAll, describe, expect, it } from 'vitest';
import { encodeQr } from '#print/qr/matrix.ts';
import { readWasmFile } from '#shared/decoding/cli/wasm-file.ts';
import { addNoise, blur, drawQr, type QrPicture } from '#shared/testing/draw-qr.ts';
import golden from '../codes/vectors.json' with { type: 'json' };
import { createFrameDecoder, decodeStill } from './frame-decoder.ts';
import type { GrayImage } from './gray-image.ts';
import { createJsqrDecoder } from './jsqr-decoder.ts';
import { ROUND_OF_LOOKS } from './looks.ts';
import type { QrDecoder } from './qr-decoder.ts';
import { createZxingDecoder } from './zxing-decoder.ts';

const PASS = golden.vectors[0]?.text ?? '';
const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Phú Hội, Thành phố Huế|10052021';

/** "Huế thương" in windows-1258: no UTF-8, and the encoder of print/qr takes text only. */
const WINDOWS_1258 = [
  '#######..##.#.#######',
  '#.....#.#...#.#.....#',
  '#.###.#..#..#.#.###.#',
  '#.###.#..##...#.###.#',
  '#.###.#.#.#.#.#.###.#',
  '#.....#..##.#.#.....#',
  '#######.#.#.#.#######',
  '..........###........',
  '#.#.#.#...##....#..#.',
  '#..###..###...#.#...#',
  '.#.##.##.#..####.####',
  '..#.##.##.....##..##.',
  '..##..#.#...##.......',
  '........##.#...#####.',
  '#######..###.####..##',
  '#.....#...###..#..#.#',
  '#.###.#.#..#...##....',
  '#.###.#..#.#..#.#.##.',
  '#.###.#.##..#..##.#.#',
  '#.....#..##.#..#.#.#.',
  '#######.#.###...#..##',
];

const FULL_HD = { width: 1920, height: 1080 } as const;
const HD = { width: 1280, height: 720 } as const;

function picture(text: string, options: QrPicture, under?: GrayImage): GrayImage {
  const qr = encodeQr(text, { levels: ['M'] });
  if (!qr.ok) throw new Error(qr.error.kind);
  return drawQr(qr.value, options, under);
}

let zxing: QrDecoder;
const jsqr = createJsqrDecoder();
beforeAll(async () => {
  zxing = await createZxingDecoder(await readWasmFile());
});

/** What a camera that sees this picture reads within one round of looks, zxing alone. */
function readLive(frame: GrayImage): string | null {
  const decoder = createFrameDecoder({ first: zxing, budgetMs: Number.POSITIVE_INFINITY });
  for (const _ of ROUND_OF_LOOKS) {
    const code = decoder.decodeFrame(frame);
    if (code) return code.text;
  }
  return null;
}

describe('a code before the camera', () => {
  it('is read upright at the first frame', () => {
    const frame = picture(PASS, { ...FULL_HD, modulePx: 6 });
    expect(createFrameDecoder({ first: zxing }).decodeFrame(frame)).toMatchObject({
      text: PASS,
      bytes: new TextEncoder().encode(PASS),
      symbology: 'QRCode',
      decoder: 'zxing',
    });
  });

  it.each(Array.from({ length: 24 }, (_, i) => i * 15))('is read turned by %i°', (turned) => {
    expect(readLive(picture(PASS, { ...HD, modulePx: 5, turned }))).toBe(PASS);
  });

  it.each([
    ['noise of a dark room', (): GrayImage => addNoise(picture(PASS, { ...HD, modulePx: 5 }), 40)],
    ['low contrast', (): GrayImage => addNoise(picture(PASS, { ...HD, modulePx: 5, dark: 105, light: 145 }), 4)],
    ['defocus', (): GrayImage => blur(picture(PASS, { ...HD, modulePx: 6 }), 3)],
    ['few pixels', (): GrayImage => addNoise(picture(PASS, { ...HD, modulePx: 1.4, turned: 24 }), 3)],
    ['light on dark', (): GrayImage => picture(PASS, { ...HD, modulePx: 5, dark: 235, light: 20 })],
    [
      'its place at the edge of the frame',
      (): GrayImage => picture(PASS, { ...FULL_HD, modulePx: 4, centre: { x: 170, y: 300 } }),
    ],
    ['an upright camera', (): GrayImage => picture(PASS, { width: 1080, height: 1920, modulePx: 5 })],
  ])('is read despite %s', (_, frame) => {
    expect(readLive(frame())).toBe(PASS);
  });

  it('needs the retries where it is small: the plain look misses 1.4 pixels per module', () => {
    expect(zxing.decode(addNoise(picture(PASS, { ...HD, modulePx: 1.4, turned: 24 }), 3))).toBe(null);
  });

  it('is the one in the guide box when two are in view', () => {
    const poster = picture('https://checkin.example.vn/v/AbCdEfGhIjKlMnOpQrSt-_', {
      ...HD,
      modulePx: 5,
      centre: { x: 250, y: 360 },
    });
    const frame = picture(PASS, { ...HD, modulePx: 4, centre: { x: 680, y: 380 } }, poster);
    expect(zxing.decode(frame)?.text).toBe(PASS);
  });

  it('keeps Vietnamese letters and foreign bytes as they are', () => {
    const card = picture(CARD, { ...HD, modulePx: 5 });
    const foreign = drawQr(
      { size: 21, modules: WINDOWS_1258.join('').replaceAll('#', '1').split('').map(Number) },
      {
        ...HD,
        modulePx: 10,
      },
    );
    for (const decoder of [zxing, jsqr]) {
      const bytes = decoder.decode(card)?.bytes ?? new Uint8Array();
      expect(new TextDecoder().decode(bytes), decoder.name).toBe(CARD);
      const raw = decoder.decode(foreign)?.bytes ?? new Uint8Array();
      expect(Buffer.from(raw).toString('hex'), decoder.name).toBe('4875eaec207468fdf56e67');
    }
    expect(jsqr.decode(foreign)?.text.normalize('NFC')).toBe('Huế thương');
  });

  it('is read by jsqr too', () => {
    expect(jsqr.decode(picture(PASS, { ...FULL_HD, modulePx: 8 }))).toMatchObject({ text: PASS, decoder: 'jsqr' });
  });
});

describe('no code before the camera', () => {
  it.each([
    ['an empty picture', { ...HD, data: new Uint8Array(HD.width * HD.height) }],
    ['noise', addNoise({ ...HD, data: new Uint8Array(HD.width * HD.height).fill(128) }, 60)],
    ['half a code', picture(PASS, { ...HD, modulePx: 8, centre: { x: 640, y: 0 } })],
  ])('reads nothing from %s', (_, frame) => {
    expect(readLive(frame)).toBe(null);
    expect(decodeStill(frame, zxing, jsqr)).toBe(null);
  });
});

describe('a still picture', () => {
  it('gets every look, and the second decoder last', () => {
    const small = addNoise(picture(PASS, { ...HD, modulePx: 1.4, turned: 24 }), 3);
    expect(decodeStill(small, zxing)?.text).toBe(PASS);
    const blind: QrDecoder = { name: 'zxing', decode: () => null };
    expect(decodeStill(picture(PASS, { ...HD, modulePx: 5 }), blind, jsqr)?.decoder).toBe('jsqr');
    expect(decodeStill(picture(PASS, { ...HD, modulePx: 5 }), blind)).toBe(null);
  });
});
