import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import type { SessionEntry } from '#shared/contract/portal-account.ts';
import { useEndAllSessions, useEndSession, useSessions } from '../../api/account.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './account.module.css';

/** Where the account is signed in; a device that one does not know is signed out here. */
export function SessionsPanel() {
  const { t } = useLanguage();
  const sessions = useSessions();
  const end = useEndSession();
  const [endingAll, setEndingAll] = useState(false);
  return (
    <Panel title={t('account.sessions.title')}>
      <p className={classes['soft']}>{t('account.sessions.intro')}</p>
      <div role="status">{end.isSuccess && <Notice tone="good">{t('account.sessions.ended')}</Notice>}</div>
      <Failure error={end.error} />
      <Loaded query={sessions}>
        {(entries) => (
          <ul className={classes['list']} aria-label={t('account.sessions.listLabel')}>
            {entries.map((entry) => (
              <SessionRow key={entry.id} entry={entry} busy={end.isPending} onEnd={() => end.mutate(entry.id)} />
            ))}
          </ul>
        )}
      </Loaded>
      <div className={classes['row']}>
        <Button variant="subtle" className={classes['danger']} onClick={() => setEndingAll(true)}>
          {t('account.sessions.endAll')}
        </Button>
      </div>
      {endingAll && <EndAllDialog onCancel={() => setEndingAll(false)} />}
    </Panel>
  );
}

function SessionRow(props: { readonly entry: SessionEntry; readonly busy: boolean; readonly onEnd: () => void }) {
  const { device, openedAt, lastSeenAt, current } = props.entry;
  const { t, format } = useLanguage();
  const now = useNow(60_000);
  const name = t('account.sessions.device', {
    browser: t(`account.sessions.browsers.${device.browser}`),
    system: t(`account.sessions.systems.${device.system}`),
  });
  const time = format.dateTime(openedAt);
  const Icon = device.system === 'android' || device.system === 'ios' ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li>
      <Icon aria-hidden size={24} />
      <div>
        <strong>{name}</strong>
        <small>
          {t('account.sessions.opened', { time })}
          {!current && ` · ${t('account.sessions.seen', { ago: format.ago(lastSeenAt, now) })}`}
        </small>
      </div>
      {current ? (
        <Chip tone="good">{t('account.sessions.current')}</Chip>
      ) : (
        <Button
          variant="default"
          size="sm"
          disabled={props.busy}
          aria-label={t('account.sessions.endWhat', { device: name, time })}
          onClick={props.onEnd}
        >
          {t('account.sessions.end')}
        </Button>
      )}
    </li>
  );
}

function EndAllDialog({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useLanguage();
  const endAll = useEndAllSessions();
  return (
    <ConfirmDialog
      title={t('account.sessions.endAllTitle')}
      confirm={t('account.sessions.endAll')}
      work={endAll}
      onCancel={onCancel}
      onConfirm={() => endAll.mutate()}
    >
      <p>{t('account.sessions.endAllText')}</p>
    </ConfirmDialog>
  );
}
