import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconFileCheck, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ExportEnd, ExportJob } from '#shared/contract/portal-exports.ts';
import { isSettled, useCancelExport } from '../../api/exports.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { type ExportTranslate, useExportText } from './export-text.ts';
import classes from './exports.module.css';

/** How far a file is; then the file, or why there is none. */
export function JobCard(props: {
  readonly job: ExportJob | null;
  readonly isLost: boolean;
  /** Its file is fetched by itself, once. */
  readonly isDownloaded: boolean;
  readonly onDone: () => void;
}) {
  const { job, isLost, isDownloaded, onDone } = props;
  const fetched = useRef(false);
  useEffect(() => {
    if (job?.state !== 'finished' || !isDownloaded || fetched.current) return;
    fetched.current = true;
    startDownload(job.downloadUrl);
  }, [job, isDownloaded]);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed is gone; on a phone it stood far below.
    if (isDownloaded) card.current?.focus();
  }, [isDownloaded]);
  return (
    <div ref={card} tabIndex={-1} className={classes['job']}>
      {job ? <Card job={job} isLost={isLost} onDone={onDone} /> : <Bones lines={3} />}
    </div>
  );
}

function Card(props: { readonly job: ExportJob; readonly isLost: boolean; readonly onDone: () => void }) {
  const { job, isLost, onDone } = props;
  const t = useExportText();
  if (!isSettled(job)) return <Progress job={job} isLost={isLost} />;
  return (
    <>
      {job.state === 'finished' ? (
        <Result job={job} />
      ) : (
        <Notice tone={job.end === 'person' ? 'info' : 'stop'} live>
          {sayEnd(t, job.end)}
        </Notice>
      )}
      <Button
        variant="default"
        className={classes['submit']}
        leftSection={<IconPlus aria-hidden size={20} />}
        onClick={onDone}
      >
        {t('result.another')}
      </Button>
    </>
  );
}

function sayEnd(t: ExportTranslate, end: ExportEnd | null): string {
  switch (end) {
    case 'person':
      return t('ends.person');
    case 'left':
      return t('ends.left');
    case 'restart':
      return t('ends.restart');
    case 'disk-full':
      return t('ends.diskFull');
    case 'fault':
    case null:
      return t('ends.fault');
  }
}

function Progress({ job, isLost }: { readonly job: ExportJob; readonly isLost: boolean }) {
  const t = useExportText();
  const { format } = useLanguage();
  const cancel = useCancelExport();
  const { state, rows, expectedRows, ahead, fileName } = job;
  const isWaiting = state === 'waiting';
  const share = isWaiting || expectedRows === null ? undefined : expectedRows === 0 ? 1 : rows / expectedRows;
  const title = isWaiting ? t('job.waiting') : t('job.running');
  return (
    <>
      <div className={classes['jobHead']}>
        <strong>{title}</strong>
        <span className={classes['file']}>{fileName}</span>
      </div>
      <progress
        className={classes['bar']}
        aria-label={title}
        {...(share !== undefined && { value: Math.min(1, share) })}
      />
      <p className={classes['count']}>
        {isWaiting
          ? ahead === 0
            ? t('job.next')
            : t('job.ahead', { count: ahead })
          : expectedRows === null
            ? t('job.counting')
            : t('job.progress', { rows: format.number(rows), expected: format.number(expectedRows) })}
      </p>
      {isLost ? (
        <Notice tone="warn" live>
          {t('job.lost')}
        </Notice>
      ) : (
        <p className={classes['soft']}>{t('job.stay')}</p>
      )}
      <Button
        variant="default"
        className={classes['submit']}
        loading={cancel.isPending}
        leftSection={<IconPlayerStop aria-hidden size={20} />}
        onClick={() => cancel.mutate(job.id)}
      >
        {t('job.cancel')}
      </Button>
    </>
  );
}

function Result({ job }: { readonly job: ExportJob }) {
  const t = useExportText();
  const { t: portal, format } = useLanguage();
  const facts = { rows: format.number(job.rows), size: format.bytes(job.bytes ?? 0) };
  return (
    <>
      <Notice tone="good" live>
        <strong>{t('result.title')}</strong>
        <p>{t('result.downloading', facts)}</p>
      </Notice>
      <div className={classes['result']}>
        <IconFileCheck aria-hidden size={34} stroke={1.5} />
        <span className={classes['file']}>{job.fileName}</span>
        <Button component="a" href={job.downloadUrl} download leftSection={<IconDownload aria-hidden size={20} />}>
          {t('result.again')}
        </Button>
      </div>
      {job.expiresAt !== null && (
        <p className={classes['soft']}>{t('result.until', { time: format.time(job.expiresAt) })}</p>
      )}
      <dl className={classes['facts']}>
        <dt>{t('result.reference')}</dt>
        <dd>
          <code>{job.reference}</code>
        </dd>
        <dt>{t('result.hash')}</dt>
        <dd>
          <code>{job.sha256}</code>
          <CopyButton value={job.sha256 ?? ''}>
            {({ copied, copy }) => (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={copy}
                leftSection={copied ? <IconCheck aria-hidden size={16} /> : <IconCopy aria-hidden size={16} />}
              >
                {copied ? portal('app.copied') : portal('app.copy')}
              </Button>
            )}
          </CopyButton>
          <small>{t('result.hashHint')}</small>
        </dd>
      </dl>
    </>
  );
}

/** The file is fetched by the browser itself, which shows progress and keeps its name. */
function startDownload(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}
