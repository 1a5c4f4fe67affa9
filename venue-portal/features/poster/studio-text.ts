import { studioEn } from '#shared/i18n/studio.en.ts';
import { studioVi } from '#shared/i18n/studio.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';

/** Comes with the studio's own chunk: the first view does not carry these words. */
const translators = createTranslators(studioVi, studioEn);

export type StudioTranslate = Translate<typeof studioVi>;

export const useStudioText = (): StudioTranslate => translators[useLanguage().language];
