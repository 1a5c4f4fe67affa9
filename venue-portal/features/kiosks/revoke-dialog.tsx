import type { Kiosk } from '#shared/contract/portal-api.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { useRevokeKiosk } from '../../api/kiosks.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';

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
      busy={revoke.isPending}
      onCancel={props.onCancel}
      onConfirm={() => revoke.mutate(props.kiosk.id, { onSuccess: props.onRevoked })}
    >
      <p>{t('kiosks.revokeText', { entrance: props.kiosk.entranceName })}</p>
      {revoke.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(revoke.error)))}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
