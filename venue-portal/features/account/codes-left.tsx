import { Button } from '@mantine/core';
import type { AccountSecurity } from '#shared/contract/portal-account.ts';
import { useRenewRecoveryCodes } from '../../api/account.ts';
import { failureOf } from '../../api/problem-error.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';

const FEW_CODES = 3;

/** How many recovery codes are left. */
export function CodesLeft({ recoveryCodesLeft: count }: Pick<AccountSecurity, 'recoveryCodesLeft'>) {
  const { t } = useLanguage();
  const isFew = count <= FEW_CODES;
  return (
    <Notice tone={isFew ? 'warn' : 'info'}>
      {t(isFew ? 'account.totp.codesFew' : 'account.totp.codesLeft', { count })}
    </Notice>
  );
}

export function RenewCodesButton({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const { t } = useLanguage();
  const renew = useRenewRecoveryCodes();
  return (
    <>
      {renew.isError && (
        <Notice tone="warn" live>
          {t(problemKey(failureOf(renew.error)))}
        </Notice>
      )}
      <Button variant="light" loading={renew.isPending} onClick={() => renew.mutate(undefined, { onSuccess: onCodes })}>
        {t('account.totp.renew')}
      </Button>
    </>
  );
}
