import type { ClosureReason } from '#shared/contract/portal-closures.ts';
import type { Language } from '#shared/domain/language.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { wardMailEn } from '#shared/i18n/ward-mail.en.ts';
import { wardMailVi } from '#shared/i18n/ward-mail.vi.ts';
import type { Mail } from '../mail/service.ts';

const translators = createTranslators(wardMailVi, wardMailEn);

/** Without the venue's name: whoever chose it may have written anything into it. */
export function writeClosureLetter(letter: {
  readonly to: string;
  readonly language: Language;
  readonly what: 'closed' | 'reopened';
  readonly reason: ClosureReason;
  readonly url: string;
}): Mail {
  const { to, language, what, reason, url } = letter;
  const t = translators[language];
  return { to, subject: t(`${what}.subject`), text: t(`${what}.text`, { reason: t(`closureReasons.${reason}`), url }) };
}
