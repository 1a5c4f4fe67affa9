import type { OrganisationRole } from '#shared/domain/roles.ts';
import { useAcceptInvitation, useInvitation } from '../../api/people.ts';
import { failureOf } from '../../api/problem-error.ts';
import { NewAccountForm } from '../../ui/form/new-account-form.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useLinkToken } from '../../ui/use-link-token.ts';
import classes from './sign-in-page.module.css';

/** Where an invitation leads: an account of one's own, then straight in. */
export default function JoinPage() {
  const token = useLinkToken();
  return (
    <div className={`${classes['card']} ${classes['narrow']}`}>
      <OpenLineNotice />
      {token === null ? <NoLink /> : <Invitation token={token} />}
    </div>
  );
}

function NoLink() {
  const { t } = useLanguage();
  return (
    <>
      <PageHeading title={t('account.join.heading')} />
      <Notice tone="warn">{t('account.join.noLink')}</Notice>
    </>
  );
}

function Invitation({ token }: { readonly token: string }) {
  const { t } = useLanguage();
  const invitation = useInvitation(token);
  if (invitation.data) return <JoinForm token={token} {...invitation.data} />;
  if (!invitation.isError) return <Bones lines={4} />;
  return (
    <>
      <PageHeading title={t('account.join.heading')} />
      <Notice tone="stop" live>
        {t(problemKey(failureOf(invitation.error)))}
      </Notice>
    </>
  );
}

function JoinForm(props: {
  readonly token: string;
  readonly organisationName: string;
  readonly role: OrganisationRole;
}) {
  const { token, organisationName: organisation, role } = props;
  const { t } = useLanguage();
  return (
    <NewAccountForm
      className={classes['form']}
      make={useAcceptInvitation()}
      complete={(account) => ({ ...account, token })}
      submitLabel={t('account.join.submit')}
      title={t('account.join.title', { organisation })}
    >
      <p className={classes['intro']}>{t('account.join.intro', { role: t(`account.people.roles.${role}`) })}</p>
    </NewAccountForm>
  );
}
