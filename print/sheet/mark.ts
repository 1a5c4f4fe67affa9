import type { PosterPart } from '#shared/contract/poster-options.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Box } from '../pdf/geometry.ts';
import type { Align, TagType, TextBlock } from '../pdf/page.ts';
import type { Pictogram } from '../pdf/pictograms.ts';
import type { QrMatrix } from '../qr/matrix.ts';

/** Words with the ground they stand on, so that contrast can be judged without looking. */
export interface TextMark {
  readonly kind: 'text';
  readonly block: TextBlock;
  readonly x: number;
  /** Of the first line's capitals. */
  readonly top: number;
  readonly align: Align;
  readonly color: string;
  readonly ground: string;
  readonly part: PosterPart;
  /** null: decoration or a repetition, which screen readers skip. */
  readonly tag: TagType | null;
  readonly language?: Language | undefined;
}

export interface RectMark {
  readonly kind: 'rect';
  readonly box: Box;
  readonly radius: number;
  readonly fill: string;
}

export interface CircleMark {
  readonly kind: 'circle';
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly fill: string;
}

/** Runs from point to point; cut and fold marks. */
export interface LineMark {
  readonly kind: 'line';
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly width: number;
  readonly color: string;
  /** Dash and gap. */
  readonly dash?: readonly [number, number] | undefined;
}

export interface PictogramMark {
  readonly kind: 'pictogram';
  readonly pictogram: Pictogram;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
}

export interface CodeMark {
  readonly kind: 'code';
  readonly matrix: QrMatrix;
  readonly x: number;
  readonly y: number;
  /** Without the quiet zone. */
  readonly size: number;
  /** What a screen reader says instead. */
  readonly alt: string;
}

export interface ImageMark {
  readonly kind: 'image';
  readonly png: Uint8Array;
  readonly box: Box;
  readonly alt: string;
}

/** Marks of their own origin, turned clockwise by `degrees` about it and then moved. */
export interface GroupMark {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  readonly degrees: number;
  readonly marks: readonly Mark[];
  /** What its words must stay within: a sticker, a panel between folds. */
  readonly bounds?: { readonly width: number; readonly height: number } | undefined;
  /** A further copy of what is on the page already: screen readers skip it. */
  readonly repeated: boolean;
}

export type Mark = TextMark | RectMark | CircleMark | LineMark | PictogramMark | CodeMark | ImageMark | GroupMark;

/** One page as data, in reading order: drawn as PDF or SVG, and measured, from the same description. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly unit: 'mm' | 'px';
  readonly title: string;
  readonly language: Language;
  readonly marks: readonly Mark[];
}

export const rect = (box: Box, fill: string, radius = 0): RectMark => ({ kind: 'rect', box, radius, fill });

export const group = (marks: readonly Mark[], at: Partial<Omit<GroupMark, 'kind' | 'marks'>>): GroupMark => ({
  kind: 'group',
  x: 0,
  y: 0,
  degrees: 0,
  repeated: false,
  ...at,
  marks,
});
