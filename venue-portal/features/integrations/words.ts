import { integrationsEn } from '#shared/i18n/integrations.en.ts';
import { integrationsVi } from '#shared/i18n/integrations.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { useLanguage } from '../../ui/language.tsx';

export type IntegrationsTranslate = Translate<typeof integrationsVi>;

const translators = createTranslators(integrationsVi, integrationsEn);

export const useIntegrationsText = (): IntegrationsTranslate => translators[useLanguage().language];
