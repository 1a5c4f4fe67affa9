import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { z } from 'zod';
import { passwordSchema } from '#shared/contract/portal-api.ts';
import { useRedeemResetLink } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { passwordMessages } from '../../ui/form/password-messages.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useLinkToken } from '../../ui/use-link-token.ts';
import classes from './sign-in-page.module.css';

const newPasswordSchema = z.object({ password: passwordSchema });

/** Where a one-time link leads: a new password, then sign in with it. */
export default function RecoverPage() {
  const { t } = useLanguage();
  const token = useLinkToken();
  return (
    <div className={`${classes['card']} ${classes['narrow']}`}>
      <OpenLineNotice />
      {token === null ? (
        <>
          <PageHeading title={t('account.recovery.newTitle')} />
          <Notice tone="warn">{t('account.recovery.noLink')}</Notice>
        </>
      ) : (
        <NewPasswordForm token={token} />
      )}
      <Link to="/forgot" className={classes['forgot']}>
        {t('account.recovery.askAgain')}
      </Link>
    </div>
  );
}

function NewPasswordForm({ token }: { readonly token: string }) {
  const { t } = useLanguage();
  const redeem = useRedeemResetLink();
  const { form, problems, attempt, field } = usePageForm({
    schema: newPasswordSchema,
    defaultValues: { password: '' },
    messages: {
      password: passwordMessages(t),
    },
    failure: redeem.error,
  });
  const general = redeem.isError && problems.length === 0 ? t(problemKey(failureOf(redeem.error))) : undefined;
  const submit = form.handleSubmit(({ password }) =>
    redeem.mutate(
      { token, password },
      // The sessions have ended, this browser's too: whatever was loaded goes with the page.
      { onSuccess: () => globalThis.location.replace('/sign-in?new-password') },
    ),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading title={t('account.recovery.newTitle')} hasErrors={problems.length > 0 || redeem.isError} />
      <p className={classes['intro']}>{t('account.recovery.newIntro')}</p>
      <PasswordField
        label={t('account.password.next')}
        description={t('registration.passwordTip')}
        autoComplete="new-password"
        {...field('password')}
      />
      <Button type="submit" size="lg" loading={redeem.isPending}>
        {t('account.recovery.newSubmit')}
      </Button>
    </form>
  );
}
