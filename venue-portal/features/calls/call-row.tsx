import { Button } from '@mantine/core';
import { useState } from 'react';
import { type StaffDecision, useResolveCall } from '../../api/attendance.ts';
import { failureOf } from '../../api/problem-error.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { problemKey } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import type { Call } from './call-watch.ts';
import classes from './calls.module.css';

const MINUTE_MS = 60_000;

/** One who waits: letting in is one press; sending away is asked about, for it cannot be taken back. */
export function CallRow(props: { readonly call: Call; readonly onDone: (sentence: string) => void }) {
  const { visitId, maskedName, entranceName, arrivedAt } = props.call;
  const { t, format } = useLanguage();
  const now = useNow(15_000);
  const [sendingAway, setSendingAway] = useState(false);
  const name = maskedName ?? t('visits.anonymous');
  const time = format.time(arrivedAt);
  const waitedMs = now - arrivedAt;
  const resolve = useResolveCall(useVenueId(), (verdict) =>
    props.onDone(t(verdict === 'welcome' ? 'calls.letInDone' : 'calls.sentAwayDone', { name })),
  );
  const decide = (verdict: StaffDecision) =>
    resolve.mutate({ visitId, verdict }, { onSettled: () => setSendingAway(false) });
  return (
    <li>
      <span className={classes['who']}>
        <strong>{name}</strong>
        <small>
          {entranceName} ·{' '}
          {waitedMs < MINUTE_MS
            ? t('calls.justNow', { time })
            : t('calls.waiting', { time, duration: format.duration(waitedMs - (waitedMs % MINUTE_MS)) })}
        </small>
      </span>
      <span className={classes['decide']}>
        <Button
          aria-label={t('calls.letInWhat', { name })}
          loading={resolve.isPending && !sendingAway}
          onClick={() => decide('welcome')}
        >
          {t('calls.letIn')}
        </Button>
        <Button
          variant="default"
          aria-label={t('calls.sendAwayWhat', { name })}
          disabled={resolve.isPending}
          onClick={() => setSendingAway(true)}
        >
          {t('calls.sendAway')}
        </Button>
      </span>
      {resolve.isError && (
        <Notice tone="stop" live>
          {t(problemKey(failureOf(resolve.error)))}
        </Notice>
      )}
      {sendingAway && (
        <ConfirmDialog
          title={t('calls.sendAwayTitle')}
          confirm={t('calls.sendAwayConfirm')}
          busy={resolve.isPending}
          onCancel={() => setSendingAway(false)}
          onConfirm={() => decide('not-today')}
        >
          <p>{t('calls.sendAwayText', { name })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
