import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAccountEvents, useSecurity, useSessions } from '../../api/account.ts';
import { useEmailStanding } from '../../api/email.ts';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, Loaded } from '../../ui/load-state.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import classes from './account.module.css';
import { EmailPanel } from './email-panel.tsx';
import { EventsPanel } from './events-panel.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { TotpPanel } from './totp-panel.tsx';

/** How one signs in, and where one is signed in. */
export default function AccountPage() {
  const { t } = useLanguage();
  const me = useMe().data;
  const security = useSecurity();
  const sessions = useSessions();
  const events = useAccountEvents();
  const email = useEmailStanding();
  // Asked for at once, shown at once: a panel that comes late would push away what somebody is about to press.
  const isComing = security.isPending || sessions.isPending || events.isPending || email.isPending;
  return (
    <div className={classes['page']}>
      <div>
        <PageHeading title={t('account.title')} />
        {me && <p className={classes['soft']}>{t('account.intro', { name: me.name, email: me.email })}</p>}
        {me?.role === 'owner' && (
          <Link to="/people" className={classes['people']}>
            <IconUsers aria-hidden size={20} />
            {t('account.people.open')}
          </Link>
        )}
      </div>
      {isComing ? (
        <Bones lines={8} />
      ) : (
        <>
          <Loaded query={email}>{(standing) => <EmailPanel standing={standing} />}</Loaded>
          <Loaded query={security}>
            {(known) => (
              <>
                <PasskeysPanel security={known} />
                <TotpPanel security={known} />
              </>
            )}
          </Loaded>
          <PasswordPanel />
          <SessionsPanel />
          <EventsPanel />
        </>
      )}
    </div>
  );
}
