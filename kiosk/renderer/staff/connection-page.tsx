import { IconLink, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Connection } from '#kiosk/core/view.ts';
import { type KioskTranslate, useKiosk } from '../link/kiosk-link.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { ScrollArea } from '../ui/scroll-area.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { type Fact, FactList } from './fact-list.tsx';
import type { PageProps } from './page-props.ts';
import { PairSheet } from './pair-sheet.tsx';
import { PairingResult } from './pairing-result.tsx';
import { useTimes } from './use-times.ts';

type ConnectionProps = PageProps<'connection'>;

/** Where this kiosk sends to, and how that goes. */
export function ConnectionPage({ page }: ConnectionProps) {
  const { t, act } = useKiosk();
  const [isPairing, setPairing] = useState(false);
  const facts = useFacts(page);
  return (
    <div className="connection">
      <ScrollArea label={t('staff.title.connection')}>
        <FactList facts={facts} />
      </ScrollArea>
      <PairingResult pairing={page.pairing} held={page.held} />
      <div className="staff-actions">
        <BigButton
          icon={<IconLink className="staff-icon" aria-hidden="true" />}
          label={t('staff.connection.pairAgain')}
          onPress={() => setPairing(true)}
        />
        <BigButton
          kind="primary"
          icon={<IconRefresh className="staff-icon" aria-hidden="true" />}
          label={t(page.syncing ? 'staff.connection.syncing' : 'staff.connection.sync')}
          disabled={page.syncing}
          onPress={() => act({ do: 'staff-sync' })}
        />
      </div>
      {isPairing && !page.offer && <PairSheet page={page} onClose={() => setPairing(false)} />}
      {page.offer && <Offer offer={page.offer} onTake={() => setPairing(false)} />}
    </div>
  );
}

/** A scanned code: where it leads, and what happens. */
function Offer(props: { readonly offer: NonNullable<ConnectionProps['page']['offer']>; readonly onTake: () => void }) {
  const { t, view, act } = useKiosk();
  const { serverUrl, isOtherServer } = props.offer;
  const kind = isOtherServer ? 'offerOther' : 'offerSame';
  const { waiting } = view.connection;
  const text = isOtherServer && waiting > 0 ? 'offerOtherWaiting' : (`${kind}Text` as const);
  return (
    <ConfirmSheet
      question={t(`staff.connection.${kind}`)}
      text={t(`staff.connection.${text}`, { server: serverUrl, count: waiting })}
      yes={t('staff.connection.pair')}
      onYes={() => {
        props.onTake();
        act({ do: 'staff-take-offer' });
      }}
      onClose={() => act({ do: 'staff-decline-offer' })}
    />
  );
}

const TONES = { revoked: 'bad', outOfDate: 'bad', online: 'good', offline: 'calm' } as const;

function stateOf({ standing, outOfDate, online }: Connection): keyof typeof TONES {
  if (standing === 'revoked') return 'revoked';
  if (outOfDate) return 'outOfDate';
  return online ? 'online' : 'offline';
}

function useFacts({ serverUrl, kioskId, held }: ConnectionProps['page']): readonly Fact[] {
  const { t, view } = useKiosk();
  const { time, ago } = useTimes();
  const { waiting, oldestWaitingAt, lastSyncAt } = view.connection;
  const name = (key: Parameters<typeof factName>[1]): string => factName(t, key);
  const state = stateOf(view.connection);
  const facts: Fact[] = [
    {
      name: name('state'),
      value: t(`staff.connection.${state}`),
      tone: {
        tone: TONES[state],
        words: t(`staff.diagnostics.tone.${TONES[state] === 'bad' ? 'amber' : TONES[state]}`),
      },
    },
    { name: name('server'), value: serverUrl ?? t('staff.connection.none') },
    { name: name('kiosk'), value: kioskId ?? t('staff.connection.none') },
    {
      name: name('lastSync'),
      value: lastSyncAt === null ? t('staff.connection.never') : `${time(lastSyncAt)} · ${ago(lastSyncAt)}`,
    },
    { name: name('waiting'), value: String(waiting) },
  ];
  if (oldestWaitingAt !== null) {
    facts.push({ name: name('oldest'), value: `${time(oldestWaitingAt)} · ${ago(oldestWaitingAt)}` });
  }
  if (held > 0) facts.push({ name: name('held'), value: String(held) });
  return facts;
}

const factName = (
  t: KioskTranslate,
  key: 'state' | 'server' | 'kiosk' | 'lastSync' | 'waiting' | 'oldest' | 'held',
): string => t(`staff.connection.${key}`);
