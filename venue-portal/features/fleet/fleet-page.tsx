import { Button, TextInput } from '@mantine/core';
import { IconDeviceTablet, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Fleet } from '#shared/contract/portal-settings.ts';
import { useFleet } from '../../api/settings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { Chip, Notice } from '../../ui/notice.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { useSettingsWords } from '../../ui/settings-words.ts';
import classes from './fleet.module.css';
import { chooseKiosks, needsLook } from './fleet-list.ts';
import { FleetTable } from './fleet-table.tsx';

/** Every kiosk of the organisation at a glance. */
export default function FleetPage() {
  const t = useSettingsWords();
  return (
    <div className={classes['page']}>
      <div>
        <PageHeading title={t('fleet.title')} />
        <p className={classes['soft']}>{t('fleet.intro')}</p>
      </div>
      <Loaded query={useFleet()} lines={8}>
        {(fleet) => (fleet.kiosks.length === 0 ? <NoKiosks /> : <Kiosks fleet={fleet} />)}
      </Loaded>
    </div>
  );
}

function NoKiosks() {
  const t = useSettingsWords();
  return (
    <EmptyState
      level={2}
      icon={<IconDeviceTablet size={34} stroke={1.5} />}
      title={t('fleet.emptyTitle')}
      text={t('fleet.emptyText')}
    >
      <Button component={Link} to="/venues">
        {t('fleet.toVenues')}
      </Button>
    </EmptyState>
  );
}

function Kiosks({ fleet }: { readonly fleet: Fleet }) {
  const t = useSettingsWords();
  const [text, setText] = useState('');
  const [onlyAttention, setOnlyAttention] = useState(false);
  const { kiosks, at, offeredVersion } = fleet;
  const shown = chooseKiosks(kiosks, { text, onlyAttention });
  const attention = kiosks.filter(needsLook).length;
  return (
    <>
      <div className={classes['tools']}>
        <TextInput
          type="search"
          aria-label={t('fleet.search')}
          placeholder={t('fleet.search')}
          leftSection={<IconSearch aria-hidden size={20} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={onlyAttention}
            onChange={(event) => setOnlyAttention(event.currentTarget.checked)}
          />
          {t('fleet.onlyAttention')}
        </label>
        <span className={classes['counts']} role="status">
          <span>{t('fleet.count', { count: shown.length })}</span>
          <Chip tone={attention > 0 ? 'warn' : 'good'} dot>
            {attention > 0 ? t('fleet.attention', { count: attention }) : t('fleet.allWell')}
          </Chip>
        </span>
      </div>
      {offeredVersion !== null && (
        <p className={classes['soft']}>{t('fleet.updateOffered', { version: offeredVersion })}</p>
      )}
      {shown.length === 0 ? (
        <Notice tone="info">
          {t('fleet.noMatch')}{' '}
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              setText('');
              setOnlyAttention(false);
            }}
          >
            {t('fleet.clear')}
          </Button>
        </Notice>
      ) : (
        <FleetTable kiosks={shown} now={at} offeredVersion={offeredVersion} />
      )}
    </>
  );
}
