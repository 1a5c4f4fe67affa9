import type { ReminderReason } from '#shared/contract/portal-ward.ts';
import type { Language } from '#shared/domain/language.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { wardMailEn } from '#shared/i18n/ward-mail.en.ts';
import { wardMailVi } from '#shared/i18n/ward-mail.vi.ts';
import type { Mail } from '../mail/service.ts';

const translators = createTranslators(wardMailVi, wardMailEn);

/** Without the venue's name: whoever chose it may have written anything into it. */
export function writeReminder(letter: {
  readonly to: string;
  readonly language: Language;
  readonly reason: ReminderReason;
  readonly url: string;
}): Mail {
  const { to, language, reason, url } = letter;
  const t = translators[language];
  return { to, subject: t('subject'), text: t('text', { reason: t(`reasons.${reason}`), url }) };
}
