import type { AccountEvents } from '#shared/contract/portal-account.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { accountMailEn } from '#shared/i18n/account-mail.en.ts';
import { accountMailVi } from '#shared/i18n/account-mail.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { Mail, Mailer } from '../mail/service.ts';
import type { Store } from '../store/access.ts';
import { type Addressee, findAddressee } from './reader.ts';

export interface NoticeDependencies {
  readonly store: Store;
  readonly publicOrigin: () => string;
  /** null where no mail can be sent: then the account's own page tells alone. */
  readonly mailer: Mailer | null;
  /** Work that nobody waits for, so that the time of an answer tells nothing. */
  readonly inBackground: (work: () => Promise<void>) => void;
}

/** What is worth a letter: how one signs in is another than before, or is about to be. */
export type Notice = Exclude<
  AccountEvents['events'][number]['kind'],
  'recovery-code-used' | 'member-role-changed' | 'email-verified'
>;

const translators = createTranslators(accountMailVi, accountMailEn);

/** Tells the owner of an account what was done to it; whoever did it may be somebody else. */
export function sendNotice(
  { store, mailer, publicOrigin, inBackground }: NoticeDependencies,
  accountId: AccountId,
  notice: Notice,
): void {
  if (!mailer) return;
  inBackground(async () => {
    const addressee = await findAddressee(store.read, accountId);
    if (addressee) await mailer.send(writeNotice(addressee, notice, publicOrigin()));
  });
}

export function writeNotice({ email, language }: Addressee, notice: Notice, origin: string): Mail {
  const t = translators[language];
  const text = t('notice.text', { what: t(`notice.what.${notice}`), url: `${origin}/account` });
  return { to: email, subject: t('notice.subject'), text };
}
