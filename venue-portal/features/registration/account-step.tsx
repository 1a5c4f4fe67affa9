import { TextInput } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { FieldMessages } from '../../ui/form/field-problems.ts';
import { PasswordField } from '../../ui/form/password-field.tsx';
import { passwordMessages } from '../../ui/form/password-messages.ts';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { type PortalTranslate, useLanguage } from '../../ui/language.tsx';
import { OpenLineNotice } from '../../ui/open-line.tsx';
import { accountStepSchema } from './draft.ts';
import classes from './registration.module.css';
import { StepFrame, type StepProps, useDraftSaving } from './step-frame.tsx';

const PASSWORD_LENGTH = 10;

const accountMessages = (t: PortalTranslate): FieldMessages => ({
  organisationName: {
    missing: t('registration.errors.organisationMissing'),
    short: t('registration.errors.organisationShort'),
    else: t('registration.errors.organisationLong'),
  },
  'owner.name': { missing: t('registration.errors.nameMissing'), else: t('registration.errors.nameLong') },
  'owner.email': {
    missing: t('signIn.errors.emailMissing'),
    taken: t('problems.emailTaken'),
    else: t('signIn.errors.emailInvalid'),
  },
  'owner.password': passwordMessages(t),
});

export function AccountStep(
  props: StepProps & { readonly password: string; readonly setPassword: (password: string) => void },
) {
  const { draft, save, failure } = props;
  const { t } = useLanguage();
  const { form, problems, attempt, field } = usePageForm({
    schema: accountStepSchema,
    defaultValues: {
      organisationName: draft.organisationName,
      owner: { ...draft.owner, password: props.password },
    },
    messages: accountMessages(t),
    failure,
  });
  useDraftSaving(form, ({ organisationName, owner }) =>
    save({ ...draft, organisationName, owner: { name: owner.name, email: owner.email } }),
  );
  const submit = form.handleSubmit(({ organisationName, owner }) => {
    props.forgive();
    props.setPassword(owner.password);
    // Most places are their own organisation: the next step starts with its name instead of asking twice.
    const name = draft.venue.name === '' ? organisationName : draft.venue.name;
    save({
      ...draft,
      organisationName,
      owner: { name: owner.name, email: owner.email },
      venue: { ...draft.venue, name },
    });
    props.goOn();
  });
  return (
    <StepFrame
      title={t('registration.accountTitle')}
      intro={t('registration.accountIntro')}
      number={props.number}
      back={props.back}
      problems={problems}
      attempt={attempt + (failure ? 1 : 0)}
      onSubmit={submit}
    >
      <TextInput
        label={t('registration.organisationName')}
        autoComplete="organization"
        {...field('organisationName')}
      />
      <TextInput label={t('registration.ownerName')} autoComplete="name" {...field('owner.name')} />
      <TextInput
        label={t('registration.email')}
        description={t('registration.emailHint')}
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        {...field('owner.email')}
      />
      <OpenLineNotice />
      <div className={classes['password']}>
        <PasswordField
          label={t('registration.password')}
          description={t('registration.passwordTip')}
          autoComplete="new-password"
          {...field('owner.password')}
        />
        <PasswordRule length={form.watch('owner.password').length} />
      </div>
      <p className={classes['intro']}>
        {t('registration.haveAccount')} <Link to="/sign-in">{t('signIn.title')}</Link>
      </p>
    </StepFrame>
  );
}

/** The one rule, visible before anything is typed, ticked as soon as it is met. */
function PasswordRule({ length }: { readonly length: number }) {
  const { t } = useLanguage();
  const met = length >= PASSWORD_LENGTH;
  const Icon = met ? IconCircleCheckFilled : IconCircle;
  return (
    <p className={classes['rule']} data-met={met}>
      <Icon aria-hidden size={20} />
      {t('registration.passwordLength', { count: length })}
    </p>
  );
}
