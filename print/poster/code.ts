import type { Box } from '../pdf/geometry.ts';
import { setBlock } from '../pdf/page.ts';
import { PICTOGRAMS } from '../pdf/pictograms.ts';
import { group, type Mark, rect } from '../sheet/mark.ts';
import { lineRoom, type PairedText, roomFor, setPaired, stackMarks, type TypeSizes, textMark } from './paired-text.ts';
import type { PosterScene } from './scene.ts';
import { inEachVoice, voicesIn } from './voices.ts';

export function codeMark({ voices, content, matrix }: PosterScene, at: { x: number; y: number; size: number }): Mark {
  const alt = inEachVoice(voices, ({ say }) => say('poster.qrLabel', { url: content.url })).join(' / ');
  return { kind: 'code', matrix, alt, ...at };
}

/** Names the site to expect, so that people notice a sticker pasted over the code. */
export function opensBar(
  scene: PosterScene,
  box: Box,
  show: { readonly label: boolean; readonly hint: boolean; readonly min: number },
): Mark[] {
  const { palette, voices, content } = scene;
  const unit = box.height / 10.6;
  const padding = 4 * unit;
  const middle = box.y + box.height / 2;
  const lock = 5 * unit;
  const style = {
    part: 'instructions',
    color: palette.ink,
    secondaryColor: palette.inkSoft,
    ground: palette.tint,
  } as const;
  const labels = show.label
    ? setPaired(
        voices,
        ({ say }) => say('poster.opens'),
        pairOfLines(box.width * 0.28, 3.5 * unit, show.min, 1.7 * unit),
        'medium',
      )
    : null;
  const hints = show.hint
    ? setPaired(
        voices,
        ({ say }) => say('poster.otherAddress'),
        pairOfLines(box.width * 0.385, 2.9 * unit, show.min, 1.9 * unit),
        'medium',
      )
    : null;
  const labelX = box.x + padding + lock + padding / 2;
  const hostX = labelX + (labels ? labels.width + padding : 0);
  const right = box.x + box.width - padding;
  const hostWidth = right - hostX - (hints ? hints.width + padding : 0);
  // A host too long for one line at the smallest size is broken: people must be able to compare all of it.
  const host = setBlock(content.host, roomFor(hostWidth, box.height * 0.97, 3, 6.2 * unit, show.min), 'bold');
  const hostStyle = { part: 'site', color: palette.brandDeep, ground: palette.tint } as const;
  return [
    rect(box, palette.tint, box.height * 0.22),
    ...(/^https:/i.test(content.url)
      ? [
          {
            kind: 'pictogram',
            pictogram: PICTOGRAMS.lock,
            x: box.x + padding,
            y: middle - lock / 2,
            size: lock,
            color: palette.brand,
          } as const,
        ]
      : []),
    ...(labels ? stackMarks(labels, { x: labelX, middle }, style) : []),
    textMark(host, { x: hostX, top: middle - host.height / 2 }, hostStyle),
    ...(hints ? stackMarks(hints, { x: right, middle }, { ...style, align: 'right' }) : []),
  ];
}

const pairOfLines = (width: number, size: number, min: number, gap: number): PairedText => ({
  primary: lineRoom(width, size, min),
  secondary: lineRoom(width, size * 0.83, min * 0.9),
  gap,
});

/** Says on the paper that the code is not the main one of the door. */
export function secondaryLabel(
  scene: PosterScene,
  at: { readonly x: number; readonly middle: number; readonly width: number; readonly align: 'left' | 'center' },
  type: TypeSizes,
): Mark[] {
  if (!scene.secondary) return [];
  const { palette, voices } = scene;
  const spoken = voicesIn(voices);
  const text = spoken.map(({ say }) => say('poster.secondary')).join(' · ');
  const pad = type.max * 0.7;
  const block = setBlock(text, lineRoom(at.width - 2 * pad, type.max, type.min), 'bold');
  const height = block.size * 1.75;
  const width = block.width + 2 * pad;
  const x = at.align === 'left' ? at.x : at.x - width / 2;
  const frame = block.size * 0.12;
  return [
    rect({ x, y: at.middle - height / 2, width, height }, palette.ink, height / 2),
    rect(
      { x: x + frame, y: at.middle - height / 2 + frame, width: width - 2 * frame, height: height - 2 * frame },
      palette.paper,
      height / 2 - frame,
    ),
    textMark(
      block,
      { x: x + pad, top: at.middle - block.height / 2 },
      { part: 'label', color: palette.ink, ground: palette.paper, language: voices.primary.language },
    ),
  ];
}

/** Says beyond doubt that this is no real poster, without touching the code: tests and demonstrations still scan it. */
export function demoStrip(scene: PosterScene, strip: Box): Mark[] {
  if (!scene.demo) return [];
  const { palette, voices } = scene;
  const upright = strip.height > strip.width;
  const [length, thickness] = upright ? [strip.height, strip.width] : [strip.width, strip.height];
  const words = inEachVoice(voices, ({ say }) => `${say('poster.demo')} · ${say('poster.demoWarning')}`).join(' · ');
  const size = Math.min(thickness * 0.62, length * 0.1);
  const block = setBlock(words, lineRoom(length * 0.96, size, size * 0.2), 'bold');
  const style = {
    part: 'label',
    color: palette.onDemo,
    ground: palette.demo,
    align: 'center',
    language: voices.primary.language,
  } as const;
  const text = textMark(block, { x: 0, top: -block.height / 2 }, style);
  const middle = { x: strip.x + strip.width / 2, y: strip.y + strip.height / 2 };
  return [rect(strip, palette.demo, thickness * 0.2), group([text], { ...middle, degrees: upright ? -90 : 0 })];
}
