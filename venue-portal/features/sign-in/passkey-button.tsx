import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { usePasskeySignIn } from '../../api/session.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PasskeyFailure } from '../../ui/passkey-failure.tsx';
import classes from './sign-in-page.module.css';

/** Nothing to type: the device knows who has passkeys on it. @param or leads to what else will do. */
export function PasskeyButton({ hint, or }: { readonly hint?: string; readonly or: string }) {
  const { t } = useLanguage();
  const signIn = usePasskeySignIn();
  return (
    <div className={classes['passkey']}>
      {signIn.isError && <PasskeyFailure error={signIn.error} />}
      <Button
        type="button"
        size="lg"
        variant="default"
        loading={signIn.isPending}
        leftSection={<IconFingerprint aria-hidden size={24} />}
        onClick={() => signIn.mutate()}
      >
        {t('account.passkeyButton')}
      </Button>
      {hint !== undefined && <p className={classes['intro']}>{hint}</p>}
      <p className={classes['or']}>{or}</p>
    </div>
  );
}
