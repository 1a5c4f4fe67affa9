import type { Page } from '../pdf/page.ts';
import type { QrMatrix } from '../qr/matrix.ts';
import type { PosterContent } from './content.ts';
import type { PosterLayout } from './layout.ts';
import type { Voices } from './voices.ts';

/** What the drawing of every part of a poster takes. */
export interface PosterScene {
  readonly page: Page;
  readonly layout: PosterLayout;
  readonly content: PosterContent;
  readonly voices: Voices;
  readonly matrix: QrMatrix;
}
