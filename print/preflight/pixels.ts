import type { PosterFault } from '#shared/contract/poster-options.ts';
import { decodeStill } from '#shared/decoding/frame-decoder.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import type { Box } from '../pdf/geometry.ts';
import { contrastRatio, greyLuminance } from '../poster/colour.ts';
import type { ExpectedCode, ExpectedText, PageExpectation } from './expectation.ts';

const QUIET_MODULES = 4;
/** Darker than the edge pixels of black on white. */
const DARK = 128;
/** Darker than this is ink, be it the palest tint. */
const PAPER = 250;
/** Symbol contrast of grade A (ISO/IEC 15415) with a black of 5 % is about 15; phones in bad light need half of it. */
const CODE_CONTRAST = 7;
/**
 * Whether words are there to be seen at all. The layout's colours are held to far more; in grey, thin strokes lose contrast
 * to anti-aliasing, and greens to the weights of luma.
 */
const SEEN_TEXT_CONTRAST = 2;
/** What anti-aliasing and rounding may take from a code's side, pixels. */
const SIDE_SLACK_PX = 2.5;

const decoder = createJsqrDecoder();

/** What is wrong with a page as printed: its pixels, and the text one can copy out of it. */
export function inspectPage(image: GrayImage, text: string, expected: PageExpectation): PosterFault[] {
  const { page, perUnit } = expected;
  const said = lettersOf(text);
  return [
    ...expected.codes.flatMap((code, index) => inspectCode(image, code, { page, copy: index + 1, perUnit })),
    ...expected.texts.flatMap((words) => inspectText(image, said, words, { page, perUnit })),
  ];
}

function inspectCode(
  image: GrayImage,
  code: ExpectedCode,
  { page, copy, perUnit }: { readonly page: number; readonly copy: number; readonly perUnit: number },
): PosterFault[] {
  const faults: PosterFault[] = [];
  const at = { page, copy };
  const box = scaleBox(code.box, perUnit);
  const module = box.width / code.modules;
  const found = decodeStill(crop(image, grow(box, module * QUIET_MODULES)), decoder);
  if (!found) faults.push({ kind: 'code-unreadable', ...at });
  else if (found.text !== code.url) faults.push({ kind: 'code-differs', ...at, found: found.text.slice(0, 200) });
  const ratio = extremes(image, box);
  if (ratio < CODE_CONTRAST) faults.push({ kind: 'code-contrast', ...at, ratio, floor: CODE_CONTRAST });
  const extent = darkExtent(image, grow(box, module / 2));
  if (!extent) return faults;
  const side = (Math.min(extent.width, extent.height) + SIDE_SLACK_PX) / perUnit;
  if (side < code.floor) {
    faults.push({ kind: 'code-too-small', ...at, side: Math.floor(side * 10) / 10, floor: code.floor });
  }
  const modules = blankModules(image, extent, Math.min(extent.width, extent.height) / code.modules);
  if (modules < QUIET_MODULES) faults.push({ kind: 'quiet-zone', ...at, modules, floor: QUIET_MODULES });
  return faults;
}

/** Rings of one module around a code without any ink, at most 4. */
function blankModules(image: GrayImage, code: Box, module: number): number {
  for (let modules = 0; modules < QUIET_MODULES; modules += 1) {
    // From the last ring that was blank to a pixel short of this one's end, where a neighbour's edge may begin.
    const inside = grow(code, modules * module + (modules === 0 ? 1.5 : 0));
    const outside = grow(code, (modules + 1) * module - 1.5);
    if (hasInkBetween(image, inside, outside)) return modules;
  }
  return QUIET_MODULES;
}

function hasInkBetween(image: GrayImage, inside: Box, outside: Box): boolean {
  const [inner, outer] = [pixelsOf(image, inside), pixelsOf(image, outside)];
  for (let y = outer.top; y < outer.bottom; y += 1) {
    const isAcross = y >= inner.top && y < inner.bottom;
    for (let x = outer.left; x < outer.right; x += 1) {
      if (isAcross && x >= inner.left && x < inner.right) {
        x = inner.right - 1;
        continue;
      }
      if ((image.data[y * image.width + x] ?? 255) < PAPER) return true;
    }
  }
  return false;
}

function inspectText(
  image: GrayImage,
  said: string,
  { part, lines, box }: ExpectedText,
  { page, perUnit }: { readonly page: number; readonly perUnit: number },
): PosterFault[] {
  const faults: PosterFault[] = [];
  if (!lines.every((line) => said.includes(lettersOf(line)))) faults.push({ kind: 'text-missing', page, part });
  const ratio = extremes(image, scaleBox(box, perUnit));
  if (ratio < SEEN_TEXT_CONTRAST) faults.push({ kind: 'text-contrast', page, part, ratio, floor: SEEN_TEXT_CONTRAST });
  return faults;
}

/** Letters and digits alone: readers of PDF place spaces, hyphens and loose accents as they please. */
const lettersOf = (text: string): string => text.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '');

/** Contrast between the darkest and the lightest that is there in any amount. */
function extremes(image: GrayImage, box: Box): number {
  const { left, top, right, bottom } = pixelsOf(image, box);
  const counts = new Uint32Array(256);
  for (let y = top; y < bottom; y += 1) {
    for (const grey of image.data.subarray(y * image.width + left, y * image.width + right)) {
      counts[grey] = (counts[grey] ?? 0) + 1;
    }
  }
  const enough = Math.max(3, (right - left) * (bottom - top) * 0.005);
  const darkest = firstWith(counts, enough, 0, 1);
  const lightest = firstWith(counts, enough, 255, -1);
  return contrastRatio(greyLuminance(darkest), greyLuminance(lightest));
}

function firstWith(counts: Uint32Array, enough: number, from: number, step: 1 | -1): number {
  let seen = 0;
  for (let grey = from; grey >= 0 && grey <= 255; grey += step) {
    seen += counts[grey] ?? 0;
    if (seen >= enough) return grey;
  }
  return from;
}

function darkExtent(image: GrayImage, area: Box): Box | null {
  const { left, top, right, bottom } = pixelsOf(image, area);
  let [x0, y0, x1, y1] = [right, bottom, left, top];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      if ((image.data[y * image.width + x] ?? 255) >= DARK) continue;
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x + 1);
      y1 = Math.max(y1, y + 1);
    }
  }
  return x1 > x0 && y1 > y0 ? { x: x0, y: y0, width: x1 - x0, height: y1 - y0 } : null;
}

const scaleBox = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
});

const grow = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whole pixels of a box that are on the page. */
const pixelsOf = ({ width, height }: GrayImage, box: Box): PixelBox => ({
  left: Math.max(0, Math.round(box.x)),
  top: Math.max(0, Math.round(box.y)),
  right: Math.min(width, Math.round(box.x + box.width)),
  bottom: Math.min(height, Math.round(box.y + box.height)),
});

function crop(image: GrayImage, box: Box): GrayImage {
  const { left, top, right, bottom } = pixelsOf(image, box);
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const start = (top + y) * image.width + left;
    data.set(image.data.subarray(start, start + width), y * width);
  }
  return { data, width, height };
}
