import type { QrMatrix } from '../qr/matrix.ts';
import type { PosterContent } from './content.ts';
import type { Palette } from './palette.ts';
import type { Voices } from './voices.ts';

/** The poster's logo, and its size in pixels. */
export interface Logo {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What the setting of every part of a poster takes. */
export interface PosterScene {
  readonly content: PosterContent;
  readonly voices: Voices;
  readonly matrix: QrMatrix;
  readonly palette: Palette;
  readonly logo: Logo | null;
  readonly demo: boolean;
  readonly largeType: boolean;
  /** Below 15 cm on paper: the poster must say that it is not the main one. */
  readonly secondary: boolean;
}
