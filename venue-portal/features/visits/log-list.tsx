import { Button, Loader } from '@mantine/core';
import { IconListSearch, IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { type LogPages, type LogView, useLog } from '../../api/visits.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, LoadFailure } from '../../ui/load-state.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { useVenueId } from '../../ui/use-venue-id.ts';
import classes from './log.module.css';
import { countFilters, type LogChoice } from './log-address.ts';
import { type LookingBack, useLookingBack } from './use-looking-back.ts';
import { VisitDrawer } from './visit-drawer.tsx';
import { VisitTable } from './visit-table.tsx';

/** Of a filter that the stream of arrivals does not keep current. */
const RENEW_MS = 10_000;

interface ListProps {
  readonly choice: LogChoice;
  readonly today: CalendarDay;
  readonly text: string | null;
}

/** Today's own log asks for "today", so that it is the one which arrivals are put into. */
function viewOf({ choice, today, text }: ListProps): LogView {
  const { from, to, ...filter } = choice;
  const isToday = from === today && to === today;
  return {
    text,
    filter:
      isToday && countFilters(choice) === Number(filter.entranceId !== undefined) && text === null ? filter : choice,
  };
}

export function LogList(props: ListProps) {
  const { choice, today, text } = props;
  const t = useLogText();
  const { format } = useLanguage();
  const [open, setOpen] = useState<VisitRow | null>(null);
  const isRenewed = text === null && choice.to === today && countFilters(choice) > 0;
  const log = useLog(useVenueId(), viewOf(props), isRenewed ? { renewEveryMs: RENEW_MS } : {});
  const back = useLookingBack(log, countFilters(choice) === 0 && text === null);
  if (!log.data) {
    return log.isError ? <LoadFailure error={log.error} retry={() => void log.refetch()} /> : <Bones lines={8} />;
  }
  const rows = log.data.pages.flatMap((page) => page.visits);
  const caption = t('list.caption', { from: format.longDay(choice.from), to: format.longDay(choice.to) });
  return (
    <>
      {text !== null && (
        <p className={classes['found']} role="status">
          {t('search.found', { count: rows.length })}
        </p>
      )}
      {rows.length > 0 && (
        <VisitTable
          visits={rows}
          caption={caption}
          byDay={choice.from !== choice.to || text !== null}
          onOpen={setOpen}
        />
      )}
      {back.isLooking && <Looking pages={log.data} isSearch={text !== null} stop={back.stop} />}
      {rows.length === 0 && !log.hasNextPage && <Nothing choice={choice} text={text} />}
      {!back.isLooking && (
        <Foot {...{ back, pages: log.data, isSearch: text !== null, isFetching: log.isFetchingNextPage }} />
      )}
      {log.isFetchNextPageError && <LoadFailure error={log.error} retry={back.goOn} />}
      {open && <VisitDrawer key={open.id} visit={open} onClose={() => setOpen(null)} />}
    </>
  );
}

const reachedOf = ({ pages }: LogPages): number | null => pages.at(-1)?.reachedAt ?? null;

/** Long work says how far it is, and can be stopped. */
function Looking(props: { readonly pages: LogPages; readonly isSearch: boolean; readonly stop: () => void }) {
  const t = useLogText();
  const { format } = useLanguage();
  const reached = reachedOf(props.pages);
  const time = reached === null ? '' : format.dateTime(reached);
  return (
    <div className={classes['looking']}>
      <Loader size="sm" aria-hidden />
      <p aria-live="off">{t(props.isSearch ? 'search.lookingBack' : 'list.lookingBack', { time })}</p>
      <Button variant="default" size="sm" onClick={props.stop}>
        {t(props.isSearch ? 'search.stop' : 'list.stop')}
      </Button>
    </div>
  );
}

function Foot(props: {
  readonly back: LookingBack;
  readonly pages: LogPages;
  readonly isSearch: boolean;
  readonly isFetching: boolean;
}) {
  const { back, pages, isSearch, isFetching } = props;
  const t = useLogText();
  const { format } = useLanguage();
  const count = pages.pages.reduce((sum, page) => sum + page.visits.length, 0);
  const reached = reachedOf(pages);
  const hasNext = pages.pages.at(-1)?.next !== null;
  if (count === 0 && !hasNext) return null;
  return (
    <footer className={classes['foot']}>
      <p className={classes['soft']} role="status">
        {!isSearch && t('list.shown', { count })}
        {back.wasStopped && reached !== null && ` ${t('search.stopped', { time: format.dateTime(reached) })}`}
        {!hasNext && ` ${t(isSearch ? 'search.done' : 'list.end')}`}
      </p>
      {hasNext && (
        <Button variant="default" loading={isFetching} onClick={back.goOn}>
          {t(isSearch ? 'search.goOn' : back.wasStopped ? 'list.goOn' : 'list.more')}
        </Button>
      )}
    </footer>
  );
}

function Nothing({ choice, text }: { readonly choice: LogChoice; readonly text: string | null }) {
  const t = useLogText();
  const isSearch = text !== null;
  return (
    <Panel>
      <EmptyState
        icon={isSearch ? <IconUserSearch size={34} stroke={1.5} /> : <IconListSearch size={34} stroke={1.5} />}
        title={t(isSearch ? 'search.nobody' : 'list.empty')}
        text={t(isSearch ? 'search.nobodyText' : countFilters(choice) > 0 ? 'list.emptyFiltered' : 'list.emptyDay')}
      />
    </Panel>
  );
}
