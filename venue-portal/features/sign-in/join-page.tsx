import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import { emailSchema, passwordSchema } from '#shared/contract/portal-api.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import { useAcceptInvitation, useInvitation } from '../../api/people.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useLinkToken } from '../../ui/use-link-token.ts';
import classes from './sign-in-page.module.css';

const joinSchema = z.object({ name: personNameSchema, email: emailSchema, password: passwordSchema });

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
      <PageHeading title={t('account.people.inviteTitle')} />
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
      <PageHeading title={t('account.people.inviteTitle')} />
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
  const { t, language } = useLanguage();
  const join = useAcceptInvitation();
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
      <PageHeading title={t('account.join.title', { organisation })} hasErrors={problems.length > 0 || join.isError} />
      <p className={classes['intro']}>{t('account.join.intro', { role: t(`account.people.roles.${role}`) })}</p>
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
        {t('account.join.submit')}
      </Button>
    </form>
  );
}
