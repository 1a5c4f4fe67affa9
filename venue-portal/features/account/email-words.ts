import { emailEn } from '#shared/i18n/email.en.ts';
import { emailVi } from '#shared/i18n/email.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';

const translators = createTranslators(emailVi, emailEn);

export const useEmailText = (): Translate<typeof emailVi> => translators[useLanguage().language];
