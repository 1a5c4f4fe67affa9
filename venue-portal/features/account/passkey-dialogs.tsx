import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type AccountSecurity, passkeyNamingSchema } from '#shared/contract/portal-account.ts';
import { useRemovePasskey, useRenamePasskey } from '../../api/account.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';

interface DialogProps {
  readonly passkey: AccountSecurity['passkeys'][number];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function RemovePasskeyDialog({ passkey, onClose, onDone }: DialogProps) {
  const { t } = useLanguage();
  const remove = useRemovePasskey();
  return (
    <ConfirmDialog
      title={t('account.passkeys.removeTitle')}
      confirm={t('account.passkeys.removeConfirm')}
      work={remove}
      onCancel={onClose}
      onConfirm={() =>
        remove.mutate(passkey.id, {
          onSuccess: () => {
            onDone();
            onClose();
          },
        })
      }
    >
      <p>{t('account.passkeys.removeText', { name: passkey.name })}</p>
    </ConfirmDialog>
  );
}

export function RenamePasskeyDialog({ passkey, onClose, onDone }: DialogProps) {
  const { t } = useLanguage();
  const rename = useRenamePasskey();
  const [name, setName] = useState(passkey.name);
  const isValid = passkeyNamingSchema.safeParse({ name }).success;
  const [tried, setTried] = useState(false);
  const wrong = name.trim() === '' ? t('account.passkeys.nameMissing') : t('account.passkeys.nameLong');
  return (
    <ConfirmDialog
      title={t('account.passkeys.renameTitle')}
      confirm={t('app.save')}
      tone="plain"
      work={rename}
      onCancel={onClose}
      onConfirm={() => {
        setTried(true);
        if (!isValid) return;
        rename.mutate(
          { id: passkey.id, name },
          {
            onSuccess: () => {
              onDone();
              onClose();
            },
          },
        );
      }}
    >
      <TextInput
        label={t('account.passkeys.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={tried && !isValid && wrong}
      />
    </ConfirmDialog>
  );
}
