import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconChartBar, IconLock, IconPrinter, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { z } from 'zod';
import { signInSchema } from '#shared/contract/portal-api.ts';
import { isLeaving } from '../../api/leaving.ts';
import { canUsePasskeys } from '../../api/passkeys.ts';
import { failureOf, ProblemError } from '../../api/problem-error.ts';
import { useMe, useSignIn } from '../../api/session.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { CodeForm } from './code-form.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import classes from './sign-in-page.module.css';

/** Where the person came from; only paths of this app, whatever the history holds. */
const arrivalSchema = z
  .object({
    from: z
      .string()
      .regex(/^\/(?!\/)/)
      .catch('/'),
    expired: z.boolean().catch(false),
  })
  .catch({ from: '/', expired: false });

export function SignInPage() {
  const { t } = useLanguage();
  const arrival = arrivalSchema.parse(useLocation().state);
  const [search] = useSearchParams();
  const [wasLeaving] = useState(isLeaving);
  const signedOut = wasLeaving || search.has('signed-out');
  const done = search.has('new-password');
  const me = useMe().data;
  // Also the way on after signing in.
  if (me) return <Navigate to={signedOut ? '/' : arrival.from} replace />;
  return (
    <div className={classes['layout']}>
      <Introduction />
      <div className={classes['card']}>
        {arrival.expired && !signedOut && <Notice tone="warn">{t('signIn.expired')}</Notice>}
        {signedOut && <Notice tone="good">{t('signIn.signedOut')}</Notice>}
        {done && <Notice tone="good">{t('account.recovery.done')}</Notice>}
        <OpenLineNotice />
        <SignIn />
        <div className={classes['new']}>
          <h2>{t('signIn.newHere')}</h2>
          <p>{t('signIn.registerNote')}</p>
          <Button
            component={Link}
            to="/register"
            variant="light"
            size="lg"
            rightSection={<IconArrowRight aria-hidden size={20} />}
          >
            {t('signIn.register')}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** The passkey first, then the password, then what else the account asks for. */
function SignIn() {
  const signIn = useSignIn();
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const code = failureOf(signIn.error);
  // Once the password was right, what follows is about the code.
  const isCodeAsked = credentials !== null && (code === 'second-factor-required' || code === 'wrong-code');
  const [wasAsked, setWasAsked] = useState(false);
  const [hasApp, setHasApp] = useState(true);
  if (isCodeAsked && !wasAsked) {
    setWasAsked(true);
    setHasApp(!(signIn.error instanceof ProblemError && signIn.error.fields['code'] === 'no-app'));
  }
  if (wasAsked && credentials) {
    return (
      <CodeForm
        hasApp={hasApp}
        busy={signIn.isPending}
        failure={code === 'second-factor-required' ? null : signIn.error}
        onSubmit={(given) => signIn.mutate({ ...credentials, code: given })}
        onBack={() => {
          setWasAsked(false);
          setCredentials(null);
          signIn.reset();
        }}
      />
    );
  }
  return (
    <SignInForm
      signIn={signIn}
      onSubmit={(given) => {
        setCredentials(given);
        signIn.mutate(given);
      }}
    />
  );
}

type Credentials = z.infer<typeof signInSchema>;

function SignInForm(props: {
  readonly signIn: ReturnType<typeof useSignIn>;
  readonly onSubmit: (credentials: Credentials) => void;
}) {
  const { signIn } = props;
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: signInSchema,
    defaultValues: { email: '', password: '' },
    messages: {
      email: { missing: t('signIn.errors.emailMissing'), else: t('signIn.errors.emailInvalid') },
      password: { else: t('signIn.errors.passwordMissing') },
    },
    failure: signIn.error,
  });
  const general = signIn.isError && problems.length === 0 ? t(problemKey(failureOf(signIn.error))) : undefined;
  const submit = form.handleSubmit(props.onSubmit, () => signIn.reset());
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <PageHeading title={t('signIn.title')} hasErrors={problems.length > 0 || signIn.isError} />
      <p className={classes['intro']}>{t('signIn.intro')}</p>
      {canUsePasskeys() && <PasskeyButton hint={t('account.passkeyHint')} or={t('account.orPassword')} />}
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        {...field('email')}
      />
      <PasswordField label={t('signIn.password')} autoComplete="current-password" {...field('password')} />
      <Button type="submit" size="lg" loading={signIn.isPending}>
        {t('signIn.submit')}
      </Button>
      <Link to="/forgot" className={classes['forgot']}>
        {t('account.forgot')}
      </Link>
    </form>
  );
}

/** What this is, for whoever sees it first: three steps and a word on privacy. */
function Introduction() {
  const { t } = useLanguage();
  const steps = [
    { Icon: IconQrcode, text: t('signIn.heroSteps.register') },
    { Icon: IconPrinter, text: t('signIn.heroSteps.print') },
    { Icon: IconChartBar, text: t('signIn.heroSteps.watch') },
  ];
  return (
    <section className={classes['promise']}>
      <p className={classes['headline']}>
        <span>{t('signIn.heroDoor')}</span> <span>{t('signIn.heroLog')}</span>
      </p>
      <p>{t('app.tagline')}</p>
      <ol>
        {steps.map(({ Icon, text }) => (
          <li key={text}>
            <Icon aria-hidden size={26} stroke={1.6} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <p className={classes['privacy']}>
        <IconLock aria-hidden size={20} />
        <span>{t('signIn.heroPrivacy')}</span>
      </p>
    </section>
  );
}
