import { cropCentre, enlargeTwice, type GrayImage, sharpen, shrink } from './gray-image.ts';

/** A way of looking at a frame: what of it, and prepared how. */
export type Look = (frame: GrayImage) => GrayImage;

/** Enlarging makes four times the pixels; beyond this only the centre is. */
const MAX_ENLARGED_PIXELS = 1_000_000;
const ENLARGED_SIDE = 960;

const shortSide = ({ width, height }: GrayImage): number => Math.min(width, height);

const whole: Look = (frame) => frame;
/** The largest centred square: the guide box and what a person misses it by. */
const centre: Look = (frame) => cropCentre(frame, shortSide(frame));
const middle: Look = (frame) => cropCentre(frame, shortSide(frame) >> 1);

const enlargeMiddle: Look = (frame) => enlargeTwice(middle(frame));
const sharpenMiddle: Look = (frame) => enlargeTwice(sharpen(middle(frame)));
/** Evens out a noisy sensor's grain and the stripes of a phone's screen. */
const soften: Look = (frame) => shrink(frame, 2);
/** For cameras of few pixels and codes far away. */
const enlargeMost: Look = (frame) =>
  enlargeTwice(frame.data.length > MAX_ENLARGED_PIXELS ? cropCentre(frame, ENLARGED_SIDE) : frame);

/**
 * One round of looks, a frame each. Plain looks between retries, so that a code held well is seen at once and an
 * empty scene stays cheap.
 */
export const ROUND_OF_LOOKS: readonly [Look, ...Look[]] = [
  centre,
  whole,
  enlargeMiddle,
  centre,
  whole,
  sharpenMiddle,
  centre,
  soften,
  enlargeMost,
];
