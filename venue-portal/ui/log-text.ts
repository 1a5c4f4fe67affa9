import { logEn } from '#shared/i18n/log.en.ts';
import { logVi } from '#shared/i18n/log.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from './language.tsx';

export type LogTranslate = Translate<typeof logVi>;
export type LogTextKey = Parameters<LogTranslate>[0];

const translators = createTranslators(logVi, logEn);

/** The words of the log, of who is here and of figures: they come with those pages, not with the first view. */
export const useLogText = (): LogTranslate => translators[useLanguage().language];
