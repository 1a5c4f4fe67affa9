import { Button } from '@mantine/core';
import { z } from 'zod';
import { passwordSchema } from '#shared/contract/portal-api.ts';
import { useChangePassword } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { passwordMessages } from '../../ui/form/password-messages.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { UsernameField } from '../../ui/form/username-field.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './account.module.css';

const newPasswordSchema = z.object({ password: passwordSchema });

/** The old one is asked for by the proof that every change here needs. */
export function PasswordPanel() {
  const { t } = useLanguage();
  const change = useChangePassword();
  const { form, problems, attempt, field } = usePageForm({
    schema: newPasswordSchema,
    defaultValues: { password: '' },
    messages: { password: passwordMessages(t) },
    failure: change.error,
  });
  const general = change.isError && problems.length === 0 ? t(problemKey(failureOf(change.error))) : undefined;
  const submit = form.handleSubmit(
    ({ password }) => change.mutate(password, { onSuccess: () => form.reset({ password: '' }) }),
    () => change.reset(),
  );
  return (
    <Panel title={t('account.password.title')}>
      <p className={classes['soft']}>{t('account.password.intro')}</p>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <UsernameField />
        <ErrorSummary problems={problems} general={general} attempt={attempt} />
        <PasswordField
          className={classes['short']}
          label={t('account.password.next')}
          description={t('registration.passwordTip')}
          autoComplete="new-password"
          {...field('password')}
        />
        <div role="status">{change.isSuccess && <Notice tone="good">{t('account.password.changed')}</Notice>}</div>
        <div className={classes['row']}>
          <Button type="submit" variant="light" loading={change.isPending}>
            {t('account.password.submit')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
