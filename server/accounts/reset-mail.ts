import type { Language } from '#shared/domain/language.ts';
import { accountMailEn } from '#shared/i18n/account-mail.en.ts';
import { accountMailVi } from '#shared/i18n/account-mail.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { Mail } from '../mail/service.ts';

const translators = createTranslators(accountMailVi, accountMailEn);

/** Without the person's name: whoever registered the address chose it, and may not be the one who reads this. */
export function writeResetMail(letter: {
  readonly to: string;
  readonly url: string;
  readonly language: Language;
}): Mail {
  const { to, url, language } = letter;
  const t = translators[language];
  return { to, subject: t('reset.subject'), text: t('reset.text', { url }) };
}
