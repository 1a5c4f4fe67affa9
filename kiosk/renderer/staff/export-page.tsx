import { IconChecks, IconUsb } from '@tabler/icons-react';
import { Button } from 'react-aria-components';
import { useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { EmptyPage } from './empty-page.tsx';
import { formatBytes } from './format-bytes.ts';
import type { PageProps } from './page-props.ts';
import { ToneNote } from './tone-note.tsx';

type ExportProps = PageProps<'export'>;

/** What waits, to a USB stick, when the network stays away. */
export function ExportPage({ page }: ExportProps) {
  const { t } = useKiosk();
  if (page.waiting + page.held === 0 && page.state === 'none') {
    return <EmptyPage icon={IconChecks} title={t('staff.export.nothing')} />;
  }
  return (
    <div className="export">
      <div className="export__what">
        <p className="export__waiting">{t('staff.export.waiting', { count: page.waiting })}</p>
        {page.held > 0 && <p>{t('staff.export.held', { count: page.held })}</p>}
        <p className="hint">{t('staff.export.sealed')}</p>
      </div>
      <div className="export__how" role="status">
        {page.state === 'failed' && (
          <ToneNote tone="bad">
            <p>{t(`staff.export.problem.${page.problem ?? 'failed'}`)}</p>
          </ToneNote>
        )}
        {page.state === 'working' && (
          <div className="export__working">
            <p>{t('staff.export.working')}</p>
            <div className="busy-bar" aria-hidden="true" />
          </div>
        )}
        {page.state === 'done' && (
          <ToneNote tone="good">
            <p>
              <strong>{t('staff.export.done')}</strong>
            </p>
            {page.files.map(({ name, records }) => (
              <p key={name} className="export__file hint">
                {name} · {t('staff.export.records', { count: records })}
              </p>
            ))}
          </ToneNote>
        )}
      </div>
      {page.state !== 'working' && page.waiting + page.held > 0 && <Drives page={page} />}
    </div>
  );
}

function Drives({ page }: ExportProps) {
  const { t, view, act } = useKiosk();
  const look = <BigButton label={t('staff.export.look')} onPress={() => act({ do: 'staff-look-for-drives' })} />;
  if (page.drives.length === 0) {
    return (
      <EmptyPage icon={IconUsb} title={t('staff.export.noDrives')} text={t('staff.export.noDrivesHint')}>
        {look}
      </EmptyPage>
    );
  }
  return (
    <div className="drives">
      <div className="drives__top">
        <h2>{t('staff.export.choose')}</h2>
        {look}
      </div>
      <ScrollArea label={t('staff.export.choose')}>
        <div className="drives__list">
          {page.drives.map(({ id, label, freeBytes }) => (
            <Button key={id} className="drive" onPress={() => act({ do: 'staff-export', drive: id })}>
              <IconUsb className="staff-icon" aria-hidden="true" />
              <span className="drive__label">{label}</span>
              <span className="drive__free">
                {freeBytes === null
                  ? t('staff.export.freeUnknown')
                  : t('staff.export.free', { size: formatBytes(freeBytes, view.language) })}
              </span>
            </Button>
          ))}
        </div>
      </ScrollArea>
    </div>
  );
}
