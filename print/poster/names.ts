import type { Box } from '../pdf/geometry.ts';
import { setBlock, type TextBlock } from '../pdf/page.ts';
import { type Mark, rect } from '../sheet/mark.ts';
import {
  type PairedText,
  roomFor,
  type SpokenStack,
  setPaired,
  stackMarks,
  type TypeSizes,
  textMark,
} from './paired-text.ts';
import type { PosterScene } from './scene.ts';

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
    setBlock(
      content.entranceName,
      roomFor(width, box.height * 0.94, 2, Math.min(sizes.name.max, box.height * 0.64), sizes.name.min),
      'bold',
    );
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
