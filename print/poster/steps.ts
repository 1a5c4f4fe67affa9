import { setAlike, setBlock } from '../pdf/page.ts';
import { PICTOGRAMS, type Pictogram } from '../pdf/pictograms.ts';
import type { PairedText } from './layout.ts';
import { drawStack, type SpokenStack, stackOf } from './paired-text.ts';
import { PALETTE } from './palette.ts';
import type { PosterScene } from './scene.ts';
import type { Voices } from './voices.ts';

const STEPS = [
  { key: 'poster.steps.open', pictogram: PICTOGRAMS.camera },
  { key: 'poster.steps.scan', pictogram: PICTOGRAMS.scan },
  { key: 'poster.steps.show', pictogram: PICTOGRAMS.tick },
] as const;

/** What to do, in three pictures with few words. */
export function drawSteps(scene: PosterScene): void {
  const { page, layout, voices } = scene;
  const { box, columnGap, disc, gap, words } = layout.steps;
  const column = (box.width - (STEPS.length - 1) * columnGap) / STEPS.length;
  const stacks = setSteps(voices, words, column - disc - gap);
  const middle = box.y + box.height / 2;
  for (const [index, step] of STEPS.entries()) {
    const x = box.x + index * (column + columnGap);
    const stack = stacks[index];
    page.artifact(() => drawDisc(scene, { pictogram: step.pictogram, numeral: String(index + 1) }, x, middle));
    if (stack)
      drawStack(page, stack, { x: x + disc + gap, middle }, { primary: PALETTE.ink, secondary: PALETTE.inkSoft });
  }
}

/** Every step's words, all at one size a language. */
function setSteps(voices: Voices, words: PairedText, width: number): SpokenStack[] {
  const { primary, secondary } = voices;
  const large = setAlike(
    STEPS.map(({ key }) => primary.say(key)),
    { ...words.primary, width },
    'bold',
  );
  const small = secondary
    ? setAlike(
        STEPS.map(({ key }) => secondary.say(key)),
        { ...words.secondary, width },
        'medium',
      )
    : [];
  return large.map((block, index) => {
    const second = small[index];
    const first = { block, language: primary.language };
    return stackOf(second && secondary ? [first, { block: second, language: secondary.language }] : [first], words.gap);
  });
}

function drawDisc(
  { page, layout }: PosterScene,
  step: { readonly pictogram: Pictogram; readonly numeral: string },
  x: number,
  middle: number,
): void {
  const { disc, pictogram, badge } = layout.steps;
  const radius = disc / 2;
  page.pdf.circle(x + radius, middle, radius).fill(PALETTE.brand);
  const corner = { x: x + radius - pictogram / 2, y: middle - pictogram / 2, size: pictogram };
  page.pictogram(step.pictogram, corner, PALETTE.onBrand);
  const centre = { x: x + badge * 0.28, y: middle - radius + badge * 0.28 };
  page.pdf
    .circle(centre.x, centre.y, badge / 2)
    .lineWidth(0.6)
    .fillAndStroke(PALETTE.accent, PALETTE.paper);
  const size = badge * 0.72;
  const room = { width: badge, height: badge, maxLines: 1, maxSize: size, minSize: size, lineHeight: 1 };
  const numeral = setBlock(step.numeral, room, 'bold');
  page.block(numeral, { x: centre.x, top: centre.y - numeral.height / 2 }, PALETTE.onAccent, 'center');
}
