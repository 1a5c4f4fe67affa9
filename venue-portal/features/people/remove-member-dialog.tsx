import type { People } from '#shared/contract/portal-account.ts';
import { useRemoveMember } from '../../api/people.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';

export function RemoveMemberDialog(props: {
  readonly member: People['members'][number];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { name, accountId, webhooks } = props.member;
  const { t } = useLanguage();
  const remove = useRemoveMember();
  return (
    <ConfirmDialog
      title={t('account.people.removeTitle', { name })}
      confirm={t('account.people.removeConfirm')}
      work={remove}
      onCancel={props.onClose}
      onConfirm={() =>
        remove.mutate(accountId, {
          onSuccess: () => {
            props.onDone();
            props.onClose();
          },
        })
      }
    >
      <p>{t('account.people.removeText')}</p>
      {webhooks > 0 && <p>{t('account.people.removeWebhooks', { count: webhooks })}</p>}
    </ConfirmDialog>
  );
}
