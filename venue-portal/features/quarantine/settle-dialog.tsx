import type { Settlement } from '../../api/quarantine.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';

/** Neither can be taken back here: the log does not forget, and what is set aside is no longer shown. */
export function SettleDialog(props: {
  readonly settlement: Settlement;
  readonly count: number;
  readonly work: { readonly isPending: boolean; readonly error: Error | null };
  readonly done: number;
  readonly confirm: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}) {
  const { settlement, count, work, done } = props;
  const { t } = useLanguage();
  const isRelease = settlement.how === 'release';
  return (
    <ConfirmDialog
      title={t(isRelease ? 'quarantine.confirmReleaseTitle' : 'quarantine.confirmDismissTitle', { count })}
      confirm={props.confirm}
      work={work}
      onCancel={props.onCancel}
      onConfirm={props.onConfirm}
    >
      <p>{t(isRelease ? 'quarantine.confirmReleaseText' : 'quarantine.confirmDismissText')}</p>
      {work.isPending && done > 0 && <p role="status">{t('quarantine.working', { done })}</p>}
    </ConfirmDialog>
  );
}
