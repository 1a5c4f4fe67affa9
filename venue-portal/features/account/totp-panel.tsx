import { Button } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountSecurity } from '#shared/contract/portal-account.ts';
import { useEnrolTotp, useRefreshSecurity, useRemoveTotp } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import classes from './account.module.css';
import { CodesLeft, RenewCodesButton } from './codes-left.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TotpEnrolmentForm } from './totp-enrolment-form.tsx';

/** The app with its codes: off, being added, its recovery codes shown once, or on. */
export function TotpPanel({ security }: { readonly security: AccountSecurity }) {
  const { t } = useLanguage();
  const refresh = useRefreshSecurity();
  const enrol = useEnrolTotp();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const isOn = security.totpSince !== null || codes !== null;
  const putAway = () => {
    setCodes(null);
    enrol.reset();
    void refresh();
  };
  return (
    <Panel
      title={t('account.totp.title')}
      aside={<Chip tone={isOn ? 'good' : 'plain'}>{isOn ? t('account.totp.on') : t('account.totp.off')}</Chip>}
      className={classes['codesPanel']}
    >
      <p className={classes['soft']}>{t('account.totp.intro')}</p>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={putAway} />
      ) : isOn ? (
        <TotpOn security={security} onCodes={setCodes} />
      ) : enrol.data ? (
        <TotpEnrolmentForm enrolment={enrol.data} onCodes={setCodes} onCancel={() => enrol.reset()} />
      ) : (
        <>
          {enrol.isError && (
            <Notice tone="warn" live>
              {t(problemKey(failureOf(enrol.error)))}
            </Notice>
          )}
          <div className={classes['row']}>
            <Button
              variant="light"
              loading={enrol.isPending}
              leftSection={<IconDeviceMobile aria-hidden size={20} />}
              onClick={() => enrol.mutate()}
            >
              {t('account.totp.start')}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

function TotpOn(props: { readonly security: AccountSecurity; readonly onCodes: (codes: readonly string[]) => void }) {
  const { totpSince, recoveryCodesLeft, passkeys } = props.security;
  const { t, format } = useLanguage();
  const [removing, setRemoving] = useState(false);
  return (
    <>
      <p>{t('account.totp.since', { time: format.dateTime(totpSince ?? 0) })}</p>
      <CodesLeft recoveryCodesLeft={recoveryCodesLeft} />
      <div className={classes['row']}>
        <RenewCodesButton onCodes={props.onCodes} />
        <Button variant="subtle" className={classes['danger']} onClick={() => setRemoving(true)}>
          {t('account.totp.remove')}
        </Button>
      </div>
      {removing && <RemoveTotpDialog hasPasskey={passkeys.length > 0} onClose={() => setRemoving(false)} />}
    </>
  );
}

function RemoveTotpDialog({ hasPasskey, onClose }: { readonly hasPasskey: boolean; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const remove = useRemoveTotp();
  return (
    <ConfirmDialog
      title={t('account.totp.removeTitle')}
      confirm={t('account.totp.removeConfirm')}
      work={remove}
      onCancel={onClose}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
    >
      <p>{t(hasPasskey ? 'account.totp.removeTextPasskey' : 'account.totp.removeText')}</p>
    </ConfirmDialog>
  );
}
