import type { Pictogram, Verdict } from './declaration.ts';

/** Drawn for people who read no screen: one stroke weight, no colour needed. SVG paths in 64 × 64 units. */
export const PICTOGRAM_PATHS: Readonly<Record<Pictogram, string>> = {
  fever: 'M27 36V13a5 5 0 0 1 10 0v23a10 10 0 1 1-10 0ZM32 24v20M44 14h8M44 22h6M44 30h8',
  cough:
    'M14 50V38c-5-3-7-8-7-13C7 15 15 8 25 8s17 7 17 16l4 8-4 2v7c0 3-2 4-4 4h-5v5M34 32h7M50 26l7-3M51 33h8M50 40l7 3',
  breath:
    'M32 8v20M32 28c-2 5-6 8-11 9M32 28c2 5 6 8 11 9M25 18c-9 3-15 15-15 28 0 7 3 10 7 9 6-1 9-4 9-10V22M39 18c9 3 15 15 15 28 0 7-3 10-7 9-6-1-9-4-9-10V22',
  throat: 'M20 8c0 10-2 14-2 22 0 12 4 16 4 26M44 8c0 10 2 14 2 22 0 12-4 16-4 26M27 30h10M26 37h12M27 44h10',
  contact:
    'M20 24a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM44 24a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7 54c0-12 5-20 13-20s13 8 13 20M31 54c0-12 5-20 13-20s13 8 13 20',
  travel: 'M32 56c12-13 18-22 18-30a18 18 0 1 0-36 0c0 8 6 17 18 30ZM32 33a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
  test: 'M24 6h16M28 6v18L14 50c-2 4 0 8 5 8h26c5 0 7-4 5-8L36 24V6M20 42h24',
  question: 'M32 58a26 26 0 1 0 0-52 26 26 0 0 0 0 52ZM24 25c0-5 4-8 8-8s8 3 8 8c0 6-8 6-8 13M32 46v1',
};

export const VERDICT_PATHS: Readonly<Record<Verdict, string>> = {
  welcome: 'M12 34 26 48 52 18',
  'see-staff': 'M32 30a10 10 0 1 0 0-20 10 10 0 0 0 0 20ZM12 56c1-13 9-20 20-20s19 7 20 20',
  'not-today': 'M32 8a24 24 0 1 0 24 24c-10 6-24 0-24-24Z',
};
