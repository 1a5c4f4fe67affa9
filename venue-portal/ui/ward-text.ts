import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { wardEn } from '#shared/i18n/ward.en.ts';
import { wardVi } from '#shared/i18n/ward.vi.ts';
import { useLanguage } from './language.tsx';

/** In both languages at once, for texts that are handed on. */
export const wardTexts = createTranslators(wardVi, wardEn);

/** The texts of wards: a catalog that is fetched with the first screen that needs it. */
export const useWardText = (): Translate<typeof wardVi> => wardTexts[useLanguage().language];
