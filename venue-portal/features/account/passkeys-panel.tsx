import { Button, TextInput } from '@mantine/core';
import { IconFingerprint, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { type AccountSecurity, passkeyNamingSchema } from '#shared/contract/portal-account.ts';
import { useAddPasskey, useRefreshSecurity } from '../../api/account.ts';
import { canUsePasskeys } from '../../api/passkeys.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { usePageForm } from '../../ui/form/use-page-form.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PasskeyFailure } from '../../ui/passkey-failure.tsx';
import classes from './account.module.css';
import { CodesLeft, RenewCodesButton } from './codes-left.tsx';
import { RemovePasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Passkey = AccountSecurity['passkeys'][number];

export function PasskeysPanel({ security }: { readonly security: AccountSecurity }) {
  const { t } = useLanguage();
  const [said, setSaid] = useState<string | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const refresh = useRefreshSecurity();
  // Beside an app the codes stand with it.
  const hasOwnCodes = security.passkeys.length > 0 && security.totpSince === null;
  const putAway = () => {
    setCodes([]);
    void refresh();
  };
  return (
    <Panel title={t('account.passkeys.title')} className={classes['codesPanel']}>
      <p className={classes['soft']}>{t('account.passkeys.intro')}</p>
      <div role="status">{said !== null && <Notice tone="good">{said}</Notice>}</div>
      {security.passkeys.length === 0 ? (
        <p className={classes['soft']}>{t('account.passkeys.none')}</p>
      ) : (
        <ul className={classes['list']} aria-label={t('account.passkeys.listLabel')}>
          {security.passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRename={setRenaming} onRemove={setRemoving} />
          ))}
        </ul>
      )}
      {codes.length > 0 ? (
        <RecoveryCodes codes={codes} onDone={putAway} />
      ) : (
        hasOwnCodes && <OwnCodes security={security} onCodes={setCodes} />
      )}
      {canUsePasskeys() ? (
        <AddForm
          onAdded={(name, made) => {
            setSaid(t('account.passkeys.added', { name }));
            if (made.length > 0) setCodes(made);
          }}
        />
      ) : (
        <Notice tone="info">{t('account.passkeys.impossible')}</Notice>
      )}
      {removing && (
        <RemovePasskeyDialog
          passkey={removing}
          onClose={() => setRemoving(null)}
          onDone={() => setSaid(t('account.passkeys.removed', { name: removing.name }))}
        />
      )}
      {renaming && (
        <RenamePasskeyDialog
          passkey={renaming}
          onClose={() => setRenaming(null)}
          onDone={() => setSaid(t('account.changed'))}
        />
      )}
    </Panel>
  );
}

function OwnCodes(props: { readonly security: AccountSecurity; readonly onCodes: (codes: readonly string[]) => void }) {
  return (
    <>
      <CodesLeft recoveryCodesLeft={props.security.recoveryCodesLeft} />
      <div className={classes['row']}>
        <RenewCodesButton onCodes={props.onCodes} />
      </div>
    </>
  );
}

function PasskeyRow(props: {
  readonly passkey: Passkey;
  readonly onRename: (passkey: Passkey) => void;
  readonly onRemove: (passkey: Passkey) => void;
}) {
  const { passkey } = props;
  const { name, createdAt, lastUsedAt } = passkey;
  const { t, format } = useLanguage();
  return (
    <li>
      <IconKey aria-hidden size={24} />
      <div>
        <strong>{name}</strong>
        <small>
          {t('account.passkeys.since', { time: format.dateTime(createdAt) })}
          {' · '}
          {lastUsedAt === null
            ? t('account.passkeys.neverUsed')
            : t('account.passkeys.lastUsed', { time: format.dateTime(lastUsedAt) })}
        </small>
      </div>
      <Button
        variant="subtle"
        size="sm"
        aria-label={t('account.passkeys.renameWhat', { name })}
        onClick={() => props.onRename(passkey)}
      >
        {t('account.passkeys.rename')}
      </Button>
      <Button
        variant="subtle"
        size="sm"
        className={classes['danger']}
        aria-label={t('account.passkeys.removeWhat', { name })}
        onClick={() => props.onRemove(passkey)}
      >
        {t('account.passkeys.remove')}
      </Button>
    </li>
  );
}

function AddForm(props: { readonly onAdded: (name: string, recoveryCodes: readonly string[]) => void }) {
  const { t } = useLanguage();
  const add = useAddPasskey();
  const { form, problems, attempt, field } = usePageForm({
    schema: passkeyNamingSchema,
    defaultValues: { name: '' },
    messages: { name: { long: t('account.passkeys.nameLong'), else: t('account.passkeys.nameMissing') } },
  });
  const submit = form.handleSubmit(
    ({ name }) =>
      add.mutate(name, {
        onSuccess: ({ recoveryCodes }) => {
          form.reset({ name: '' });
          props.onAdded(name, recoveryCodes);
        },
      }),
    () => add.reset(),
  );
  return (
    <form className={classes['form']} noValidate onSubmit={(event) => void submit(event)}>
      <ErrorSummary problems={problems} attempt={attempt} />
      {add.isError && <PasskeyFailure error={add.error} />}
      <TextInput
        className={classes['short']}
        label={t('account.passkeys.name')}
        description={t('account.passkeys.nameHint')}
        autoComplete="off"
        {...field('name')}
      />
      <div className={classes['row']}>
        <Button
          type="submit"
          variant="light"
          loading={add.isPending}
          leftSection={<IconFingerprint aria-hidden size={20} />}
        >
          {t('account.passkeys.add')}
        </Button>
      </div>
    </form>
  );
}
