import type { Language } from '#shared/domain/language.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `14,3 GB` as the language writes it; thousands, as on the packaging of a USB stick. */
export function formatBytes(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });
  return `${number.format(bytes / 1_000 ** power)} ${UNITS[power]}`;
}
