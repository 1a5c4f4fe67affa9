/** Drawn for people who read no screen: one stroke weight, no colour needed. 64 × 64 units. */
const DRAWINGS = {
  access:
    'M32 15a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM10 22l16 4v12l-6 21M54 22l-16 4v12l6 21M26 26h12M26 38h12M4 32a28 28 0 0 0 9 24M60 32a28 28 0 0 1-9 24',
  card: 'M6 14h52v36H6ZM20 32a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM12 42c1-5 4-7 8-7s7 2 8 7M37 26h14M37 34h14M37 42h8',
  child: 'M32 30a10 10 0 1 0 0-20 10 10 0 0 0 0 20ZM32 10c0-4 2-6 6-6M20 58V46c0-6 5-10 12-10s12 4 12 10v12',
  closed: 'M14 57V7h36v50M6 57h52M24 32h16',
  contrast: 'M32 7a25 25 0 1 0 0 50 25 25 0 0 0 0-50ZM32 7v50M38 13v38M44 17v30M50 24v16',
  elder: 'M26 19a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM26 20c-8 3-10 12-8 22l-3 17M25 23l9 12h9M46 32v27M19 42l11 6v11',
  exit: 'M32 8H11v48h21M26 32h30M45 20l12 12-12 12',
  full: 'M32 26a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM14 32a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM50 32a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM18 56V46c0-8 6-12 14-12s14 4 14 12v10M4 56V46c0-5 4-8 9-8M60 56V46c0-5-4-8-9-8',
  lock: 'M20 28v-9a12 12 0 0 1 24 0v9M13 28h38v28H13ZM32 39v7',
  notice: 'M10 26v12h10l26 12V14L20 26ZM24 39l4 15M54 26v12',
  passport: 'M13 6h38v52H13ZM32 35a9.500 9.500 0 1 0 0-19 9.500 9.500 0 0 0 0 19ZM23 25.500h18M32 16v19M22 46h20',
  person: 'M32 30a11 11 0 1 0 0-22 11 11 0 0 0 0 22ZM12 57c1-13 9-20 20-20s19 7 20 20',
  qr: 'M9 9h18v18H9ZM37 9h18v18H37ZM9 37h18v18H9ZM37 38h6M49 37h6v8M37 47v8h9M54 55h1M17 18h2M45 18h2M17 46h2',
  slow: 'M32 7a25 25 0 1 0 0 50 25 25 0 0 0 0-50ZM32 18v15l11 7',
  speaker: 'M9 24v16h10l15 13V11L19 24ZM42 24c4 4 4 12 0 16M49 16c9 8 9 24 0 32',
  text: 'M5 53 21 12l16 41M11 39h20M40 53l9-25 10 25M43 45h12',
  type: 'M11 53l4-14 28-28 10 10-28 28ZM36 18l10 10',
  undo: 'M25 12 12 25l13 13M12 25h27a14.500 14.500 0 0 1 0 29H24',
  voice: 'M8 12h48v32H32L20 56V44H8ZM20 24h24M20 33h16',
} as const;
export type IconName = keyof typeof DRAWINGS;

export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`line-icon ${className}`} viewBox="0 0 64 64" aria-hidden="true">
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
