import { describe, expect, it } from 'vitest';
import { cropCentre, enlargeTwice, grayFromRgba, measureBrightness, sharpen, shrink } from './gray-image.ts';

const gray = (width: number, ...data: number[]) => ({
  width,
  height: data.length / width,
  data: Uint8Array.from(data),
});

describe('gray images', () => {
  it('weigh the colours by Rec. 601 and put transparent pixels on white', () => {
    const colours = [255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0];
    const { data } = grayFromRgba({ data: Uint8Array.from(colours), width: 6, height: 1 });
    expect([...data]).toEqual([255, 0, 76, 149, 29, 255]);
  });

  it('are cut to the centred square', () => {
    const image = gray(4, 0, 1, 2, 3, 4, 5, 6, 7);
    expect(cropCentre(image, 9)).toEqual(gray(2, 1, 2, 5, 6));
    expect(cropCentre(gray(2, 1, 2, 3, 4), 2)).toEqual(gray(2, 1, 2, 3, 4));
  });

  it('are averaged when shrunk', () => {
    expect(shrink(gray(5, 0, 2, 10, 20, 99, 4, 6, 30, 40, 99), 2)).toEqual(gray(2, 3, 25));
  });

  it('keep their mean and their edges when enlarged', () => {
    expect(enlargeTwice(gray(2, 7, 7, 7, 7))).toEqual(gray(4, ...Array.from({ length: 16 }, () => 7)));
    expect(enlargeTwice(gray(2, 0, 80))).toEqual(gray(4, 0, 20, 60, 80, 0, 20, 60, 80));
  });

  it('gain contrast when sharpened, without overflow', () => {
    const image = gray(3, 90, 90, 90, 90, 120, 90, 90, 90, 90);
    expect(sharpen(image).data[4]).toBe(180);
    expect(sharpen(gray(3, 0, 0, 0, 0, 255, 0, 0, 0, 0)).data[4]).toBe(255);
  });

  it('tell how bright they are', () => {
    expect(measureBrightness({ width: 640, height: 480, data: new Uint8Array(640 * 480).fill(9) })).toBe(9);
    expect(measureBrightness({ width: 0, height: 0, data: new Uint8Array() })).toBe(0);
  });
});
