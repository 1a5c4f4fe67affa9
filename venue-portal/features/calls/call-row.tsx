import { Button } from '@mantine/core';
import { useState } from 'react';
import { MINUTE_MS } from '#shared/domain/instant.ts';
import { type StaffDecision, useResolveCall } from '../../api/attendance.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import type { Call } from './call-watch.ts';
import classes from './calls.module.css';

/** One who waits: letting in is one press; sending away is asked about, for it cannot be taken back. */
export function CallRow(props: { readonly call: Call; readonly onDone: (sentence: string) => void }) {
  const { visitId, maskedName, entranceName, arrivedAt } = props.call;
  const { t, format } = useLanguage();
  const now = useNow(15_000);
  const [sendingAway, setSendingAway] = useState(false);
  const name = maskedName ?? t('visits.anonymous');
  const time = format.moment(arrivedAt, now);
  const waitedMs = now - arrivedAt;
  const resolve = useResolveCall(useVenueId(), (verdict) =>
    props.onDone(t(verdict === 'welcome' ? 'calls.letInDone' : 'calls.sentAwayDone', { name })),
  );
  const decide = (verdict: StaffDecision) =>
    resolve.mutate({ visitId, verdict }, { onSuccess: () => setSendingAway(false) });
  const askToSendAway = () => {
    resolve.reset();
    setSendingAway(true);
  };
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
          onClick={askToSendAway}
        >
          {t('calls.sendAway')}
        </Button>
      </span>
      {!sendingAway && <Failure error={resolve.error} />}
      {sendingAway && (
        <ConfirmDialog
          title={t('calls.sendAwayTitle')}
          confirm={t('calls.sendAwayConfirm')}
          work={resolve}
          onCancel={() => setSendingAway(false)}
          onConfirm={() => decide('not-today')}
        >
          <p>{t('calls.sendAwayText', { name })}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
