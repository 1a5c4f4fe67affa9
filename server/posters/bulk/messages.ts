import type { PosterDescription } from '#print/poster/description.ts';
import type { PosterPreflight } from '#shared/contract/poster-options.ts';

/** What the thread that draws many posters is told. */
export interface BulkOrder {
  /** Without the logo, which all of them share. */
  readonly posters: ReadonlyArray<Omit<PosterDescription, 'logo'>>;
  readonly logo: Uint8Array | null;
  readonly file: 'pdf' | 'zip';
  /** In a ZIP, one each. */
  readonly names: readonly string[];
  /** Written there; nothing stands there yet. */
  readonly path: string;
}

/** What it says meanwhile. `index` is of the order's posters. */
export type BulkNews =
  | { readonly kind: 'left-out'; readonly index: number; readonly preflight: PosterPreflight }
  | { readonly kind: 'checked'; readonly count: number }
  | { readonly kind: 'drawn'; readonly count: number }
  | { readonly kind: 'done'; readonly bytes: number };
