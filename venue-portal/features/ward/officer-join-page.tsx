import type { OfficerRole } from '#shared/domain/roles.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useAcceptOfficerInvitation, useOfficerInvitation } from '../../api/ward.ts';
import { NewAccountForm } from '../../ui/form/new-account-form.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useLinkToken } from '../../ui/use-link-token.ts';
import { useWardText } from '../../ui/ward-text.ts';
import classes from './ward.module.css';

/** Where an officer's invitation leads: an account of one's own, then straight to the board. */
export default function OfficerJoinPage() {
  const w = useWardText();
  const token = useLinkToken();
  return (
    <Panel className={classes['narrow']}>
      <OpenLineNotice />
      {token === null ? (
        <>
          <PageHeading title={w('join.heading')} />
          <Notice tone="warn">{w('join.noLink')}</Notice>
        </>
      ) : (
        <Invitation token={token} />
      )}
    </Panel>
  );
}

function Invitation({ token }: { readonly token: string }) {
  const w = useWardText();
  const { t } = useLanguage();
  const invitation = useOfficerInvitation(token);
  if (invitation.data) return <JoinForm token={token} {...invitation.data} />;
  if (!invitation.isError) return <Bones lines={4} />;
  return (
    <>
      <PageHeading title={w('join.heading')} />
      <Notice tone="stop" live>
        {t(problemKey(failureOf(invitation.error)))}
      </Notice>
    </>
  );
}

function JoinForm(props: {
  readonly token: string;
  readonly role: OfficerRole;
  readonly units: readonly { readonly name: string }[];
}) {
  const { token, role, units } = props;
  const w = useWardText();
  return (
    <NewAccountForm
      className={classes['form']}
      make={useAcceptOfficerInvitation()}
      complete={(account) => ({ ...account, token })}
      submitLabel={w('join.submit')}
      title={w('join.title', { role: w(`roles.${role}`) })}
    >
      <p className={classes['soft']}>{w('join.intro', { units: units.map(({ name }) => name).join(', ') })}</p>
    </NewAccountForm>
  );
}
