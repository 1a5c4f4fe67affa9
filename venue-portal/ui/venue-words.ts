import { createTranslators, type Translate } from '#shared/i18n/translator.ts';
import { venuesEn } from '#shared/i18n/venues.en.ts';
import { venuesVi } from '#shared/i18n/venues.vi.ts';
import { useLanguage } from './language.tsx';

export type VenueTranslate = Translate<typeof venuesVi>;

const translators = createTranslators(venuesVi, venuesEn);

/** The texts about venues, fetched with the screens that need them. */
export const useVenueWords = (): VenueTranslate => translators[useLanguage().language];
