import type { PosterPart } from '#shared/contract/poster-options.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { TextRoom } from '../pdf/fit-text.ts';
import type { Box } from '../pdf/geometry.ts';
import { setAlike, setBlock, type TextBlock } from '../pdf/page.ts';
import { PICTOGRAMS, type Pictogram } from '../pdf/pictograms.ts';
import { formatDay } from '../print-texts.ts';
import { group, type Mark, rect } from '../sheet/mark.ts';
import {
  lineRoom,
  type PairedText,
  roomFor,
  type SpokenStack,
  setPaired,
  stackMarks,
  stackOf,
  textMark,
} from './paired-text.ts';
import type { PosterScene } from './scene.ts';
import { inEachVoice, type Voice, voicesIn } from './voices.ts';

/** Largest and smallest type sizes of a text in ems; where a poster speaks both languages, of each. */
export interface TypeSizes {
  readonly max: number;
  readonly min: number;
}

export function codeMark({ voices, content, matrix }: PosterScene, at: { x: number; y: number; size: number }): Mark {
  const alt = inEachVoice(voices, ({ say }) => say('poster.qrLabel', { url: content.url })).join(' / ');
  return { kind: 'code', matrix, alt, ...at };
}

/** What to do: large in one language, smaller below it in the other. */
export function callToAction(
  scene: PosterScene,
  box: Box,
  sizes: { readonly alone: number; readonly paired: number; readonly min: number; readonly lines?: number },
  style: { readonly color: string; readonly secondaryColor: string; readonly ground: string },
): Mark[] {
  const wanted = setCall(scene, box, sizes);
  const stack = wanted.height > box.height ? setCall(scene, box, sizes, box.height / wanted.height) : wanted;
  return stackMarks(stack, { x: box.x, middle: box.y + box.height / 2 }, { part: 'instructions', ...style });
}

function setCall(
  { voices }: PosterScene,
  box: Box,
  sizes: { readonly alone: number; readonly paired: number; readonly min: number; readonly lines?: number },
  shrink = 1,
): SpokenStack {
  const lines = sizes.lines ?? 1;
  const primary = (voices.secondary ? sizes.paired : sizes.alone) * shrink;
  const min = Math.min(sizes.min, primary);
  const share = voices.secondary ? 0.6 : 1;
  const rooms: PairedText = {
    primary: roomFor(box.width, Math.max(box.height * share, primary * 1.2), lines, primary, min),
    secondary: roomFor(box.width, Math.max(box.height * 0.4, primary * 0.7), lines, primary * 0.55, min * 0.6),
    gap: primary * 0.4,
  };
  return setPaired(voices, ({ say }) => say('poster.callToAction'), rooms, 'bold');
}

export function venueName(scene: PosterScene, box: Box, sizes: TypeSizes, maxLines = 5): Mark[] {
  const { palette, content } = scene;
  const name = setBlock(content.venueName, roomFor(box.width, box.height, maxLines, sizes.max, sizes.min), 'bold');
  const at = { x: box.x, top: box.y + (box.height - name.height) / 2 };
  return [textMark(name, at, { part: 'venue-name', tag: 'H1', color: palette.onBrand, ground: palette.brand })];
}

/** The door on its pill, and the address in what width is left beside it. */
export function entranceRow(
  scene: PosterScene,
  box: Box,
  sizes: { readonly name: TypeSizes; readonly address: TypeSizes | null },
): Mark[] {
  const { palette, content } = scene;
  if (content.entranceName === '') return sizes.address ? address(scene, box, sizes.address) : [];
  const padding = box.height * 0.46;
  const set = (width: number): TextBlock =>
    setBlock(content.entranceName, roomFor(width, box.height * 0.94, 2, sizes.name.max, sizes.name.min), 'bold');
  const beside = set(box.width * 0.55);
  const hasNeighbour = sizes.address !== null && content.address !== '' && !beside.cut;
  const name = hasNeighbour ? beside : set(box.width - 2 * padding);
  const pill = { x: box.x, y: box.y, width: name.width + 2 * padding, height: box.height };
  const at = { x: box.x + padding, top: box.y + (box.height - name.height) / 2 };
  const rest = { ...box, x: box.x + pill.width + padding, width: box.width - pill.width - padding };
  return [
    rect(pill, palette.accent, box.height / 2),
    textMark(name, at, { part: 'entrance-name', tag: 'H2', color: palette.onAccent, ground: palette.accent }),
    ...(hasNeighbour && sizes.address ? address(scene, rest, sizes.address) : []),
  ];
}

/** As much of the address as fits whole: without the province, without the commune, at last none. It is the least of the words. */
export function address({ palette, content }: PosterScene, box: Box, sizes: TypeSizes): Mark[] {
  const room = { ...roomFor(box.width, box.height, 3, sizes.max, sizes.min), lineHeight: 1.25 };
  const parts = content.address.split(', ');
  for (let kept = parts.length; kept > 0; kept -= 1) {
    const block = setBlock(parts.slice(0, kept).join(', '), room, 'medium');
    if (block.cut) continue;
    const at = { x: box.x, top: box.y + (box.height - block.height) / 2 };
    return [textMark(block, at, { part: 'address', color: palette.onBrand, ground: palette.brand })];
  }
  return [];
}

/** The business's logo on a white plate, kept in proportion; right-aligned in the box. */
export function logoPlate({ logo, content, palette }: PosterScene, box: Box): Mark[] {
  if (!logo) return [];
  const pad = box.height * 0.09;
  const scale = Math.min((box.width - 2 * pad) / logo.width, (box.height - 2 * pad) / logo.height);
  const [width, height] = [logo.width * scale, logo.height * scale];
  const plate = { x: box.x + box.width - width - 2 * pad, y: box.y, width: width + 2 * pad, height: box.height };
  const at = { x: plate.x + pad, y: box.y + (box.height - height) / 2, width, height };
  return [
    rect(plate, palette.paper, box.height * 0.14),
    { kind: 'image', png: logo.png, box: at, alt: `Logo: ${content.venueName}` },
  ];
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
