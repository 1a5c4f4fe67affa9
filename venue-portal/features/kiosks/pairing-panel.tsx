import { Button, NativeSelect } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Kiosk, Venue } from '#shared/contract/portal-api.ts';
import { useCreatePairingCode } from '../../api/kiosks.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import classes from './kiosks.module.css';
import { PairingCodeCard } from './pairing-code-card.tsx';

type Entrance = Venue['entrances'][number];

/** Choose the entrance, get a code, see the kiosk appear. */
export function PairingPanel(props: {
  readonly venue: Venue;
  readonly kiosks: readonly Kiosk[];
  readonly onAwait: (awaiting: boolean) => void;
}) {
  const { venue, kiosks, onAwait } = props;
  const { t } = useLanguage();
  const [entrance, setEntrance] = useState<Entrance | undefined>(venue.entrances[0]);
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const create = useCreatePairingCode();
  const paired = create.isSuccess && kiosks.some(({ id, entranceId }) => entranceId === entrance?.id && !known.has(id));
  const awaiting = create.isSuccess && !paired;
  useEffect(() => {
    onAwait(awaiting);
    return () => onAwait(false);
  }, [awaiting, onAwait]);
  if (!entrance) return null;
  const getCode = () => {
    setKnown(new Set(kiosks.map(({ id }) => id)));
    create.mutate(entrance.id);
  };
  return (
    <Panel title={t('kiosks.pair')}>
      {paired && (
        <Notice tone="good" live>
          {t('kiosks.paired', { entrance: entrance.name })}
        </Notice>
      )}
      <Failure error={create.error} />
      {awaiting ? (
        <PairingCodeCard
          key={create.data.code}
          pairing={create.data}
          entranceName={entrance.name}
          renew={getCode}
          cancel={() => create.reset()}
        />
      ) : (
        <div className={classes['choose']}>
          <NativeSelect
            label={t('kiosks.pairFor')}
            value={entrance.id}
            onChange={(event) => {
              create.reset();
              setEntrance(venue.entrances.find(({ id }) => id === event.currentTarget.value));
            }}
            data={venue.entrances.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button
            loading={create.isPending}
            onClick={getCode}
            leftSection={<IconPlugConnected aria-hidden size={20} />}
          >
            {t('kiosks.getCode')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
