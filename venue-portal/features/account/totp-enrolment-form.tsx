import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import type { TotpEnrolment } from '#shared/contract/portal-account.ts';
import { useConfirmTotp } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { QrCode } from '../../ui/qr-code.tsx';
import classes from './account.module.css';

const confirmationSchema = z.object({ totpCode: z.string().trim().min(1).max(20) });

/** The code to scan, and the first code of the app as the proof that it was. */
export function TotpEnrolmentForm(props: {
  readonly enrolment: TotpEnrolment;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onCancel: () => void;
}) {
  const { secret, uri } = props.enrolment;
  const { t } = useLanguage();
  const confirm = useConfirmTotp();
  const { form, problems, attempt, field } = usePageForm({
    schema: confirmationSchema,
    defaultValues: { totpCode: '' },
    messages: { totpCode: { else: t('account.totp.confirmMissing') } },
  });
  const general = confirm.isError && problems.length === 0 ? t(problemKey(failureOf(confirm.error))) : undefined;
  const submit = form.handleSubmit(
    ({ totpCode }) => confirm.mutate(totpCode, { onSuccess: props.onCodes }),
    () => confirm.reset(),
  );
  return (
    <div className={classes['enrol']}>
      <div className={classes['qr']}>
        <QrCode text={uri} label={t('account.totp.qrLabel')} />
      </div>
      <div>
        <h3>{t('account.totp.scanTitle')}</h3>
        <p className={classes['soft']}>
          {t('account.totp.manual')} <code className={classes['secret']}>{secret.replace(/.{4}(?=.)/g, '$& ')}</code>
        </p>
        <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
          <ErrorSummary problems={problems} general={general} attempt={attempt} />
          <TextInput
            className={classes['short']}
            label={t('account.totp.confirm')}
            inputMode="numeric"
            autoComplete="one-time-code"
            {...field('totpCode')}
          />
          <div className={classes['row']}>
            <Button type="submit" loading={confirm.isPending}>
              {t('account.totp.submit')}
            </Button>
            <Button variant="default" onClick={props.onCancel}>
              {t('app.cancel')}
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
