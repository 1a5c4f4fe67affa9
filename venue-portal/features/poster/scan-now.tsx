import { NativeSelect } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { EntrancePoster } from '#shared/contract/portal-posters.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import classes from './scan-now.module.css';
import { useStudioText } from './studio-text.ts';

/** Asks for the first scan, and turns green by itself when the server sees it. */
export function ScanNow({ entrances }: { readonly entrances: readonly EntrancePoster[] }) {
  const t = useStudioText();
  const { format } = useLanguage();
  const [chosen, setChosen] = useState<string | null>(null);
  const waiting = entrances.find(({ firstScanAt }) => firstScanAt === null);
  const entrance = entrances.find(({ entranceId }) => entranceId === chosen) ?? waiting ?? entrances[0];
  if (!entrance) return null;
  const { entranceName, posterUrl, firstScanAt } = entrance;
  return (
    <Panel title={t('scan.title')}>
      <div className={classes['scan']} data-seen={firstScanAt !== null || undefined}>
        <div className={classes['code']}>
          <QrCode text={posterUrl} label={t('scan.qrLabel', { entrance: entranceName })} />
          {firstScanAt !== null && (
            <span className={classes['tick']} aria-hidden>
              <IconCheck size={56} stroke={2.5} />
            </span>
          )}
        </div>
        <div className={classes['words']}>
          {entrances.length > 1 && (
            <NativeSelect
              label={t('scan.entrance')}
              value={entrance.entranceId}
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={entrances.map(({ entranceId, entranceName: name }) => ({ value: entranceId, label: name }))}
            />
          )}
          <p>{t('scan.intro')}</p>
          <Steps entrance={entrance} />
          <p role="status" className={classes['seen']}>
            {firstScanAt === null ? '' : t('scan.seen', { entrance: entranceName, time: format.dateTime(firstScanAt) })}
          </p>
        </div>
      </div>
    </Panel>
  );
}

function Steps({ entrance }: { readonly entrance: EntrancePoster }) {
  const t = useStudioText();
  const { prints, firstScanAt, firstCheckInAt } = entrance;
  const steps = [
    { key: 'printed', done: prints > 0 },
    { key: 'scanned', done: firstScanAt !== null },
    { key: 'checkedIn', done: firstCheckInAt !== null },
  ] as const;
  const current = steps.find(({ key, done }) => !done && key !== 'printed')?.key;
  return (
    <ol className={classes['steps']}>
      {steps.map(({ key, done }) => (
        <li key={key} data-done={done || undefined} data-current={key === current || undefined}>
          {t(done ? `scan.steps.${key}` : `scan.steps.${key}Not`)}
        </li>
      ))}
    </ol>
  );
}
