import { Button, TextInput } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { type EmailStanding, emailChangeSchema, emailConfirmationSchema } from '#shared/contract/portal-account.ts';
import { useChangeEmail, useConfirmEmail, useSendCode } from '../../api/email.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './account.module.css';
import { useEmailText } from './email-words.ts';

/** The address one signs in with: to be confirmed once by a code, and to be changed. */
export function EmailPanel({ standing }: { readonly standing: EmailStanding }) {
  const t = useEmailText();
  const [isChanging, setIsChanging] = useState(false);
  const [told, setTold] = useState('');
  // Kept here: its form is gone in the moment it succeeds.
  const confirm = useConfirmEmail();
  const isVerified = standing.verifiedAt !== null;
  const news = confirm.isSuccess && isVerified ? t('done') : told;
  return (
    <Panel
      title={t('title')}
      aside={
        standing.canMail && <Chip tone={isVerified ? 'good' : 'warn'}>{t(isVerified ? 'verified' : 'unverified')}</Chip>
      }
    >
      <p className={classes['address']}>{standing.email}</p>
      <div role="status">{news !== '' && <Notice tone="good">{news}</Notice>}</div>
      {!standing.canMail && <p className={classes['soft']}>{t('noMail')}</p>}
      {standing.canMail && isVerified && <p className={classes['soft']}>{t('good')}</p>}
      {standing.canMail && !isVerified && <Confirmation standing={standing} confirm={confirm} />}
      {isChanging ? (
        <ChangeForm
          onCancel={() => setIsChanging(false)}
          onDone={(email) => {
            setIsChanging(false);
            confirm.reset();
            setTold(t('changed', { email }));
          }}
        />
      ) : (
        <div className={classes['row']}>
          <Button variant="subtle" onClick={() => setIsChanging(true)}>
            {t('change')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Confirmation(props: {
  readonly standing: EmailStanding;
  readonly confirm: ReturnType<typeof useConfirmEmail>;
}) {
  const { standing, confirm } = props;
  const t = useEmailText();
  const { t: common, format } = useLanguage();
  const send = useSendCode();
  const { form, problems, attempt, field } = usePageForm({
    schema: emailConfirmationSchema,
    defaultValues: { code: '' },
    messages: { code: { else: t('codeMissing') } },
  });
  const failure = confirm.error ?? send.error;
  const code = failure && problems.length === 0 ? failureOf(failure) : null;
  const general =
    code === 'wrong-code'
      ? t('wrongCode')
      : code === 'too-many-requests'
        ? t('tooMany')
        : code
          ? common(problemKey(code))
          : undefined;
  const sendCode = (): void => {
    confirm.reset();
    send.mutate(undefined);
  };
  const submit = form.handleSubmit(
    (typed) => {
      send.reset();
      confirm.mutate(typed.code);
    },
    () => confirm.reset(),
  );
  const { email, codeSentAt } = standing;
  return (
    <>
      <p className={classes['soft']}>{t('why')}</p>
      <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary problems={problems} general={general} attempt={attempt + send.failureCount} />
        <div role="status">{codeSentAt !== null && <p>{t('sent', { email, time: format.time(codeSentAt) })}</p>}</div>
        {codeSentAt !== null && (
          <TextInput
            className={classes['short']}
            label={t('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            {...field('code')}
          />
        )}
        <div className={classes['row']}>
          {codeSentAt !== null && (
            <Button type="submit" loading={confirm.isPending}>
              {t('confirm')}
            </Button>
          )}
          <Button
            variant={codeSentAt === null ? 'filled' : 'default'}
            leftSection={<IconMail aria-hidden size={20} />}
            loading={send.isPending}
            onClick={sendCode}
          >
            {t(codeSentAt === null ? 'send' : 'again')}
          </Button>
        </div>
      </form>
    </>
  );
}

function ChangeForm(props: { readonly onDone: (email: string) => void; readonly onCancel: () => void }) {
  const t = useEmailText();
  const { t: common } = useLanguage();
  const change = useChangeEmail();
  const { form, problems, attempt, field } = usePageForm({
    schema: emailChangeSchema,
    defaultValues: { email: '' },
    messages: { email: { taken: t('newTaken'), else: t('newMissing') } },
    failure: change.error,
  });
  const general = change.isError && problems.length === 0 ? common(problemKey(failureOf(change.error))) : undefined;
  const submit = form.handleSubmit(
    ({ email }) => change.mutate(email, { onSuccess: (standing) => props.onDone(standing.email) }),
    () => change.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} general={general} attempt={attempt} />
      <TextInput
        className={classes['short']}
        label={t('newAddress')}
        description={t('newHint')}
        type="email"
        inputMode="email"
        autoComplete="email"
        {...field('email')}
      />
      <div className={classes['row']}>
        <Button type="submit" variant="light" loading={change.isPending}>
          {t('save')}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {common('app.cancel')}
        </Button>
      </div>
    </form>
  );
}
