import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Language } from '#shared/domain/language.ts';
import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { visitorEn } from '#shared/i18n/visitor.en.ts';
import { visitorVi } from '#shared/i18n/visitor.vi.ts';
import { recall, remember } from './phone-memory.ts';

const translators = createTranslators(visitorVi, visitorEn);

interface LanguageContext {
  readonly language: Language;
  readonly t: Translate<typeof visitorVi>;
  readonly switchLanguage: () => void;
}

const Context = createContext<LanguageContext | null>(null);

/** Vietnamese, unless this visitor chose English before or the phone speaks no Vietnamese at all. */
function firstLanguage(): Language {
  const chosen = recall('language');
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return navigator.languages.length === 0 || navigator.languages.some((tag) => tag.startsWith('vi')) ? 'vi' : 'en';
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo<LanguageContext>(() => {
    const other = language === 'vi' ? 'en' : 'vi';
    return {
      language,
      t: translators[language],
      switchLanguage: () => {
        remember('language', other);
        setLanguage(other);
      },
    };
  }, [language]);
  return <Context value={value}>{children}</Context>;
}

export function useLanguage(): LanguageContext {
  const value = useContext(Context);
  if (!value) throw new Error('useLanguage outside LanguageProvider');
  return value;
}
