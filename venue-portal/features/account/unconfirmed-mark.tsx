import { useEmailStanding } from '../../api/email.ts';
import classes from './account.module.css';
import { useEmailText } from './email-words.ts';

/** A dot on the way to the account while letters have nowhere to go; nothing where none are sent. */
export default function UnconfirmedMark() {
  const t = useEmailText();
  const standing = useEmailStanding().data;
  if (!standing?.canMail || standing.verifiedAt !== null) return null;
  return (
    <span className={classes['mark']} title={t('mark')}>
      <span className="visually-hidden">{t('mark')}</span>
    </span>
  );
}
