import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import type { Box } from '../pdf/geometry.ts';
import { setAlike, setBlock } from '../pdf/page.ts';
import { PICTOGRAMS } from '../pdf/pictograms.ts';
import { group, type LineMark, type Mark, rect } from '../sheet/mark.ts';
import { codeMark, demoStrip, opensBar, secondaryLabel } from './code.ts';
import { callToAction, entranceRow, logoPlate, venueName } from './names.ts';
import { lineRoom, roomFor, setPaired, stackMarks, textMark } from './paired-text.ts';
import { quietZone } from './portrait.ts';
import type { PosterScene } from './scene.ts';
import { footer } from './small-print.ts';
import { stepDisc } from './steps.ts';
import { type Voice, voicesIn } from './voices.ts';

const PANEL = 99;
const HEIGHT = 210;
const MARGIN = 9;
const INNER = PANEL - 2 * MARGIN;

/**
 * An A4 sheet printed on both sides and folded in three. Outside: the flap that folds in, the back, the cover; inside: the
 * three steps. Flip on the short edge.
 */
export function leafletPages(scene: PosterScene): Mark[][] {
  const bounds = { width: PANEL, height: HEIGHT };
  return [
    [
      group(cover(scene), { x: 2 * PANEL, bounds }),
      group(questions(scene, ['help', 'children']), { bounds }),
      group(back(scene), { x: PANEL, bounds }),
      ...folds(),
    ],
    [...inside(scene), ...folds()],
  ];
}

/** Short marks at the edges: dashes across would run through the words. */
const folds = (): LineMark[] => [PANEL, 2 * PANEL].flatMap((x) => [fold(x, 0, 4), fold(x, HEIGHT - 4, HEIGHT)]);

const fold = (x: number, from: number, to: number): LineMark => ({
  kind: 'line',
  from: [x, from],
  to: [x, to],
  width: 0.2,
  color: '#7c8c8e',
  dash: [1, 0.8],
});

function cover(scene: PosterScene): Mark[] {
  const { palette } = scene;
  const row = (y: number, height: number): Box => ({ x: MARGIN, y, width: INNER, height });
  const headerHeight = 78;
  const size = POSTER_FORMATS.leaflet.codeSide;
  const code = { x: (PANEL - size) / 2, y: headerHeight + quietZone(size) + 1, size };
  const labelMiddle = code.y + size + quietZone(size) + 2.4;
  const logo = logoPlate(scene, row(9, 11));
  const top = logo.length > 0 ? 23 : 12;
  const style = { color: palette.accent, secondaryColor: palette.onBrand, ground: palette.brand };
  return [
    rect({ x: 0, y: 0, width: PANEL, height: headerHeight - 1.2 }, palette.brand),
    rect({ x: 0, y: headerHeight - 1.2, width: PANEL, height: 1.2 }, palette.accent),
    ...logo,
    ...callToAction(scene, row(top, 15), { alone: 7.4, paired: 6, min: 3, lines: 2 }, style),
    ...venueName(scene, row(top + 18, 60 - top - 18 - 1), { max: 10.5, min: 2.5 }, 9),
    ...entranceRow(scene, row(62, 8.4), { name: { max: 4.4, min: 2.2 }, address: null }),
    codeMark(scene, code),
    ...demoStrip(scene, { x: 2.2, y: code.y - 2, width: 3.4, height: size + 4 }),
    ...demoStrip(scene, { x: PANEL - 5.6, y: code.y - 2, width: 3.4, height: size + 4 }),
    ...secondaryLabel(
      scene,
      { x: PANEL / 2, middle: labelMiddle, width: INNER, align: 'center' },
      { max: 2.5, min: 2 },
    ),
    ...opensBar(scene, row(labelMiddle + 5.6, 8.4), { label: true, hint: false, min: 2 }),
    ...footer(scene, row(HEIGHT - 15.5, 8), {
      kinds: ['facts'],
      type: { max: 2.3, min: 1.5 },
      leading: 3.4,
      factsPerLine: 2,
    }),
  ];
}

type Question = 'help' | 'children' | 'privacy' | 'fake';

const TITLES = {
  help: 'poster.leaflet.helpTitle',
  children: 'poster.leaflet.childrenTitle',
  privacy: 'poster.leaflet.privacyTitle',
  fake: 'poster.leaflet.fakeTitle',
} as const;

/** A panel of questions and answers, in each language. */
function questions(scene: PosterScene, about: readonly Question[], from = 18, to = HEIGHT - 18): Mark[] {
  const { palette } = scene;
  const asked = about.flatMap((question) =>
    voicesIn(scene.voices).map((voice) => ({ voice, question, first: voice === scene.voices.primary })),
  );
  const height = (to - from) / asked.length;
  return asked.flatMap(({ voice, question, first }, index) => {
    const color = first ? palette.brandDeep : palette.inkSoft;
    const { language } = voice;
    const size = first ? 6.2 : 4.6;
    const title = setBlock(voice.say(TITLES[question]), roomFor(INNER, 14, 2, size, 3), 'bold');
    const bodySize = first ? 4.1 : 3.5;
    const room = { ...roomFor(INNER, height - 12, 8, bodySize, 2.6), lineHeight: 1.42 };
    const body = setBlock(voice.say(`poster.leaflet.${question}`), room, 'medium');
    const y = from + index * height;
    const style = { part: 'instructions', ground: palette.paper, language } as const;
    return [
      ...(first ? [rect({ x: MARGIN, y: y - 5.2, width: 12, height: 1.1 }, palette.accent, 0.5)] : []),
      textMark(title, { x: MARGIN, top: y }, { ...style, color, tag: 'H2' }),
      textMark(body, { x: MARGIN, top: y + title.height + 4.6 }, { ...style, color: palette.ink }),
    ];
  });
}

/** Warns of codes pasted over, and names the site once more. */
function back(scene: PosterScene): Mark[] {
  return [
    ...questions(scene, ['privacy', 'fake'], 18, HEIGHT - 34),
    ...opensBar(scene, { x: MARGIN, y: HEIGHT - 25, width: INNER, height: 8.4 }, { label: true, hint: false, min: 2 }),
  ];
}

const STEPS = [
  { title: 'poster.steps.open', body: 'poster.leaflet.open', pictogram: PICTOGRAMS.camera },
  { title: 'poster.steps.scan', body: 'poster.leaflet.scan', pictogram: PICTOGRAMS.scan },
  { title: 'poster.steps.show', body: 'poster.leaflet.show', pictogram: PICTOGRAMS.tick },
] as const;

const BAND = 34;

/** The three steps, one a panel, under a band that runs through all. */
function inside(scene: PosterScene): Mark[] {
  const { palette, voices } = scene;
  const spoken = voicesIn(voices);
  const title = (voice: Voice, size: number) =>
    setBlock(voice.say('poster.leaflet.how'), lineRoom(2 * PANEL, size, 4), 'bold');
  const style = { part: 'instructions', ground: palette.brand } as const;
  const marks: Mark[] = [rect({ x: 0, y: 0, width: 3 * PANEL, height: BAND }, palette.brand)];
  for (const [index, voice] of spoken.entries()) {
    const block = title(voice, index === 0 ? 9.4 : 5.4);
    const at = { x: MARGIN, top: spoken.length === 1 ? 13.5 : index === 0 ? 9.4 : 21.4 };
    const color = index === 0 ? palette.accent : palette.onBrand;
    marks.push(textMark(block, at, { ...style, color, tag: 'H1', language: voice.language }));
  }
  return [...marks, ...STEPS.flatMap((_, index) => stepPanel(scene, index)), ...helpBar(scene)];
}

/** For whoever cannot do the steps. */
function helpBar({ palette, voices }: PosterScene): Mark[] {
  const box = { x: MARGIN, y: HEIGHT - 27, width: 3 * PANEL - 2 * MARGIN, height: 15 };
  const rooms = { primary: lineRoom(box.width - 16, 5.4, 3), secondary: lineRoom(box.width - 16, 3.8, 2.6), gap: 2.6 };
  const stack = setPaired(voices, ({ say }) => say('poster.noPhone'), rooms, 'bold');
  const at = { x: box.x + 8, middle: box.y + box.height / 2 };
  const style = { part: 'instructions', color: palette.brandDeep, secondaryColor: palette.inkSoft } as const;
  return [rect(box, palette.tint, 3), ...stackMarks(stack, at, { ...style, ground: palette.tint })];
}

function stepPanel(scene: PosterScene, index: number): Mark[] {
  const { palette } = scene;
  const step = STEPS[index];
  if (!step) return [];
  const x = index * PANEL + MARGIN;
  const disc = 46;
  const marks: Mark[] = stepDisc(
    scene,
    { pictogram: step.pictogram, numeral: String(index + 1) },
    { x: x + (INNER - disc) / 2, middle: BAND + 38, disc },
  );
  let top = BAND + 76;
  for (const voice of voicesIn(scene.voices)) {
    const first = voice === scene.voices.primary;
    const style = { part: 'instructions', ground: palette.paper, language: voice.language } as const;
    const titles = setAlike(
      STEPS.map(({ title }) => voice.say(title)),
      roomFor(INNER, 18, 2, first ? 7 : 5, 3),
      'bold',
    );
    const room = { ...roomFor(INNER, 24, 5, first ? 4.3 : 3.7, 2.8), lineHeight: 1.42 };
    const bodies = setAlike(
      STEPS.map(({ body }) => voice.say(body)),
      room,
      'medium',
    );
    const [title, body] = [titles[index], bodies[index]];
    if (!title || !body) continue;
    const titlesHeight = Math.max(...titles.map(({ height }) => height));
    const bodiesHeight = Math.max(...bodies.map(({ height }) => height));
    marks.push(
      textMark(title, { x, top }, { ...style, tag: 'H2', color: first ? palette.brandDeep : palette.inkSoft }),
      textMark(body, { x, top: top + title.height + 4.4 }, { ...style, color: palette.ink }),
    );
    top += titlesHeight + bodiesHeight + 16;
  }
  return marks;
}
