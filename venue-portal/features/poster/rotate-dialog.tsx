import { useState } from 'react';
import { type EntrancePoster, type GracePeriod, gracePeriodSchema } from '#shared/contract/portal-posters.ts';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useStudioText } from './studio-text.ts';

const GRACE = gracePeriodSchema.options;

/** How long the old one lives is a choice, so it is asked; the act itself can be undone. */
export function RotateDialog(props: {
  readonly entrance: EntrancePoster;
  readonly work: { readonly isPending: boolean; readonly error: Error | null };
  readonly onConfirm: (grace: GracePeriod) => void;
  readonly onCancel: () => void;
}) {
  const t = useStudioText();
  const [grace, setGrace] = useState<GracePeriod>('7-days');
  return (
    <ConfirmDialog
      title={t('rotation.title', { entrance: props.entrance.entranceName })}
      confirm={t('rotation.confirm')}
      work={props.work}
      tone="plain"
      onConfirm={() => props.onConfirm(grace)}
      onCancel={props.onCancel}
    >
      <p>{t('rotation.intro')}</p>
      <ChoiceCards
        legend={t('rotation.legend')}
        value={grace}
        onChange={setGrace}
        options={GRACE.map((value) => ({ value, label: t(`rotation.${value}`), hint: t(`rotation.${value}Hint`) }))}
      />
    </ConfirmDialog>
  );
}
