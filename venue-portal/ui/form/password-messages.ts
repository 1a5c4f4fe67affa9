import type { PortalTranslate } from '../language.tsx';

/** What is wrong with a new password, wherever one is set. */
export const passwordMessages = (t: PortalTranslate) => ({
  missing: t('registration.errors.passwordMissing'),
  long: t('registration.errors.passwordLong'),
  guessable: t('registration.errors.passwordGuessable'),
  else: t('registration.errors.passwordShort'),
});
