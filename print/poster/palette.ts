/** Every pair used together has a contrast of at least 7:1. */
export const PALETTE = {
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
} as const;
