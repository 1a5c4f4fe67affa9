import { useState } from 'react';
import { Link } from 'react-router';
import type { People } from '#shared/contract/portal-account.ts';
import { usePeople } from '../../api/people.ts';
import { useMe } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { InvitationsPanel } from './invitations-panel.tsx';
import { MemberRow } from './member-row.tsx';
import classes from './people.module.css';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { ResetDialog } from './reset-dialog.tsx';

type Member = People['members'][number];

/** Who may use the portal of the organisation. Owners only. */
export default function PeoplePage() {
  const { t } = useLanguage();
  const me = useMe().data;
  const people = usePeople();
  return (
    <div className={classes['page']}>
      <div>
        <PageHeading title={t('account.people.title')} />
        <p className={classes['soft']}>{t('account.people.intro', { organisation: me?.organisation?.name ?? '' })}</p>
      </div>
      <Loaded query={people} lines={6}>
        {({ members, invitations, webhooksKnown }) => (
          <>
            {webhooksKnown > 0 && <KnownWebhooks count={webhooksKnown} />}
            <MembersPanel members={members} />
            <InvitationsPanel invitations={invitations} />
          </>
        )}
      </Loaded>
    </div>
  );
}

/** Until each of them has another secret. */
function KnownWebhooks({ count }: { readonly count: number }) {
  const { t } = useLanguage();
  return (
    <Notice tone="warn" live>
      {t('account.people.webhooksKnown', { count })}{' '}
      <Link to="/integrations">{t('account.people.webhooksKnownLink')}</Link>
    </Notice>
  );
}

function MembersPanel({ members }: { readonly members: readonly Member[] }) {
  const { t } = useLanguage();
  const [removing, setRemoving] = useState<Member | null>(null);
  const [resetting, setResetting] = useState<Member | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <Panel title={t('account.people.listLabel')}>
      <div role="status">{said !== null && <Notice tone="good">{said}</Notice>}</div>
      <ul className={classes['list']} aria-label={t('account.people.listLabel')}>
        {members.map((member) => (
          <MemberRow
            key={member.accountId}
            member={member}
            onReset={() => setResetting(member)}
            onRemove={() => setRemoving(member)}
          />
        ))}
      </ul>
      {removing && (
        <RemoveMemberDialog
          member={removing}
          onClose={() => setRemoving(null)}
          onDone={() => setSaid(t('account.people.removed', { name: removing.name }))}
        />
      )}
      {resetting && <ResetDialog member={resetting} onClose={() => setResetting(null)} />}
    </Panel>
  );
}
