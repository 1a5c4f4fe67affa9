import i18next, { type i18n } from 'i18next';
import type { Language } from '#shared/domain/language.ts';

/** A catalog as written: nested objects whose leaves are texts with `{{placeholders}}`. */
export interface Catalog {
  readonly [key: string]: string | Catalog;
}

/** Another language's catalog: the same keys, so that a missing one does not compile. */
export type Translation<C extends Catalog> = {
  readonly [K in keyof C]: C[K] extends Catalog ? Translation<C[K]> : string;
};

type Leaves<C> = C extends string
  ? never
  : { [K in keyof C & string]: C[K] extends string ? K : `${K}.${Leaves<C[K]>}` }[keyof C & string];

/** `translate('poster.steps.scan', { venue })`; keys are checked by the compiler. English plurals by i18next (`key_one`, `key_other`, `count`). */
export type Translate<C extends Catalog> = (
  key: PluralBase<Leaves<C>>,
  values?: Record<string, string | number>,
) => string;

/** `visits_one` and `visits_other` are asked for as `visits`. */
type PluralBase<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** Texts of one language. A key without a text is none: catalogs are complete by type. */
export function createTranslator<C extends Catalog>(language: Language, catalog: Translation<C>): Translate<C> {
  const instance: i18n = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: catalog } },
  });
  // Our own key type is stricter than i18next's, which cannot follow a generic catalog.
  const translate = instance.getFixedT(language) as unknown as (key: string, values: object) => string;
  return (key, values) => translate(key, { ...values });
}

/** One translator per language over a room's two catalogs. No fallback between languages. */
export const createTranslators = <C extends Catalog>(
  vi: C,
  en: Translation<C>,
): Readonly<Record<Language, Translate<C>>> => ({
  vi: createTranslator<C>('vi', vi as Translation<C>),
  en: createTranslator<C>('en', en),
});
