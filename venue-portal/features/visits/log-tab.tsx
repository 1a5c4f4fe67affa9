import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconListSearch, IconLock } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { type EntranceId, entranceIdSchema } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, calendarDaySchema, dayOf } from '#shared/domain/instant.ts';
import { useVenue } from '../../api/venues.ts';
import { useVisits } from '../../api/visits.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { ArrivalAnnouncer, LiveChip } from './live-chip.tsx';
import { useVisitStream } from './use-visit-stream.ts';
import { VisitTable } from './visit-table.tsx';
import classes from './visits.module.css';

interface LogFilter {
  readonly day: CalendarDay;
  readonly entranceId: EntranceId | null;
}

/** The filter lives in the page's address: reload, back and a shared link keep it. */
function useLogFilter(today: CalendarDay) {
  const [search, setSearch] = useSearchParams();
  const day = calendarDaySchema.safeParse(search.get('day'));
  const entrance = entranceIdSchema.safeParse(search.get('entrance'));
  const filter: LogFilter = {
    day: day.success && day.data <= today ? day.data : today,
    entranceId: entrance.success ? entrance.data : null,
  };
  const setFilter = (next: LogFilter) =>
    setSearch(
      { ...(next.day !== today && { day: next.day }), ...(next.entranceId && { entrance: next.entranceId }) },
      { replace: true },
    );
  return [filter, setFilter] as const;
}

/** The visits of a day, newest first, masked; today's grows by itself. */
export default function LogTab() {
  const { t } = useLanguage();
  const id = useVenueId();
  const today = dayOf(useNow(60_000));
  const [filter, setFilter] = useLogFilter(today);
  const isToday = filter.day === today;
  const stream = useVisitStream(id);
  return (
    <div className={classes['page']}>
      {isToday && <ArrivalAnnouncer arrivals={stream.arrivals} />}
      <header className={classes['top']}>
        <h2>{t('visits.logTitle')}</h2>
        {isToday && <LiveChip stream={stream} />}
      </header>
      <LogFilters filter={filter} today={today} onChange={setFilter} />
      <p className={classes['masked']}>
        <IconLock aria-hidden size={18} />
        {t('visits.masked')}
      </p>
      <LogList day={filter.day} isToday={isToday} entranceId={filter.entranceId} />
    </div>
  );
}

function LogFilters(props: {
  readonly filter: LogFilter;
  readonly today: CalendarDay;
  readonly onChange: (filter: LogFilter) => void;
}) {
  const { filter, today, onChange } = props;
  const { t } = useLanguage();
  const venue = useVenue(useVenueId()).data;
  const goTo = (day: CalendarDay) => onChange({ ...filter, day });
  return (
    <div className={classes['filters']}>
      <div className={classes['day']}>
        <Button variant="default" aria-label={t('visits.previousDay')} onClick={() => goTo(addDays(filter.day, -1))}>
          <IconChevronLeft aria-hidden size={20} />
        </Button>
        <TextInput
          type="date"
          label={t('visits.day')}
          value={filter.day}
          max={today}
          onChange={(event) => {
            const day = calendarDaySchema.safeParse(event.currentTarget.value);
            if (day.success) goTo(day.data);
          }}
        />
        <Button
          variant="default"
          aria-label={t('visits.nextDay')}
          disabled={filter.day >= today}
          onClick={() => goTo(addDays(filter.day, 1))}
        >
          <IconChevronRight aria-hidden size={20} />
        </Button>
      </div>
      {venue && venue.entrances.length > 1 && (
        <NativeSelect
          label={t('visits.entrance')}
          value={filter.entranceId ?? ''}
          onChange={(event) =>
            onChange({ ...filter, entranceId: entranceIdSchema.safeParse(event.currentTarget.value).data ?? null })
          }
          data={[
            { value: '', label: t('visits.allEntrances') },
            ...venue.entrances.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </div>
  );
}

function LogList(props: {
  readonly day: CalendarDay;
  readonly isToday: boolean;
  readonly entranceId: EntranceId | null;
}) {
  const { t, format } = useLanguage();
  const visits = useVisits(useVenueId(), props.isToday ? 'today' : props.day, props.entranceId);
  if (!visits.data) {
    return visits.isError ? (
      <LoadFailure error={visits.error} retry={() => void visits.refetch()} />
    ) : (
      <Bones lines={8} />
    );
  }
  const rows = visits.data.pages.flatMap((page) => page.visits);
  if (rows.length === 0) {
    return (
      <Panel>
        <EmptyState
          icon={<IconListSearch size={34} stroke={1.5} />}
          title={t('visits.logEmpty')}
          text={t('visits.logEmptyText')}
        />
      </Panel>
    );
  }
  return (
    <>
      <VisitTable visits={rows} caption={t('visits.caption', { day: format.longDay(props.day) })} />
      <footer className={classes['more']}>
        <p className={classes['soft']} role="status">
          {t('visits.shown', { count: rows.length })}
          {!visits.hasNextPage && ` · ${t('visits.end')}`}
        </p>
        {visits.hasNextPage && (
          <Button variant="default" loading={visits.isFetchingNextPage} onClick={() => void visits.fetchNextPage()}>
            {t('visits.loadMore')}
          </Button>
        )}
      </footer>
    </>
  );
}
