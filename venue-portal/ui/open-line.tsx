import { useLanguage } from './language.tsx';
import { Notice } from './notice.tsx';

/** Whether what is typed here crosses a network unencrypted. A page of this very machine crosses none. */
export const isOpenLine = ({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): boolean =>
  protocol !== 'https:' && !/^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** Stands where a password is to be typed, so that nobody does it unaware. */
export function OpenLineNotice() {
  const { t } = useLanguage();
  return isOpenLine(globalThis.location) ? <Notice tone="warn">{t('account.openLine')}</Notice> : null;
}
