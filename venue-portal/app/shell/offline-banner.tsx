import { Button } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { isReachable, subscribeReachable } from '../../api/connection.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './page-shell.module.css';

const RETRY_MS = 8_000;

/** Shown from the first request that got no answer until one does; asks again by itself meanwhile. */
export function OfflineBanner() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const reachable = useSyncExternalStore(subscribeReachable, isReachable);
  useEffect(() => {
    if (reachable) return undefined;
    const refetch = () => void client.refetchQueries({ type: 'active' });
    const timer = setInterval(refetch, RETRY_MS);
    globalThis.addEventListener('online', refetch);
    return () => {
      clearInterval(timer);
      globalThis.removeEventListener('online', refetch);
    };
  }, [reachable, client]);
  return (
    <div role="status">
      {!reachable && (
        <div className={classes['banner']}>
          <div className={classes['bannerRow']}>
            <IconCloudOff aria-hidden size={24} />
            <p>{t('app.offline')}</p>
            <Button variant="default" size="sm" onClick={() => void client.refetchQueries({ type: 'active' })}>
              {t('app.retry')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
