import { TextInput, type TextInputProps, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import classes from './fields.module.css';

/** The app's six digits, or a recovery code where the phone is not at hand. */
export function CodeField({ hasApp, ...props }: TextInputProps & { readonly hasApp: boolean }) {
  const { t } = useLanguage();
  const [isRecoveryChosen, setIsRecovery] = useState(false);
  const isRecovery = isRecoveryChosen || !hasApp;
  return (
    <div className={classes['codeField']}>
      <TextInput
        {...props}
        label={isRecovery ? t('account.code.recoveryLabel') : t('account.code.label')}
        description={isRecovery ? t('account.code.recoveryIntro') : t('account.code.intro')}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        inputMode={isRecovery ? 'text' : 'numeric'}
        className={classes['code']}
      />
      {hasApp && (
        <UnstyledButton className={classes['link']} onClick={() => setIsRecovery(!isRecovery)}>
          {isRecovery ? t('account.code.useApp') : t('account.code.useRecovery')}
        </UnstyledButton>
      )}
    </div>
  );
}
