import type { Box } from '../pdf/geometry.ts';
import { setBlock } from '../pdf/page.ts';
import { PALETTE } from './palette.ts';
import type { PosterScene } from './scene.ts';
import { inEachVoice } from './voices.ts';

/** Says beyond doubt that this is no real poster, without touching the code: tests and demonstrations still scan it. */
export function drawDemoMark(scene: PosterScene): void {
  const { page, layout, voices } = scene;
  const words = inEachVoice(voices, ({ say }) => `${say('poster.demo')} · ${say('poster.demoWarning')}`).join(' · ');
  for (const strip of layout.demo.strips) page.artifact(() => drawStrip(scene, strip, words));
  drawRibbon(scene);
}

/** A band along the code's side, its words running upward. */
function drawStrip({ page }: PosterScene, strip: Box, words: string): void {
  const { pdf } = page;
  const [x, y] = [strip.x + strip.width / 2, strip.y + strip.height / 2];
  pdf.roundedRect(strip.x, strip.y, strip.width, strip.height, 1.5).fill(PALETTE.demo);
  const size = strip.width * 0.62;
  const room = { width: strip.height - 8, height: size * 1.3, maxLines: 1, maxSize: size, minSize: 2, lineHeight: 1.2 };
  const block = setBlock(words, room, 'bold');
  pdf.save().rotate(-90, { origin: [x, y] });
  page.block(block, { x, top: y - block.height / 2 }, PALETTE.onDemo, 'center');
  pdf.restore();
}

/** A ribbon across the header's right corner. */
function drawRibbon({ page, layout, voices }: PosterScene): void {
  const { pdf } = page;
  const { reach, thickness } = layout.demo.ribbon;
  const corner = layout.width;
  // Between the ribbon's edges on the page's border: a band at 45 degrees is thickness * sqrt(2) wide there.
  const across = thickness * Math.SQRT2;
  page.artifact(() => {
    pdf
      .moveTo(corner - reach, 0)
      .lineTo(corner - reach + across, 0)
      .lineTo(corner, reach - across)
      .lineTo(corner, reach);
    pdf.closePath().fill(PALETTE.demo);
  });
  const length = (reach - across) * Math.SQRT2;
  const size = thickness * 0.62;
  const room = { width: length, height: size * 1.3, maxLines: 1, maxSize: size, minSize: 2, lineHeight: 1.2 };
  const block = setBlock(voices.primary.say('poster.demo'), room, 'bold');
  const centre = (reach - across / 2) / 2;
  const [x, y] = [corner - centre, centre];
  page.tag('P', voices.primary, () => {
    pdf.save().rotate(45, { origin: [x, y] });
    page.block(block, { x, top: y - block.height / 2 }, PALETTE.onDemo, 'center');
    pdf.restore();
  });
}
