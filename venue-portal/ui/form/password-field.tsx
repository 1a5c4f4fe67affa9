import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';

/** A password that can be looked at while typing: fewer mistakes, and no second field to repeat it. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useLanguage();
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      {...props}
      // The kit marks every field that is wrong but this one.
      aria-invalid={props.error ? true : undefined}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleButtonProps={{
        'aria-label': visible ? t('form.passwordHide') : t('form.passwordShow'),
        tabIndex: 0,
      }}
    />
  );
}
