import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import { emailSchema } from '#shared/contract/portal-api.ts';
import { useRequestRecovery } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './sign-in-page.module.css';

const forgotSchema = z.object({ email: emailSchema });

/** Says the same whether or not there is such an account: this page must not tell who has one. */
export default function ForgotPage() {
  const { t } = useLanguage();
  const recovery = useRequestRecovery();
  return (
    <div className={`${classes['card']} ${classes['narrow']}`}>
      {recovery.isSuccess ? (
        <>
          <PageHeading title={t('account.recovery.sentTitle')} />
          <Notice tone="info" live>
            {t('account.recovery.sent')}
          </Notice>
          <p className={classes['intro']}>{t('account.recovery.noMail')}</p>
        </>
      ) : (
        <ForgotForm recovery={recovery} />
      )}
      <BackLink to="/sign-in">{t('signIn.title')}</BackLink>
    </div>
  );
}

function ForgotForm({ recovery }: { readonly recovery: ReturnType<typeof useRequestRecovery> }) {
  const { t, language } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: forgotSchema,
    defaultValues: { email: '' },
    messages: { email: { missing: t('signIn.errors.emailMissing'), else: t('signIn.errors.emailInvalid') } },
    failure: recovery.error,
  });
  const general = recovery.isError && problems.length === 0 ? t(problemKey(failureOf(recovery.error))) : undefined;
  const submit = form.handleSubmit(({ email }) => recovery.mutate({ email, language }));
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading title={t('account.recovery.title')} hasErrors={problems.length > 0 || recovery.isError} />
      <p className={classes['intro']}>{t('account.recovery.intro')}</p>
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        {...field('email')}
      />
      <Button type="submit" size="lg" loading={recovery.isPending}>
        {t('account.recovery.submit')}
      </Button>
    </form>
  );
}
