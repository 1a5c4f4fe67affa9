import { rightsEn } from '#shared/i18n/rights.en.ts';
import { rightsVi } from '#shared/i18n/rights.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from './language.tsx';

export type RightsTranslate = Translate<typeof rightsVi>;

const translators = createTranslators(rightsVi, rightsEn);

/** The texts about personal data: a catalog that is fetched with the first screen that needs it. */
export const useRightsText = (): RightsTranslate => translators[useLanguage().language];
