import { exportsEn } from '#shared/i18n/exports.en.ts';
import { exportsVi } from '#shared/i18n/exports.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';

export type ExportTranslate = Translate<typeof exportsVi>;

const translators = createTranslators(exportsVi, exportsEn);

/** The words of this page: they come with it, not with the first view. */
export const useExportText = (): ExportTranslate => translators[useLanguage().language];
