import { Button, UnstyledButton } from '@mantine/core';
import { z } from 'zod';
import { secondFactorCodeSchema } from '#shared/contract/portal-account.ts';
import { canUsePasskeys } from '../../api/passkeys.ts';
import { failureOf } from '../../api/problem-error.ts';
import { CodeField } from '../../ui/form/code-field.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { PasskeyButton } from './passkey-button.tsx';
import classes from './sign-in-page.module.css';

const codeFormSchema = z.object({ code: secondFactorCodeSchema });

/** After the password: a passkey, the app's code, or a recovery code. */
export function CodeForm(props: {
  /** Of whoever has passkeys alone, only they or a recovery code will do. */
  readonly hasApp: boolean;
  readonly busy: boolean;
  readonly failure: Error | null;
  readonly onSubmit: (code: string) => void;
  readonly onBack: () => void;
}) {
  const { failure } = props;
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: codeFormSchema,
    defaultValues: { code: '' },
    messages: { code: { missing: t('account.code.missing'), else: t('account.code.invalid') } },
    failure,
  });
  const general = failure && problems.length === 0 ? t(problemKey(failureOf(failure))) : undefined;
  const submit = form.handleSubmit(({ code }) => props.onSubmit(code));
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading
        title={t(props.hasApp ? 'account.code.title' : 'account.code.passkeyTitle')}
        hasErrors={problems.length > 0 || failure !== null}
      />
      {!props.hasApp && <p className={classes['intro']}>{t('account.code.passkeyIntro')}</p>}
      {canUsePasskeys() && <PasskeyButton or={t('account.orCode')} />}
      <CodeField hasApp={props.hasApp} {...field('code')} />
      <Button type="submit" size="lg" loading={props.busy}>
        {t('account.code.submit')}
      </Button>
      <UnstyledButton className={classes['forgot']} onClick={props.onBack}>
        {t('account.code.back')}
      </UnstyledButton>
    </form>
  );
}
