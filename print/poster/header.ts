import { setBlock } from '../pdf/page.ts';
import { drawStack, setPaired } from './paired-text.ts';
import { PALETTE } from './palette.ts';
import type { PosterScene } from './scene.ts';

/** The band at the top: what to do, whose place it is, which door. */
export function drawHeader(scene: PosterScene): void {
  const { page, layout } = scene;
  const { width, headerHeight, headerRule } = layout;
  page.artifact(() => {
    page.pdf.rect(0, 0, width, headerHeight - headerRule).fill(PALETTE.brand);
    page.pdf.rect(0, headerHeight - headerRule, width, headerRule).fill(PALETTE.accent);
  });
  drawCallToAction(scene);
  drawVenueName(scene);
  drawEntrance(scene);
}

function drawCallToAction({ page, layout, voices }: PosterScene): void {
  const { box, alone, paired } = layout.callToAction;
  const rooms = voices.secondary ? paired : { ...paired, primary: alone };
  const stack = setPaired(voices, ({ say }) => say('poster.callToAction'), rooms, 'bold');
  const style = { primary: PALETTE.accent, secondary: PALETTE.onBrand };
  drawStack(page, stack, { x: box.x, middle: box.y + box.height / 2 }, style);
}

function drawVenueName({ page, layout, content }: PosterScene): void {
  const { box, room } = layout.venueName;
  const name = setBlock(content.venueName, room, 'bold');
  const at = { x: box.x, top: box.y + (box.height - name.height) / 2 };
  page.tag('H1', {}, () => page.block(name, at, PALETTE.onBrand));
}

function drawEntrance(scene: PosterScene): void {
  const { page, layout, content } = scene;
  const { box, room, padding } = layout.entrance;
  if (content.entranceName === '') return drawAddress(scene, box.x);
  const name = setBlock(content.entranceName, room, 'bold');
  const width = name.width + 2 * padding;
  page.artifact(() => {
    page.pdf.roundedRect(box.x, box.y, width, box.height, box.height / 2).fill(PALETTE.accent);
  });
  const at = { x: box.x + padding, top: box.y + (box.height - name.height) / 2 };
  page.tag('H2', {}, () => page.block(name, at, PALETTE.onAccent));
  drawAddress(scene, box.x + width + padding);
}

function drawAddress({ page, layout, content }: PosterScene, x: number): void {
  if (content.address === '') return;
  const { box } = layout.entrance;
  const address = setBlock(content.address, { ...layout.address, width: box.x + box.width - x }, 'medium');
  const at = { x, top: box.y + (box.height - address.height) / 2 };
  page.tag('P', {}, () => page.block(address, at, PALETTE.onBrand));
}
