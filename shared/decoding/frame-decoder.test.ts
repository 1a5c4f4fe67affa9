import { describe, expect, it } from 'vitest';
import { createFrameDecoder } from './frame-decoder.ts';
import type { GrayImage } from './gray-image.ts';
import { ROUND_OF_LOOKS } from './looks.ts';
import type { DecodedCode, QrDecoder } from './qr-decoder.ts';

const FRAME: GrayImage = { width: 1280, height: 720, data: new Uint8Array(1280 * 720) };
const CODE: DecodedCode = { bytes: new Uint8Array(), text: 'x', symbology: 'QRCode', decoder: 'zxing', ms: 1 };

/** A camera at 33 ms a frame, before decoders that take as long as they are told and see what they are told. */
function createRig(cost: (image: GrayImage) => number, secondCost = 10) {
  let time = 0;
  const rig = { sees: false, firstSaw: [] as string[], secondSawAt: [] as number[] };
  const first: QrDecoder = {
    name: 'zxing',
    decode: (image) => {
      rig.firstSaw.push(`${image.width}x${image.height}`);
      time += cost(image);
      return rig.sees ? CODE : null;
    },
  };
  const second: QrDecoder = {
    name: 'jsqr',
    decode: () => {
      rig.secondSawAt.push(time);
      time += secondCost;
      return null;
    },
  };
  const decoder = createFrameDecoder({ first, second, budgetMs: 50, now: () => time });
  const run = (frames: number): void => {
    for (let i = 0; i < frames; i += 1) {
      decoder.decodeFrame(FRAME);
      time += 33;
    }
  };
  return { rig, run };
}

describe('createFrameDecoder', () => {
  it('spreads a round of looks over the frames', () => {
    const { rig, run } = createRig(() => 5);
    run(ROUND_OF_LOOKS.length);
    const plain = ['720x720', '1280x720'];
    expect(rig.firstSaw).toEqual([...plain, '720x720', ...plain, '720x720', '720x720', '640x360', '2560x1440']);
  });

  it('leaves out a look that breaks the budget, and gives it another chance much later', () => {
    const { rig, run } = createRig((image) => (image.width === 2560 ? 120 : 5));
    run(ROUND_OF_LOOKS.length * 20);
    expect(rig.firstSaw.filter((size) => size === '2560x1440')).toHaveLength(1);
    run(ROUND_OF_LOOKS.length * 40);
    expect(rig.firstSaw.filter((size) => size === '2560x1440').length).toBeGreaterThan(1);
  });

  it('asks the second decoder only after 300 ms without a read', () => {
    const { rig, run } = createRig(() => 5);
    rig.sees = true;
    run(60);
    expect(rig.secondSawAt).toEqual([]);
    rig.sees = false;
    run(7);
    expect(rig.secondSawAt).toEqual([]);
    run(3);
    expect(rig.secondSawAt).toHaveLength(1);
  });

  it('gives a slow second decoder a twentieth of the time', () => {
    const { rig, run } = createRig(() => 5, 500);
    run(1000);
    const gaps = rig.secondSawAt.slice(1).map((at, i) => at - (rig.secondSawAt[i] ?? 0));
    expect(gaps.length).toBeGreaterThan(2);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500 / 0.05);
  });

  it('works without a second decoder', () => {
    const decoder = createFrameDecoder({ first: { name: 'zxing', decode: () => null }, now: () => 1e6 });
    expect(decoder.decodeFrame(FRAME)).toBe(null);
  });
});
