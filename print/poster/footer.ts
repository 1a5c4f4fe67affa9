import { setAlike } from '../pdf/page.ts';
import { formatDay } from '../print-texts.ts';
import { PALETTE } from './palette.ts';
import type { PosterScene } from './scene.ts';
import type { Voice } from './voices.ts';

/** The small print: help without a phone and privacy in each language, then which print this is. */
export function drawFooter(scene: PosterScene): void {
  const { page, layout, voices } = scene;
  const { box, line, leading } = layout.footer;
  page.artifact(() => {
    page.pdf
      .moveTo(box.x, box.y)
      .lineTo(box.x + box.width, box.y)
      .lineWidth(0.25)
      .stroke(PALETTE.rule);
  });
  const spoken = [voices.primary, ...(voices.secondary ? [voices.secondary] : [])];
  const promises = setAlike(
    spoken.map(({ say }) => `${say('poster.noPhone')} ${say('poster.privacy')}`),
    line,
    'medium',
  );
  const [facts] = setAlike([printFacts(scene, voices.primary)], line, 'medium');
  for (const [index, block] of [...promises, ...(facts ? [facts] : [])].entries()) {
    const language = spoken[index]?.language ?? voices.primary.language;
    const at = { x: box.x, top: box.y + 2.6 + index * leading };
    page.tag('P', { language }, () => page.block(block, at, PALETTE.inkSoft));
  }
}

function printFacts({ content }: PosterScene, { say, language }: Voice): string {
  const { printedOn, serial, shortCode, responsiblePhone } = content;
  const facts = [say('poster.printedOn', { date: formatDay(printedOn, language) })];
  if (serial !== '') facts.push(say('poster.serial', { serial }));
  if (shortCode !== '') facts.push(say('poster.shortCode', { code: shortCode }));
  if (responsiblePhone !== '') facts.push(say('poster.help', { phone: responsiblePhone }));
  return facts.join('  ·  ');
}
