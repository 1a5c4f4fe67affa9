import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { type Language, languageSchema } from '#shared/domain/language.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslator, type Translate } from '#shared/i18n/translator.ts';
import { createFormatters, type Formatters } from './format.ts';
import { readStored, writeStored } from './stored.ts';

export type PortalTranslate = Translate<typeof portalVi>;
export type PortalTextKey = Parameters<PortalTranslate>[0];

/** A language and its texts. */
export interface Spoken {
  readonly language: Language;
  readonly t: PortalTranslate;
}

interface LanguageChoice extends Spoken {
  /** The page changes once the texts are there; without a network it stays as it is. */
  readonly setLanguage: (language: Language) => void;
  readonly format: Formatters;
}

const LanguageContext = createContext<LanguageChoice | null>(null);
const STORAGE_KEY = 'venue-portal.language';
const VIETNAMESE: Spoken = { language: 'vi', t: createTranslator<typeof portalVi>('vi', portalVi) };

/** Few ask for English: everybody else's first view does without it. */
async function speak(language: Language): Promise<Spoken> {
  if (language === 'vi') return VIETNAMESE;
  const { portalEn } = await import('#shared/i18n/portal.en.ts');
  return { language, t: createTranslator<typeof portalVi>(language, portalEn) };
}

/**
 * Vietnamese unless the person chose otherwise: browsers in Viet Nam often say English without meaning it. And Vietnamese
 * where English cannot be had now.
 */
export const speakFirst = (): Promise<Spoken> =>
  speak(languageSchema.catch('vi').parse(readStored(localStorage, STORAGE_KEY))).catch(() => VIETNAMESE);

export function LanguageProvider({ first, children }: { readonly first: Spoken; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState(first);
  const wish = useRef(first.language);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken]);
  const choice = useMemo(() => {
    const setLanguage = async (language: Language): Promise<void> => {
      wish.current = language;
      writeStored(localStorage, STORAGE_KEY, language);
      const next = await speak(language).catch(() => null);
      // Somebody may have chosen again in the meantime.
      if (next && wish.current === language) setSpoken(next);
    };
    return {
      ...spoken,
      setLanguage: (language: Language) => void setLanguage(language),
      format: createFormatters(spoken.language),
    };
  }, [spoken]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error('useLanguage outside LanguageProvider');
  return choice;
}
