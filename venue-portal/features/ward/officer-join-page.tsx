import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import { emailSchema, passwordSchema } from '#shared/contract/portal-api.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useAcceptOfficerInvitation, useOfficerInvitation } from '../../api/ward.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
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

const joinSchema = z.object({ name: personNameSchema, email: emailSchema, password: passwordSchema });

/** Where an officer's invitation leads: an account of one's own, then straight to the board. */
export default function OfficerJoinPage() {
  const w = useWardText();
  const token = useLinkToken();
  return (
    <Panel className={classes['narrow']}>
      <OpenLineNotice />
      {token === null ? (
        <>
          <PageHeading title={w('officers.invite')} />
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
      <PageHeading title={w('officers.invite')} />
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
  const { t, language } = useLanguage();
  const join = useAcceptOfficerInvitation();
  const { form, problems, attempt, field } = usePageForm({
    schema: joinSchema,
    defaultValues: { name: '', email: '', password: '' },
    messages: {
      name: { missing: t('registration.errors.nameMissing'), else: t('registration.errors.nameLong') },
      email: {
        missing: t('signIn.errors.emailMissing'),
        taken: t('problems.emailTaken'),
        else: t('signIn.errors.emailInvalid'),
      },
      password: {
        missing: t('registration.errors.passwordMissing'),
        long: t('registration.errors.passwordLong'),
        else: t('registration.errors.passwordShort'),
      },
    },
    failure: join.error,
  });
  const general = join.isError && problems.length === 0 ? t(problemKey(failureOf(join.error))) : undefined;
  const submit = form.handleSubmit(
    (input) => join.mutate({ ...input, token, language }),
    () => join.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading
        title={w('join.title', { role: w(`roles.${role}`) })}
        hasErrors={problems.length > 0 || join.isError}
      />
      <p className={classes['soft']}>{w('join.intro', { units: units.map(({ name }) => name).join(', ') })}</p>
      <TextInput label={t('account.join.name')} autoComplete="name" {...field('name')} />
      <TextInput
        label={t('account.join.email')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        {...field('email')}
      />
      <PasswordField
        label={t('account.join.password')}
        description={t('registration.passwordTip')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Button type="submit" size="lg" loading={join.isPending || join.isSuccess}>
        {w('join.submit')}
      </Button>
    </form>
  );
}
