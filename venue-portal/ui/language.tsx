import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Language, languageSchema } from '#shared/domain/language.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { createFormatters, type Formatters } from './format.ts';
import { readStored, writeStored } from './stored.ts';

export type PortalTranslate = Translate<typeof portalVi>;
export type PortalTextKey = Parameters<PortalTranslate>[0];

interface LanguageChoice {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: PortalTranslate;
  readonly format: Formatters;
}

const translators = createTranslators(portalVi, portalEn);
const LanguageContext = createContext<LanguageChoice | null>(null);
const STORAGE_KEY = 'venue-portal.language';

/** Vietnamese unless the person chose otherwise: browsers in Viet Nam often say English without meaning it. */
function readLanguage(): Language {
  return languageSchema.catch('vi').parse(readStored(localStorage, STORAGE_KEY));
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    writeStored(localStorage, STORAGE_KEY, language);
  }, [language]);
  const choice = useMemo(
    () => ({ language, setLanguage, t: translators[language], format: createFormatters(language) }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error('useLanguage outside LanguageProvider');
  return choice;
}
