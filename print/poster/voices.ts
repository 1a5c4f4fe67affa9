import type { Language } from '#shared/domain/language.ts';
import { printTexts } from '../print-texts.ts';
import type { PosterLanguage } from './description.ts';

type PrintText = (typeof printTexts)['vi'];

/** One language speaking on a poster. */
export interface Voice {
  readonly language: Language;
  readonly say: PrintText;
}

/** The language set large, and the one below it where a poster speaks both. */
export interface Voices {
  readonly primary: Voice;
  readonly secondary: Voice | undefined;
}

const voice = (language: Language): Voice => ({ language, say: printTexts[language] });

export function voicesOf(language: PosterLanguage): Voices {
  if (language === 'both') return { primary: voice('vi'), secondary: voice('en') };
  return { primary: voice(language), secondary: undefined };
}

export const voicesIn = ({ primary, secondary }: Voices): readonly Voice[] =>
  secondary ? [primary, secondary] : [primary];

/** Both voices' words for one thing, primary first. */
export const inEachVoice = (voices: Voices, words: (voice: Voice) => string): string[] => voicesIn(voices).map(words);
