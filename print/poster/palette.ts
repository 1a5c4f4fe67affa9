/** Colours of a poster, `#rrggbb`. Every pair used together has a contrast of at least 7:1. */
export interface Palette {
  readonly brand: string;
  readonly brandDeep: string;
  readonly onBrand: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly tint: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly rule: string;
  readonly demo: string;
  readonly onDemo: string;
  readonly paper: string;
}

export const PALETTE: Palette = {
  brand: '#0b5c63',
  brandDeep: '#07444a',
  onBrand: '#ffffff',
  accent: '#ffc94a',
  onAccent: '#0a2f33',
  tint: '#e6f2f1',
  ink: '#0f2427',
  inkSoft: '#38494c',
  rule: '#a9c3c2',
  demo: '#a3142a',
  onDemo: '#ffffff',
  paper: '#ffffff',
};
