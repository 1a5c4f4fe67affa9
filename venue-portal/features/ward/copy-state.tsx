import { Button } from '@mantine/core';
import { IconChevronDown, IconDeviceMobileCheck } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Ward } from '#shared/contract/portal-ward.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { isReachable, subscribeReachable } from '../../api/connection.ts';
import { forgetOfflineCopy, makeOfflineCopy } from '../../api/offline-copy.ts';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useWardText } from '../../ui/ward-text.ts';
import { writeWard } from './inspection-store.ts';
import classes from './ward.module.css';

export interface Copy {
  readonly state: 'preparing' | 'ready' | 'impossible' | 'forgotten';
  readonly keep: () => void;
  readonly forget: () => void;
}

/** How far this device can do without a network. @param takenAt since when it has the list that is shown. */
export function CopyState({ copy, takenAt }: { readonly copy: Copy; readonly takenAt: Instant | null }) {
  const w = useWardText();
  const { format } = useLanguage();
  const reachable = useSyncExternalStore(subscribeReachable, isReachable);
  const { state, keep, forget } = copy;
  if (!reachable) {
    return (
      <Notice tone="warn" live>
        {takenAt === null ? w('inspect.copy.awayWithout') : w('inspect.copy.away', { time: format.dateTime(takenAt) })}
      </Notice>
    );
  }
  return (
    <div role="status" className={classes['copy']} data-copy={state}>
      {state === 'preparing' && <p className={classes['soft']}>{w('inspect.copy.preparing')}</p>}
      {state === 'impossible' && <Notice tone="info">{w('inspect.copy.impossible')}</Notice>}
      {state === 'ready' && <Ready onForget={forget} />}
      {state === 'forgotten' && (
        <div className={classes['row']}>
          <p>{w('inspect.copy.forgotten')}</p>
          <Button variant="default" size="sm" onClick={keep}>
            {w('inspect.copy.again')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Ready({ onForget }: { readonly onForget: () => void }) {
  const w = useWardText();
  return (
    <details className={classes['ready']}>
      <summary>
        <IconDeviceMobileCheck aria-hidden size={22} />
        <strong>{w('inspect.copy.ready')}</strong>
        <IconChevronDown aria-hidden size={22} />
      </summary>
      <p>{w('inspect.copy.readyText')}</p>
      <p>{w('inspect.copy.address')}</p>
      <p className={classes['soft']}>{w('inspect.copy.signOut')}</p>
      <Button variant="default" size="sm" onClick={onForget}>
        {w('inspect.copy.forget')}
      </Button>
    </details>
  );
}

/** Keeps page and list on this device from the first visit on. @param hasList without one there is nothing to come back to. */
export function useCopy(ward: Ward, hasList: boolean): Copy {
  const [state, setState] = useState<Copy['state']>('preparing');
  const isWanted = state !== 'forgotten';
  useEffect(() => {
    if (!hasList || !isWanted) return undefined;
    let isHere = true;
    writeWard(localStorage, ward);
    void makeOfflineCopy().then((made) => isHere && setState(made ? 'ready' : 'impossible'));
    return () => {
      isHere = false;
    };
  }, [ward, hasList, isWanted]);
  return {
    state,
    keep: () => setState('preparing'),
    forget: () => {
      setState('forgotten');
      void forgetOfflineCopy();
    },
  };
}
