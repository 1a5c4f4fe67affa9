import { Button } from '@mantine/core';
import { z } from 'zod';
import { secondFactorCodeSchema } from '#shared/contract/portal-account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { CodeField } from '../../ui/form/code-field.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { UsernameField } from '../../ui/form/username-field.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './account.module.css';

/** Names of its own: the page below may have a password field too. */
const schemaOf = (needsCode: boolean) =>
  z.object({
    proofPassword: z.string().min(1).max(200),
    proofCode: needsCode ? secondFactorCodeSchema : z.string(),
  });

/** Password, and a code where the account has more than a password. */
export function ProofForm(props: {
  readonly needsCode: boolean;
  readonly hasApp: boolean;
  readonly busy: boolean;
  readonly failure: Error | null;
  readonly onSubmit: (proof: { readonly password: string; readonly code?: string }) => void;
  readonly onCancel: () => void;
}) {
  const { needsCode, failure } = props;
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: schemaOf(needsCode),
    defaultValues: { proofPassword: '', proofCode: '' },
    messages: {
      proofPassword: { else: t('signIn.errors.passwordMissing') },
      proofCode: { missing: t('account.code.missing'), else: t('account.code.invalid') },
    },
    failure,
  });
  const general = failure && problems.length === 0 ? t(sentenceOf(failure)) : undefined;
  const submit = form.handleSubmit(({ proofPassword, proofCode }) =>
    props.onSubmit({ password: proofPassword, ...(needsCode && { code: proofCode }) }),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <UsernameField />
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PasswordField label={t('account.stepUp.password')} autoComplete="current-password" {...field('proofPassword')} />
      {needsCode && <CodeField hasApp={props.hasApp} {...field('proofCode')} />}
      <div className={classes['actions']}>
        <Button variant="default" onClick={props.onCancel}>
          {t('app.cancel')}
        </Button>
        <Button type="submit" loading={props.busy}>
          {t('account.stepUp.submit')}
        </Button>
      </div>
    </form>
  );
}

/** The e-mail address is not asked for here: only the password can be wrong. */
function sentenceOf(failure: Error) {
  const code = failureOf(failure);
  return code === 'wrong-credentials' ? 'account.problems.wrongPassword' : problemKey(code);
}
