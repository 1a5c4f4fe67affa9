import { useState } from 'react';
import type { People } from '#shared/contract/portal-account.ts';
import { useResetMember } from '../../api/people.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SwitchField } from '../../ui/form/switch-field.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { OneTimeLink } from './one-time-link.tsx';

/** Makes the link, then shows it; closed, it is gone. */
export function ResetDialog(props: { readonly member: People['members'][number]; readonly onClose: () => void }) {
  const { accountId, name, secured } = props.member;
  const { t } = useLanguage();
  const reset = useResetMember();
  const [secondFactors, setSecondFactors] = useState(false);
  return (
    <ConfirmDialog
      title={t('account.people.resetTitle', { name })}
      confirm={reset.data ? t('account.people.done') : t('account.people.resetConfirm')}
      tone="plain"
      work={reset}
      onCancel={props.onClose}
      onConfirm={() => (reset.data ? props.onClose() : reset.mutate({ id: accountId, secondFactors }))}
    >
      <p>{t('account.people.resetText', { name })}</p>
      {reset.data && <OneTimeLink link={reset.data} />}
      {!reset.data && secured && (
        <SwitchField
          id="reset-second-factors"
          label={t('account.people.resetFactors')}
          hint={t('account.people.resetFactorsHint')}
          checked={secondFactors}
          onChange={(event) => setSecondFactors(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
