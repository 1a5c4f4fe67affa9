import { Button, TextInput } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { invitationInputSchema, invitedRoleSchema, type People } from '#shared/contract/portal-account.ts';
import { useInvite, useWithdrawInvitation } from '../../api/people.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { OneTimeLink } from './one-time-link.tsx';
import classes from './people.module.css';

/** A link makes an account once; which role it gives is chosen here. */
export function InvitationsPanel({ invitations }: { readonly invitations: People['invitations'] }) {
  const { t, format } = useLanguage();
  const withdraw = useWithdrawInvitation();
  return (
    <Panel title={t('account.people.inviteTitle')}>
      <InviteForm />
      <div role="status">{withdraw.isSuccess && <Notice tone="good">{t('account.people.withdrawn')}</Notice>}</div>
      {invitations.length > 0 && (
        <>
          <h3>{t('account.people.pending')}</h3>
          <ul className={classes['list']} aria-label={t('account.people.pending')}>
            {invitations.map(({ id, label, role, expiresAt }) => (
              <li key={id}>
                <div className={classes['who']}>
                  <strong>{label}</strong>
                  <small>
                    {t('account.people.pendingUntil', {
                      role: t(`account.people.roles.${role}`),
                      time: format.dateTime(expiresAt),
                    })}
                  </small>
                </div>
                <Button
                  variant="subtle"
                  size="sm"
                  className={classes['danger']}
                  disabled={withdraw.isPending}
                  aria-label={t('account.people.withdrawWhat', { label })}
                  onClick={() => withdraw.mutate(id)}
                >
                  {t('account.people.withdraw')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function InviteForm() {
  const { t } = useLanguage();
  const invite = useInvite();
  const { form, problems, attempt, field } = usePageForm({
    schema: invitationInputSchema,
    defaultValues: { label: '', role: 'staff' },
    messages: {
      label: { long: t('account.people.inviteForLong'), else: t('account.people.inviteForMissing') },
      role: { else: t('account.people.role') },
    },
    failure: invite.error,
  });
  const general = invite.isError && problems.length === 0 ? t(problemKey(failureOf(invite.error))) : undefined;
  const submit = form.handleSubmit(
    (invitation) => invite.mutate(invitation, { onSuccess: () => form.reset({ label: '', role: 'staff' }) }),
    () => invite.reset(),
  );
  if (invite.data) return <OneTimeLink link={invite.data} onDone={() => invite.reset()} />;
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <TextInput
        className={classes['short']}
        label={t('account.people.inviteFor')}
        description={t('account.people.inviteForHint')}
        autoComplete="off"
        {...field('label')}
      />
      <ChoiceCards
        legend={t('account.people.role')}
        value={form.watch('role')}
        onChange={(role) => form.setValue('role', role)}
        options={invitedRoleSchema.options.map((role) => ({
          value: role,
          label: t(`account.people.roles.${role}`),
          hint: t(`account.people.roleHints.${role}`),
        }))}
      />
      <div className={classes['row']}>
        <Button
          type="submit"
          variant="light"
          loading={invite.isPending}
          leftSection={<IconUserPlus aria-hidden size={20} />}
        >
          {t('account.people.invite')}
        </Button>
      </div>
    </form>
  );
}
