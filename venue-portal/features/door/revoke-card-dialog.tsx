import type { StaffCard } from '#shared/contract/portal-door.ts';
import { useRevokeStaffCard } from '../../api/door.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
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
      work={revoke}
      onCancel={props.onCancel}
      onConfirm={() => revoke.mutate(props.card.id, { onSuccess: props.onRevoked })}
    >
      <p>{t('staffCards.revokeText', { label: props.card.label })}</p>
    </ConfirmDialog>
  );
}
