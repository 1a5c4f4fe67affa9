import { POSTER_FORMATS, type PosterFault, type PosterNote } from '#shared/contract/poster-options.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { readPngSize } from '../pdf/png.ts';
import type { Mark, Sheet } from '../sheet/mark.ts';
import { guardBrand } from './brand.ts';
import { findUnprintable, posterContent } from './content.ts';
import { encodePosterUrl, isMarkedDemo, type PosterDescription } from './description.ts';
import { landscapeFace } from './landscape.ts';
import { leafletPages } from './leaflet.ts';
import { FACES } from './measures.ts';
import { PALETTE } from './palette.ts';
import { stickerSheet, tentSheet } from './paper.ts';
import { portraitFace } from './portrait.ts';
import type { Logo, PosterScene } from './scene.ts';
import { voicesOf } from './voices.ts';

/** A poster laid out: its pages as data, and what the owner should know. */
export interface ComposedPoster {
  readonly sheets: readonly Sheet[];
  readonly notes: readonly PosterNote[];
}

/** Lays a poster out without drawing it. */
export function composePoster(description: PosterDescription): Result<ComposedPoster, PosterFault> {
  const prepared = prepare(description);
  if (!prepared.ok) return prepared;
  const { scene, notes } = prepared.value;
  const { venueName: venue, entranceName: entrance } = scene.content;
  const { width, height, unit } = POSTER_FORMATS[description.format];
  const title = scene.voices.primary.say('poster.title', { venue, entrance });
  const { language } = scene.voices.primary;
  const sheets = pagesOf(scene, description).map((marks): Sheet => ({ width, height, unit, title, language, marks }));
  return ok({ sheets, notes });
}

/** @throws Error where `composePoster` would refuse. */
export function sheetsOf(description: PosterDescription): readonly Sheet[] {
  const composed = composePoster(description);
  if (!composed.ok) throw new Error(`this poster cannot be laid out: ${JSON.stringify(composed.error)}`);
  return composed.value.sheets;
}

function prepare(
  description: PosterDescription,
): Result<{ readonly scene: PosterScene; readonly notes: readonly PosterNote[] }, PosterFault> {
  const matrix = encodePosterUrl(description.url);
  if (!matrix.ok) return matrix;
  const brand = description.brand === null ? null : guardBrand(description.brand);
  if (brand && !brand.ok) return brand;
  const logo = readLogo(description.logo);
  if (!logo.ok) return logo;
  const demo = isMarkedDemo(description);
  const leftOut = findUnprintable(description);
  const notes: PosterNote[] = [...(brand?.value.notes ?? [])];
  if (leftOut.length > 0) notes.push({ kind: 'characters-left-out', characters: [...leftOut] });
  if (demo && !description.demo) notes.push({ kind: 'marked-demo' });
  const scene: PosterScene = {
    content: posterContent(description),
    voices: voicesOf(description.language),
    matrix: matrix.value,
    palette: brand?.value.palette ?? PALETTE,
    logo: logo.value,
    demo,
    largeType: description.largeType,
    secondary: POSTER_FORMATS[description.format].purpose === 'secondary',
  };
  return ok({ scene, notes });
}

function readLogo(png: Uint8Array | undefined): Result<Logo | null, PosterFault> {
  if (!png) return ok(null);
  const size = readPngSize(png);
  return size ? ok({ png, ...size }) : err({ kind: 'logo-unreadable' });
}

function pagesOf(scene: PosterScene, { format }: PosterDescription): readonly (readonly Mark[])[] {
  if (format === 'leaflet') return leafletPages(scene);
  const measures = FACES[format];
  const size = scene.largeType ? measures.large : measures.normal;
  const marks =
    measures.face === 'portrait'
      ? portraitFace(scene, scene.largeType ? measures.large : measures.normal)
      : landscapeFace(scene, scene.largeType ? measures.large : measures.normal);
  if (format === 'tent') return [tentSheet(marks, faceSize(size), scene)];
  const paper = POSTER_FORMATS[format];
  return [paper.copies > 1 ? stickerSheet(marks, faceSize(size), paper) : marks];
}

const faceSize = ({ width, height }: { readonly width: number; readonly height: number }) => ({ width, height });
