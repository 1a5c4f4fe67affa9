import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import type { AccountSecurity } from '#shared/contract/portal-account.ts';
import { useSecurity, useVerify, useVerifyByPasskey } from '../../api/account.ts';
import { canUsePasskeys } from '../../api/passkeys.ts';
import { answerStepUp, isStepUpAsked, subscribeStepUp } from '../../api/step-up.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { PasskeyFailure } from '../../ui/passkey-failure.tsx';
import classes from './account.module.css';
import { ProofForm } from './proof-form.tsx';

/** Stands above whatever asked for it; afterwards that goes on by itself. */
export default function StepUpDialog() {
  const isAsked = useSyncExternalStore(subscribeStepUp, isStepUpAsked);
  return isAsked ? <Dialog /> : null;
}

function Dialog() {
  const { t } = useLanguage();
  const security = useSecurity();
  return (
    <ModalDialog title={t('account.stepUp.title')} className={classes['dialog']} onCancel={() => answerStepUp(false)}>
      <p className={classes['soft']}>{t('account.stepUp.intro')}</p>
      <Loaded query={security}>{(known) => <Proofs security={known} />}</Loaded>
    </ModalDialog>
  );
}

/** The passkey first: it is quicker and proves more. */
function Proofs({ security }: { readonly security: AccountSecurity }) {
  const { t } = useLanguage();
  const verify = useVerify();
  const byPasskey = useVerifyByPasskey();
  const hasPasskey = security.passkeys.length > 0 && canUsePasskeys();
  return (
    <>
      {hasPasskey && (
        <>
          {byPasskey.isError && <PasskeyFailure error={byPasskey.error} />}
          <Button
            size="lg"
            loading={byPasskey.isPending}
            leftSection={<IconFingerprint aria-hidden size={24} />}
            onClick={() => byPasskey.mutate(undefined, { onSuccess: () => answerStepUp(true) })}
          >
            {t('account.passkeyButton')}
          </Button>
          <p className={classes['or']}>{t('account.orPassword')}</p>
        </>
      )}
      <ProofForm
        hasApp={security.totpSince !== null}
        needsCode={security.totpSince !== null || security.passkeys.length > 0}
        busy={verify.isPending}
        failure={verify.error}
        onSubmit={(proof) => verify.mutate(proof, { onSuccess: () => answerStepUp(true) })}
        onCancel={() => answerStepUp(false)}
      />
    </>
  );
}
