import type { Box } from '../pdf/geometry.ts';
import { type Mark, rect } from '../sheet/mark.ts';
import { codeMark, demoStrip, opensBar, secondaryLabel } from './code.ts';
import { address, callToAction, entranceRow, logoPlate, venueName } from './names.ts';
import { quietZone } from './portrait.ts';
import type { PosterScene } from './scene.ts';
import { type FooterKind, footer, footerLineCount } from './small-print.ts';
import { steps } from './steps.ts';

/** Where everything stands on a poster lying on its side: code left, words right; lengths in the sheet's unit. */
export interface LandscapeMeasures {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly code: number;
  /** The panel runs over the edges, as on screens. */
  readonly bleed: boolean;
  /** Height of one step; null: no room for steps. */
  readonly steps: { readonly height: number; readonly words: 'full' | 'short'; readonly max: number } | null;
  readonly opens: { readonly height: number; readonly label: boolean };
  readonly footer: readonly FooterKind[];
  readonly line: number;
  readonly factsPerLine: number;
  readonly gap: number;
  readonly callToAction: { readonly alone: number; readonly paired: number; readonly lines: number };
  readonly name: number;
  readonly entrance: number;
  readonly address: number | null;
  readonly label: number;
  readonly smallest: number;
}

export function landscapeFace(scene: PosterScene, m: LandscapeMeasures): Mark[] {
  const quiet = quietZone(m.code);
  const code = { x: quiet + m.margin * 0.4, y: (m.height - m.code) / 2, size: m.code };
  const left = code.x + m.code + quiet + (m.bleed ? m.gap : 0);
  const column = { x: left, width: m.width - m.margin - left };
  const rows = stackRows(scene, m);
  const panelBox = m.bleed
    ? { x: left - m.gap, y: 0, width: m.width - left + m.gap, height: rows.panelBottom }
    : { ...column, y: m.margin, height: rows.panelBottom - m.margin };
  const labelAt = { x: column.x, middle: rows.labelMiddle, width: column.width, align: 'left' } as const;
  const opensBox = { ...column, y: rows.opensTop, height: m.opens.height };
  return [
    ...panel(scene, panelBox, column, m),
    codeMark(scene, code),
    ...(m.steps
      ? steps(
          scene,
          { ...column, y: rows.stepsTop, height: rows.stepsHeight },
          {
            words: m.steps.words,
            direction: 'column',
            gap: m.gap,
            disc: m.steps.height,
            type: { max: m.steps.max, min: m.smallest * 0.85 },
          },
        )
      : []),
    ...opensBar(scene, opensBox, { label: m.opens.label, hint: false, min: m.smallest * 0.75 }),
    ...demoStrip(scene, { ...column, y: rows.demoTop, height: rows.demoHeight }),
    ...secondaryLabel(scene, labelAt, { max: m.label, min: m.smallest * 0.8 }),
    ...footer(
      scene,
      { ...column, y: rows.footerTop, height: rows.footerHeight },
      {
        kinds: m.footer,
        type: { max: m.line, min: m.line * 0.6 },
        leading: m.line * 1.4,
        factsPerLine: m.factsPerLine,
      },
    ),
  ];
}

/** From the bottom up: small print, label, demo mark, site, steps; the panel takes what is left. */
function stackRows(scene: PosterScene, m: LandscapeMeasures) {
  const footerHeight = (footerLineCount(scene, m.footer, m.factsPerLine) - 1) * m.line * 1.4 + m.line * 0.72;
  const footerTop = m.height - m.margin - footerHeight;
  const labelHeight = scene.secondary ? m.label * 1.75 : 0;
  const labelTop = footerTop - (scene.secondary ? labelHeight + m.gap * 0.9 : 0);
  const demoHeight = m.label * 2.2;
  const demoTop = labelTop - (scene.demo ? demoHeight + m.gap * 0.9 : 0);
  const opensTop = demoTop - m.gap - m.opens.height;
  const stepsHeight = m.steps ? 3 * m.steps.height + 2 * m.gap : 0;
  const stepsTop = opensTop - (m.steps ? stepsHeight + m.gap * 1.3 : 0);
  const panelBottom = stepsTop - m.gap * (m.steps ? 1.5 : 1);
  const labelMiddle = labelTop + labelHeight / 2;
  return { footerHeight, footerTop, labelMiddle, demoHeight, demoTop, opensTop, stepsHeight, stepsTop, panelBottom };
}

/** What to do, whose place it is, which door: on the brand's colour. */
function panel(scene: PosterScene, box: Box, column: { x: number; width: number }, m: LandscapeMeasures): Mark[] {
  const { palette } = scene;
  const pad = m.bleed ? 0 : box.height * 0.07;
  const top = m.bleed ? m.margin : box.y + pad * 1.1;
  const height = box.y + box.height - top - (m.bleed ? m.gap : pad * 1.1);
  const inner = { x: column.x + pad, width: column.width - 2 * pad };
  const row = (from: number, share: number): Box => ({ ...inner, y: top + from * height, height: share * height });
  const call = row(0, 0.25);
  const logo = logoPlate(scene, { ...call, x: call.x + call.width * 0.62, width: call.width * 0.38 });
  const [plate] = logo;
  const callBox = plate?.kind === 'rect' ? { ...call, width: plate.box.x - call.x - m.gap } : call;
  const style = { color: palette.accent, secondaryColor: palette.onBrand, ground: palette.brand };
  const hasAddress = m.address !== null && scene.content.address !== '';
  const nameBox = hasAddress ? row(0.29, 0.36) : row(0.31, 0.47);
  return [
    rect(box, palette.brand, m.bleed ? 0 : m.gap),
    ...logo,
    ...callToAction(scene, callBox, { ...m.callToAction, min: m.smallest * 0.9 }, style),
    ...venueName(scene, nameBox, { max: m.name, min: m.smallest }, 7),
    ...entranceRow(scene, hasAddress ? row(0.685, 0.14) : row(0.82, 0.18), {
      name: { max: m.entrance, min: m.smallest * 0.85 },
      address: null,
    }),
    ...(hasAddress && m.address !== null
      ? address(scene, row(0.845, 0.155), { max: m.address, min: m.smallest * 0.78 })
      : []),
  ];
}
