import type { PosterPart } from '#shared/contract/poster-options.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { Box } from '../pdf/geometry.ts';
import { setAlike } from '../pdf/page.ts';
import { formatDay } from '../print-texts.ts';
import type { Mark } from '../sheet/mark.ts';
import { lineRoom, type TypeSizes, textMark } from './paired-text.ts';
import type { PosterScene } from './scene.ts';
import { type Voice, voicesIn } from './voices.ts';

/** Which print this is: date, serial, short code, whom to call. */
function printFacts({ content }: PosterScene, { say, language }: Voice): string[] {
  const { printedOn, serial, shortCode, responsiblePhone } = content;
  const facts = [say('poster.printedOn', { date: formatDay(printedOn, language) })];
  if (serial !== '') facts.push(say('poster.serial', { serial }));
  if (shortCode !== '') facts.push(say('poster.shortCode', { code: shortCode }));
  if (responsiblePhone !== '') facts.push(say('poster.help', { phone: responsiblePhone }));
  return facts;
}

/** `promises`: help without a phone, and privacy; `help`: the first alone. */
export type FooterKind = 'promises' | 'help' | 'facts';

export interface FooterLook {
  readonly kinds: readonly FooterKind[];
  readonly type: TypeSizes;
  readonly leading: number;
  /** Default: all in one line. */
  readonly factsPerLine?: number;
}

interface FooterLine {
  readonly text: string;
  readonly voice: Voice;
  readonly part: PosterPart;
}

/** The small print, each language in a line of its own. */
export function footer(scene: PosterScene, box: Box, look: FooterLook): Mark[] {
  const { palette } = scene;
  const lines = look.kinds.flatMap((kind) => footerLines(scene, kind, look.factsPerLine));
  const room = lineRoom(box.width, look.type.max, look.type.min);
  const blocks = [
    ...setAlike(
      lines.filter(isInstruction).map(({ text }) => text),
      room,
      'medium',
    ),
    ...setAlike(
      lines.filter((line) => !isInstruction(line)).map(({ text }) => text),
      room,
      'medium',
    ),
  ];
  return lines.flatMap(({ voice, part }, index) => {
    const block = blocks[index];
    const at = { x: box.x, top: box.y + index * look.leading };
    const style = { part, language: voice.language, color: palette.inkSoft, ground: palette.paper };
    return block ? [textMark(block, at, style)] : [];
  });
}

const isInstruction = ({ part }: FooterLine): boolean => part === 'instructions';

export const footerLineCount = (scene: PosterScene, kinds: readonly FooterKind[], factsPerLine?: number): number =>
  kinds.flatMap((kind) => footerLines(scene, kind, factsPerLine)).length;

function footerLines(scene: PosterScene, kind: FooterKind, factsPerLine = 4): FooterLine[] {
  const spoken = voicesIn(scene.voices);
  const help = (voice: Voice): FooterLine => ({ text: voice.say('poster.noPhone'), voice, part: 'instructions' });
  const privacy = (voice: Voice): FooterLine => ({ ...help(voice), text: voice.say('poster.privacy') });
  switch (kind) {
    case 'facts': {
      const voice = scene.voices.primary;
      const facts = printFacts(scene, voice);
      const lines = Array.from({ length: Math.ceil(facts.length / factsPerLine) }, (_, index) =>
        facts.slice(index * factsPerLine, (index + 1) * factsPerLine).join('  ·  '),
      );
      return lines.map((text) => ({ text, voice, part: 'serial' }));
    }
    case 'help':
      return spoken.map(help);
    case 'promises':
      if (spoken.length === 1) return spoken.flatMap((voice) => [help(voice), privacy(voice)]);
      return spoken.map((voice) => ({ ...help(voice), text: `${help(voice).text} ${privacy(voice).text}` }));
    default:
      return unreachable(kind);
  }
}
