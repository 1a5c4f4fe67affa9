import { Button } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconFiles, IconFileText, IconFileTypePdf } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ExportFormat, ExportRecord, ExportState } from '#shared/contract/portal-exports.ts';
import { canManage, useMe } from '../../api/session.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, type Tone } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useExportText } from './export-text.ts';
import classes from './exports.module.css';

const ICONS = { xlsx: IconFileSpreadsheet, csv: IconFileText, pdf: IconFileTypePdf } satisfies Record<
  ExportFormat,
  unknown
>;
const TONES: Readonly<Record<ExportState, Tone | 'plain'>> = {
  waiting: 'info',
  running: 'info',
  finished: 'good',
  cancelled: 'plain',
  broken: 'stop',
};

/** Who exported what, when and why. */
export function ExportHistory(props: {
  readonly query: UseQueryResult<ExportRecord[]>;
  /** What the page shows above. */
  readonly followedId: string | null;
}) {
  const t = useExportText();
  const me = useMe().data;
  const seesOthers = me !== undefined && me !== null && (canManage(me) || me.role === 'auditor');
  return (
    <Panel title={t('history.title')} className={classes['panel']}>
      {!seesOthers && <p className={classes['soft']}>{t('history.own')}</p>}
      <Loaded query={props.query} lines={4}>
        {(records) =>
          records.length === 0 ? (
            <EmptyState
              icon={<IconFiles size={34} stroke={1.5} />}
              title={t('history.empty')}
              text={t('history.emptyText')}
            />
          ) : (
            <ul className={classes['history']} aria-label={t('history.label')}>
              {records.map((record) => (
                <Entry key={record.id} record={record} isFollowed={record.id === props.followedId} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Entry({ record, isFollowed }: { readonly record: ExportRecord; readonly isFollowed: boolean }) {
  const t = useExportText();
  const { format } = useLanguage();
  const { state, from, to, rows, reveal, reason, bytes, downloads, reference } = record;
  const Icon = ICONS[record.format];
  const days = from === to ? shortDay(from) : t('history.range', { from: shortDay(from), to: shortDay(to) });
  const facts = [
    ...(rows === null ? [] : [t('rows', { count: rows, number: format.number(rows) })]),
    ...(bytes === null ? [] : [format.bytes(bytes)]),
    ...(record.isFiltered ? [t('history.filtered')] : []),
    ...(downloads === 0 ? [] : [t('history.downloads', { count: downloads })]),
  ];
  return (
    <li>
      <Icon aria-hidden size={28} stroke={1.5} />
      <div className={classes['entry']}>
        <div className={classes['entryHead']}>
          <strong>{days}</strong>
          <Chip tone={reveal ? 'warn' : 'plain'}>{reveal ? t('history.full') : t('history.masked')}</Chip>
          {state !== 'finished' && <Chip tone={TONES[state]}>{t(`history.states.${state}`)}</Chip>}
        </div>
        <span>{t('history.byWhom', { who: record.by ?? t('history.unknown'), when: format.dateTime(record.at) })}</span>
        {reason !== null && <span>{t('history.reason', { reason })}</span>}
        <span className={classes['soft']}>
          {facts.map((fact) => `${fact} · `)}
          <code>{reference}</code>
        </span>
      </div>
      {record.downloadUrl !== null && !isFollowed && (
        <Button
          component="a"
          href={record.downloadUrl}
          download
          variant="default"
          aria-label={t('history.download', { reference })}
        >
          <IconDownload aria-hidden size={20} />
        </Button>
      )}
    </li>
  );
}

/** `22/11/2026` from `2026-11-22`. */
const shortDay = (day: string): string => day.split('-').toReversed().join('/');
