import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useRevokeKiosk } from '../../api/kiosks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';

export function RevokeDialog(props: {
  readonly venueId: VenueId;
  readonly kiosk: Kiosk;
  readonly onCancel: () => void;
  readonly onRevoked: () => void;
}) {
  const { t } = useLanguage();
  const revoke = useRevokeKiosk(props.venueId);
  return (
    <ConfirmDialog
      title={t('kiosks.revokeTitle')}
      confirm={t('kiosks.revokeConfirm')}
      work={revoke}
      onCancel={props.onCancel}
      onConfirm={() => revoke.mutate(props.kiosk.id, { onSuccess: props.onRevoked })}
    >
      <p>{t('kiosks.revokeText', { entrance: props.kiosk.entranceName })}</p>
    </ConfirmDialog>
  );
}
