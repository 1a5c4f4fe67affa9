import { Button, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { emailSchema, passwordSchema } from '#shared/contract/portal-api.ts';
import type { Language } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../language.tsx';
import { PageHeading } from '../page-heading.tsx';
import { problemKey } from '../problem-text.ts';
import { ErrorSummary } from './error-summary.tsx';
import { PasswordField } from './password-field.tsx';
import { passwordMessages } from './password-messages.ts';
import { usePageForm } from './use-page-form.ts';

const accountSchema = z.object({ name: personNameSchema, email: emailSchema, password: passwordSchema });

export type NewAccount = z.infer<typeof accountSchema> & { readonly language: Language };

interface NewAccountFormProps<T> {
  /** What makes the account. */
  readonly make: UseMutationResult<unknown, Error, T>;
  readonly complete: (account: NewAccount) => T;
  /** Where the form is the page. */
  readonly title?: string;
  readonly children: ReactNode;
  readonly submitLabel: string;
  /** Where the server's refusal has words of its own. */
  readonly refusal?: string | undefined;
  readonly className: string | undefined;
}

/** An account of one's own, wherever a link or a code leads to it. */
export function NewAccountForm<T>(props: NewAccountFormProps<T>) {
  const { make, complete, title, children, submitLabel, refusal, className } = props;
  const { t, language } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: accountSchema,
    defaultValues: { name: '', email: '', password: '' },
    messages: {
      name: { missing: t('registration.errors.nameMissing'), else: t('registration.errors.nameLong') },
      email: {
        missing: t('signIn.errors.emailMissing'),
        taken: t('problems.emailTaken'),
        else: t('signIn.errors.emailInvalid'),
      },
      password: passwordMessages(t),
    },
    failure: make.error,
  });
  const general = make.isError && problems.length === 0 ? (refusal ?? t(problemKey(failureOf(make.error)))) : undefined;
  const submit = form.handleSubmit(
    (account) => make.mutate(complete({ ...account, language })),
    () => make.reset(),
  );
  return (
    <form className={className} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      {title !== undefined && <PageHeading title={title} hasErrors={problems.length > 0 || make.isError} />}
      {children}
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
      <Button type="submit" size="lg" loading={make.isPending || make.isSuccess}>
        {submitLabel}
      </Button>
    </form>
  );
}
