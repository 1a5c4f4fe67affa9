import type { StaffCard } from '#shared/contract/portal-door.ts';
import { useRevokeStaffCard } from '../../api/door.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';

export function RevokeCardDialog(props: {
  readonly card: StaffCard;
  readonly onCancel: () => void;
  readonly onRevoked: () => void;
}) {
  const { t } = useLanguage();
  const revoke = useRevokeStaffCard(useVenueId());
  return (
    <ConfirmDialog
      title={t('staffCards.revokeTitle')}
      confirm={t('staffCards.revokeConfirm')}
      busy={revoke.isPending}
      onCancel={props.onCancel}
      onConfirm={() => revoke.mutate(props.card.id, { onSuccess: props.onRevoked })}
    >
      <p>{t('staffCards.revokeText', { label: props.card.label })}</p>
      {revoke.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(revoke.error)))}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
