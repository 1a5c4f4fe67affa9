import type { TextRoom } from '../pdf/fit-text.ts';
import type { Box } from '../pdf/geometry.ts';
import { setAlike, setBlock } from '../pdf/page.ts';
import { PICTOGRAMS, type Pictogram } from '../pdf/pictograms.ts';
import type { Mark } from '../sheet/mark.ts';
import { lineRoom, roomFor, type SpokenStack, stackMarks, stackOf, type TypeSizes, textMark } from './paired-text.ts';
import type { PosterScene } from './scene.ts';
import type { Voice } from './voices.ts';

const STEPS = [
  { full: 'poster.steps.open', short: 'poster.shortSteps.open', pictogram: PICTOGRAMS.camera },
  { full: 'poster.steps.scan', short: 'poster.shortSteps.scan', pictogram: PICTOGRAMS.scan },
  { full: 'poster.steps.show', short: 'poster.shortSteps.show', pictogram: PICTOGRAMS.tick },
] as const;

export interface StepsLook {
  readonly words: 'full' | 'short';
  /** Side by side, or under each other. */
  readonly direction: 'row' | 'column';
  readonly gap: number;
  /** Diameter of the disc with the pictogram. */
  readonly disc: number;
  readonly type: TypeSizes;
}

/** What to do, in three pictures with few words. */
export function steps(scene: PosterScene, whole: Box, look: StepsLook): Mark[] {
  const { palette } = scene;
  const { direction, gap, disc } = look;
  // The numbers stand out from their discs.
  const overhang = disc * 0.1;
  const box = { ...whole, x: whole.x + overhang, width: whole.width - overhang };
  const isRow = direction === 'row';
  const width = isRow ? (box.width - (STEPS.length - 1) * gap) / STEPS.length : box.width;
  const height = isRow ? box.height : (box.height - (STEPS.length - 1) * gap) / STEPS.length;
  const space = disc * 0.2;
  const stacks = setSteps(scene, { width: width - disc - space, height }, look);
  return STEPS.flatMap(({ pictogram }, index) => {
    const x = box.x + (isRow ? index * (width + gap) : 0);
    const middle = box.y + (isRow ? 0 : index * (height + gap)) + height / 2;
    const stack = stacks[index];
    const style = {
      part: 'instructions',
      color: palette.ink,
      secondaryColor: palette.inkSoft,
      ground: palette.paper,
    } as const;
    return [
      ...stepDisc(scene, { pictogram, numeral: String(index + 1) }, { x, middle, disc }),
      ...(stack ? stackMarks(stack, { x: x + disc + space, middle }, style) : []),
    ];
  });
}

/** Every step's words, all at one size a language. */
function setSteps(
  { voices }: PosterScene,
  room: { readonly width: number; readonly height: number },
  { words, type }: StepsLook,
): SpokenStack[] {
  const { primary, secondary } = voices;
  const said = ({ say }: Voice): string[] => STEPS.map((step) => say(step[words]));
  const roomOf = (share: number, max: number, min: number): TextRoom =>
    roomFor(room.width, room.height * share, 3, max, min);
  const large = setAlike(said(primary), roomOf(secondary ? 0.6 : 1, type.max, type.min), 'bold');
  const small = secondary ? setAlike(said(secondary), roomOf(0.42, type.max * 0.72, type.min * 0.85), 'medium') : [];
  return large.map((block, index) => {
    const second = small[index];
    const first = { block, language: primary.language };
    const lines = second && secondary ? [first, { block: second, language: secondary.language }] : [first];
    return stackOf(lines, type.max * 0.42);
  });
}

export function stepDisc(
  { palette }: PosterScene,
  step: { readonly pictogram: Pictogram; readonly numeral: string },
  { x, middle, disc }: { readonly x: number; readonly middle: number; readonly disc: number },
): Mark[] {
  const radius = disc / 2;
  const side = disc * 0.66;
  const badge = disc * 0.36;
  const centre = { x: x + badge * 0.28, y: middle - radius + badge * 0.28 };
  const size = badge * 0.72;
  const numeral = setBlock(step.numeral, lineRoom(badge, size, size), 'bold');
  return [
    { kind: 'circle', x: x + radius, y: middle, radius, fill: palette.brand },
    {
      kind: 'pictogram',
      pictogram: step.pictogram,
      x: x + radius - side / 2,
      y: middle - side / 2,
      size: side,
      color: palette.onBrand,
    },
    { kind: 'circle', ...centre, radius: badge / 2 + disc * 0.02, fill: palette.paper },
    { kind: 'circle', ...centre, radius: badge / 2, fill: palette.accent },
    textMark(
      numeral,
      { x: centre.x, top: centre.y - numeral.height / 2 },
      { part: 'instructions', color: palette.onAccent, ground: palette.accent, align: 'center', tag: null },
    ),
  ];
}
