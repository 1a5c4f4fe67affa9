import { setBlock } from '../pdf/page.ts';
import { PICTOGRAMS } from '../pdf/pictograms.ts';
import { drawStack, setPaired } from './paired-text.ts';
import { PALETTE } from './palette.ts';
import type { PosterScene } from './scene.ts';
import { inEachVoice } from './voices.ts';

export function drawCode({ page, layout, voices, content, matrix }: PosterScene): void {
  const { x, y, size } = layout.qr;
  const alt = inEachVoice(voices, ({ say }) => say('poster.qrLabel', { url: content.url })).join(' / ');
  page.tagFigure(alt, { x, y, width: size, height: size }, () => page.qr(matrix, layout.qr));
}

/** Names the site to expect, so that people notice a sticker pasted over the code. */
export function drawOpens({ page, layout, voices, content }: PosterScene): void {
  const { box, padding, lock, label, host, hint } = layout.opens;
  const middle = box.y + box.height / 2;
  const [left, right] = [box.x + padding, box.x + box.width - padding];
  page.artifact(() => {
    page.pdf.roundedRect(box.x, box.y, box.width, box.height, 2.4).fill(PALETTE.tint);
    if (/^https:/i.test(content.url)) {
      page.pictogram(PICTOGRAMS.lock, { x: left, y: middle - lock / 2, size: lock }, PALETTE.brand);
    }
  });
  const labels = setPaired(voices, ({ say }) => say('poster.opens'), label, 'medium');
  const hints = setPaired(voices, ({ say }) => say('poster.otherAddress'), hint, 'medium');
  const labelX = left + lock + padding / 2;
  const hostX = labelX + labels.width + padding;
  const hostBlock = setBlock(content.host, { ...host, width: right - hints.width - padding - hostX }, 'bold');
  const style = { primary: PALETTE.ink, secondary: PALETTE.inkSoft };
  drawStack(page, labels, { x: labelX, middle }, style);
  page.tag('P', {}, () => page.block(hostBlock, { x: hostX, top: middle - hostBlock.height / 2 }, PALETTE.brandDeep));
  drawStack(page, hints, { x: right, middle }, { ...style, align: 'right' });
}
