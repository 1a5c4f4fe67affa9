import { Button, UnstyledButton } from '@mantine/core';
import { z } from 'zod';
import { secondFactorCodeSchema } from '#shared/contract/portal-account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { CodeField } from '../../ui/form/code-field.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './sign-in-page.module.css';

const codeFormSchema = z.object({ code: secondFactorCodeSchema });

/** After the password: the app's code, or a recovery code. */
export function CodeForm(props: {
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
      <PageHeading title={t('account.code.title')} hasErrors={problems.length > 0 || failure !== null} />
      <CodeField {...field('code')} />
      <Button type="submit" size="lg" loading={props.busy}>
        {t('account.code.submit')}
      </Button>
      <UnstyledButton className={classes['forgot']} onClick={props.onBack}>
        {t('account.code.back')}
      </UnstyledButton>
    </form>
  );
}
