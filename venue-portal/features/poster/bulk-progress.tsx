import { Button } from '@mantine/core';
import { IconDownload, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PosterJob } from '#shared/contract/portal-posters.ts';
import { cancelPosterJob, posterJobFileHref, usePosterJob } from '../../api/posters.ts';
import { failureOf } from '../../api/problem-error.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Bones } from '../../ui/load-state.tsx';
import { Notice, type Tone } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './bulk.module.css';
import { LeftOutList } from './left-out-list.tsx';
import { type StudioTranslate, useStudioText } from './studio-text.ts';

/** How far the job is, a way to stop it, and the file. */
export function BulkProgress(props: { readonly id: string; readonly onAgain: () => void }) {
  const t = useStudioText();
  const query = usePosterJob(props.id);
  if (query.data) return <Progress job={query.data} onAgain={props.onAgain} />;
  // The server was started anew, or the file is gone.
  if (query.isError) {
    const isGone = failureOf(query.error) === 'not-found';
    return (
      <Panel>
        <Notice tone="warn">{t(isGone ? 'bulk.states.gone' : 'bulk.states.failed')}</Notice>
        <Again onAgain={props.onAgain} />
      </Panel>
    );
  }
  return <Bones lines={3} />;
}

function Again({ onAgain }: { readonly onAgain: () => void }) {
  const t = useStudioText();
  return (
    <div>
      <Button variant="default" leftSection={<IconPlus aria-hidden size={18} />} onClick={onAgain}>
        {t('bulk.again')}
      </Button>
    </div>
  );
}

const TONES: Readonly<Record<PosterJob['state'], Tone>> = {
  waiting: 'info',
  checking: 'info',
  drawing: 'info',
  done: 'good',
  cancelled: 'info',
  failed: 'stop',
};

function Progress({ job, onAgain }: { readonly job: PosterJob; readonly onAgain: () => void }) {
  const t = useStudioText();
  const { format } = useLanguage();
  const client = useQueryClient();
  const [stopping, setStopping] = useState(false);
  const isRunning = job.expiresAt === null;
  const stop = async (): Promise<void> => {
    setStopping(true);
    await cancelPosterJob(job.id).catch(() => undefined);
    await client.invalidateQueries({ queryKey: queryKeys.posterJob(job.id) });
  };
  return (
    <Panel title={t('bulk.progress')}>
      {/* Checking and drawing are half of it each. */}
      <progress
        className={classes['bar']}
        aria-label={t('bulk.progress')}
        max={job.posters * 2}
        value={job.state === 'done' ? job.posters * 2 : job.checked + job.drawn}
      />
      <Notice tone={TONES[job.state]} live>
        {sentenceOf(t, job, format)}
      </Notice>
      <div className={classes['acts']}>
        {job.state === 'done' && (
          <Button
            component="a"
            href={posterJobFileHref(job.id)}
            download
            size="lg"
            leftSection={<IconDownload aria-hidden size={22} />}
          >
            {t('bulk.download')}
          </Button>
        )}
        {isRunning ? (
          <Button
            variant="default"
            loading={stopping}
            leftSection={<IconPlayerStop aria-hidden size={18} />}
            onClick={() => void stop()}
          >
            {t('bulk.cancel')}
          </Button>
        ) : (
          <Again onAgain={onAgain} />
        )}
      </div>
      {job.state === 'done' && job.expiresAt !== null && (
        <p className={classes['soft']}>{t('bulk.kept', { time: format.dateTime(job.expiresAt) })}</p>
      )}
      {job.leftOutCount > 0 && <LeftOutList posters={job.leftOut} count={job.leftOutCount} />}
    </Panel>
  );
}

function sentenceOf(t: StudioTranslate, job: PosterJob, format: ReturnType<typeof useLanguage>['format']): string {
  const all = format.number(job.posters);
  switch (job.state) {
    case 'waiting':
    case 'cancelled':
      return t(`bulk.states.${job.state}`);
    case 'checking':
      return t('bulk.states.checking', { done: format.number(job.checked), all });
    case 'drawing':
      return t('bulk.states.drawing', {
        done: format.number(job.drawn),
        all: format.number(job.posters - job.leftOutCount),
      });
    case 'done':
      return t('bulk.states.done', {
        count: format.number(job.posters - job.leftOutCount),
        size: format.bytes(job.bytes ?? 0),
      });
    case 'failed':
      return t(job.leftOutCount === job.posters ? 'bulk.failedAll' : 'bulk.states.failed');
  }
}
