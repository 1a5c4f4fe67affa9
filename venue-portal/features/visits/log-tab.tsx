import { Button } from '@mantine/core';
import { IconFileExport, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dayOf } from '#shared/domain/instant.ts';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { ArrivalAnnouncer, LiveChip } from './live-chip.tsx';
import classes from './log.module.css';
import { exportAddress, type LogChoice, readLogAddress, writeLogAddress } from './log-address.ts';
import { LogFilters } from './log-filters.tsx';
import { LogList } from './log-list.tsx';
import { LogSearch } from './log-search.tsx';
import { useVisitStream } from './use-visit-stream.ts';

/** The visits of some days, newest first, masked; today's grows by itself. */
export default function LogTab() {
  const t = useLogText();
  const { t: portal } = useLanguage();
  const today = dayOf(useNow(60_000));
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState<string | null>(null);
  const choice = readLogAddress(search, today);
  const change = (next: LogChoice) => setSearch(writeLogAddress(next, today), { replace: true });
  const stream = useVisitStream(useVenueId());
  const isLive = choice.to === today && text === null;
  return (
    <div className={classes['page']}>
      {isLive && <ArrivalAnnouncer arrivals={stream.arrivals} />}
      <header className={classes['top']}>
        <h2>{portal('visits.logTitle')}</h2>
        {isLive && <LiveChip stream={stream} />}
      </header>
      <div className={classes['tools']}>
        <LogSearch text={text} onSearch={setText} onClear={() => setText(null)} />
        <LogFilters choice={choice} today={today} onChange={change} />
      </div>
      <div className={classes['top']}>
        <p className={classes['masked']}>
          <IconLock aria-hidden size={18} />
          {t('list.masked')}
        </p>
        {/* A file is of days and filters; a search by name has none. */}
        {text === null && (
          <Button
            component={Link}
            to={exportAddress(choice)}
            variant="subtle"
            size="sm"
            leftSection={<IconFileExport aria-hidden size={20} />}
          >
            {t('list.export')}
          </Button>
        )}
      </div>
      {/* Another look begins anew: nothing of the one before is gone on with. */}
      <LogList key={JSON.stringify([choice, text])} choice={choice} today={today} text={text} />
    </div>
  );
}
