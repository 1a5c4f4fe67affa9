import { settingsEn } from '#shared/i18n/settings.en.ts';
import { settingsVi } from '#shared/i18n/settings.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from './language.tsx';

export type SettingsTranslate = Translate<typeof settingsVi>;

/** Both at once, for texts that are made in both. */
export const settingsWords = createTranslators(settingsVi, settingsEn);

/** The words of the settings' pages, which come with them and not with the first view. */
export const useSettingsWords = (): SettingsTranslate => settingsWords[useLanguage().language];
