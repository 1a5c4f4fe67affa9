import type { Box } from '../pdf/geometry.ts';
import { modulesOfVersion, QUIET_ZONE_MODULES } from '../qr/matrix.ts';
import { type Mark, rect } from '../sheet/mark.ts';
import { codeMark, demoStrip, opensBar, secondaryLabel } from './code.ts';
import { callToAction, entranceRow, logoPlate, venueName } from './names.ts';
import type { PosterScene } from './scene.ts';
import { type FooterKind, footer, footerLineCount } from './small-print.ts';
import { steps } from './steps.ts';

/** Where everything stands on an upright poster; lengths and type sizes (ems) in the sheet's unit. */
export interface PortraitMeasures {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly code: number;
  readonly header: number;
  /** Kept free at the very top of the header, where a lanyard's slot is punched. */
  readonly slot: number;
  readonly opens: { readonly height: number; readonly label: boolean; readonly hint: boolean };
  /** null: no room for steps. */
  readonly steps: {
    readonly height: number;
    readonly words: 'full' | 'short';
    readonly max: number;
    readonly disc: number;
  } | null;
  readonly footer: readonly FooterKind[];
  /** Type size of the footer, and the distance of its lines. */
  readonly line: number;
  readonly leading: number;
  /** Between the rows, and free below the last. */
  readonly gap: number;
  readonly bottom: number;
  readonly callToAction: { readonly alone: number; readonly paired: number };
  readonly name: number;
  readonly entrance: number;
  /** null: no room for an address. */
  readonly address: number | null;
  /** Type size of the words that say the code is a secondary one. */
  readonly label: number;
  /** No owner's text is set smaller. */
  readonly smallest: number;
}

export const quietZone = (code: number): number => (code * QUIET_ZONE_MODULES) / modulesOfVersion(5);

/** Header, code, the site to expect, steps, small print: in this order, which is also that of reading. */
export function portraitFace(scene: PosterScene, m: PortraitMeasures): Mark[] {
  const inner = m.width - 2 * m.margin;
  const lines = footerLineCount(scene, m.footer);
  const footerTop = m.height - m.bottom - (lines - 1) * m.leading - m.line * 0.75;
  const stepsTop = m.steps ? footerTop - m.gap - m.steps.height : footerTop;
  const opensTop = stepsTop - m.gap - m.opens.height;
  const label = scene.secondary ? m.label * 1.75 : 0;
  const free = opensTop - m.header - label;
  const codeTop = m.header + (free - m.code) / 2;
  const code = { x: (m.width - m.code) / 2, y: codeTop, size: m.code };
  const labelAt = {
    x: m.width / 2,
    middle: opensTop - label / 2 - m.gap * 0.75,
    width: inner,
    align: 'center',
  } as const;
  const opensBox = { x: m.margin, y: opensTop, width: inner, height: m.opens.height };
  const footerBox = { x: m.margin, y: footerTop, width: inner, height: m.height - m.bottom - footerTop };
  return [
    ...header(scene, m),
    ...demoStrips(scene, m, code),
    codeMark(scene, code),
    ...secondaryLabel(scene, labelAt, { max: m.label, min: m.smallest }),
    ...opensBar(scene, opensBox, { label: m.opens.label, hint: m.opens.hint, min: m.smallest * 0.8 }),
    ...(m.steps
      ? steps(
          scene,
          { x: m.margin, y: stepsTop, width: inner, height: m.steps.height },
          {
            words: m.steps.words,
            direction: 'row',
            gap: m.gap * 1.4,
            disc: m.steps.disc,
            type: { max: m.steps.max, min: m.smallest * 0.9 },
          },
        )
      : []),
    rect({ x: m.margin, y: footerTop - m.gap * 0.62, width: inner, height: m.line * 0.09 }, scene.palette.rule),
    ...footer(scene, footerBox, { kinds: m.footer, type: { max: m.line, min: m.line * 0.45 }, leading: m.leading }),
  ];
}

/** The band at the top: what to do, whose place it is, which door. */
function header(scene: PosterScene, m: PortraitMeasures): Mark[] {
  const { palette } = scene;
  const ruled = m.header * 0.02;
  const unit = (m.header - m.slot) / 60;
  const row = (y: number, height: number): Box => ({
    x: m.margin,
    y: m.slot + y * unit,
    width: m.width - 2 * m.margin,
    height: height * unit,
  });
  const top = row(7.5, 15);
  const logo = logoPlate(scene, { ...top, x: top.x + top.width * 0.62, width: top.width * 0.38 });
  const [plate] = logo;
  const call = plate?.kind === 'rect' ? { ...top, width: plate.box.x - top.x - m.gap } : top;
  const style = { color: palette.accent, secondaryColor: palette.onBrand, ground: palette.brand };
  const addressSizes = m.address === null ? null : { max: m.address, min: m.smallest * 0.85 };
  return [
    rect({ x: 0, y: 0, width: m.width, height: m.header - ruled }, palette.brand),
    rect({ x: 0, y: m.header - ruled, width: m.width, height: ruled }, palette.accent),
    ...punchMark(m, palette.paper),
    ...logo,
    ...callToAction(scene, call, { ...m.callToAction, min: m.smallest }, style),
    ...venueName(scene, row(24.6, 20.8), { max: m.name, min: m.smallest }),
    ...entranceRow(scene, row(47.4, 8.8), {
      name: { max: m.entrance, min: m.smallest * 0.85 },
      address: addressSizes,
    }),
  ];
}

/** Where the lanyard's slot is punched: 14 x 3 mm, as the punches have it. */
function punchMark({ slot, width }: PortraitMeasures, color: string): Mark[] {
  if (slot === 0) return [];
  const [length, height] = [14, 3];
  return [rect({ x: (width - length) / 2, y: (slot - height) / 2, width: length, height }, color, height / 2)];
}

/** Beside the code, outside its quiet zone. */
function demoStrips(scene: PosterScene, m: PortraitMeasures, code: { x: number; y: number; size: number }): Mark[] {
  const beside = code.x - quietZone(code.size);
  const width = beside * 0.54;
  const inset = (beside - width) * 0.7;
  const strip = { y: code.y - quietZone(code.size) * 0.7, width, height: code.size + quietZone(code.size) * 1.4 };
  return [...demoStrip(scene, { ...strip, x: inset }), ...demoStrip(scene, { ...strip, x: m.width - inset - width })];
}
