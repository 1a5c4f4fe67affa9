import type { VisitId } from '#shared/domain/ids.ts';
import { actionText, actorText } from '#shared/i18n/audit-words.ts';
import { useVisitReaders } from '../../api/rights.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import classes from '../../ui/data-page.module.css';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip } from '../../ui/notice.tsx';
import { useRightsText } from '../../ui/rights-text.ts';

/** "Tell me who read my data." */
export function ReadersDialog({ visitId, onClose }: { readonly visitId: VisitId; readonly onClose: () => void }) {
  const t = useRightsText();
  const { format } = useLanguage();
  const readers = useVisitReaders(visitId);
  return (
    <ConfirmDialog
      title={t('readers.title')}
      confirm={t('readers.close')}
      tone="plain"
      onConfirm={onClose}
      onCancel={onClose}
    >
      <Loaded query={readers} lines={4}>
        {({ readings }) =>
          readings.length === 0 ? (
            <p>{t('readers.none')}</p>
          ) : (
            <ul className={classes['list']} aria-label={t('readers.title')}>
              {readings.map((reading) => (
                <li key={reading.seq}>
                  <div className={classes['what']}>
                    <strong>{actorText(t, reading.actor)}</strong>
                    <small>
                      {format.dateTime(reading.at)} · {actionText(t, reading.action)}
                    </small>
                  </div>
                  <Chip tone={reading.level === 'full' ? 'warn' : 'plain'}>{t(`readers.${reading.level}`)}</Chip>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </ConfirmDialog>
  );
}
