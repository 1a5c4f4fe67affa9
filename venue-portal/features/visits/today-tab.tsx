import { IconDeviceTablet, IconDoorEnter, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DayFigures, VisitRow } from '#shared/contract/portal-api.ts';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { type LogView, useDayFigures, useLog } from '../../api/visits.ts';
import { CapacityMeter, fullness } from '../../ui/capacity-meter.tsx';
import { HourChart } from '../../ui/chart/hour-chart.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Bones, Loaded, LoadFailure } from '../../ui/load-state.tsx';
import { Chip } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import { ArrivalAnnouncer, LiveChip } from './live-chip.tsx';
import { useVisitStream } from './use-visit-stream.ts';
import { VisitNotes } from './visit-notes.tsx';
import { namelessWord, verdictLook } from './visit-words.ts';
import classes from './visits.module.css';

const LATEST = 8;

const ALL_OF_TODAY: LogView = { filter: {}, text: null };

/**
 * The one screen of whoever stands at the door: what is going on right now.
 * @param action what staff do most. @param present who is in.
 */
export default function TodayTab({ action, present }: { readonly action: ReactNode; readonly present: ReactNode }) {
  const { t, format } = useLanguage();
  const id = useVenueId();
  const stream = useVisitStream(id);
  const figures = useDayFigures(id, 'today');
  const visits = useLog(id, ALL_OF_TODAY);
  const latest = visits.data?.pages[0]?.visits.slice(0, LATEST);
  return (
    <div className={`${classes['page']} ${classes['withAction']}`}>
      <ArrivalAnnouncer arrivals={stream.arrivals} />
      <Loaded query={figures} lines={5}>
        {(day) => (
          <>
            <header className={classes['top']}>
              <h2>{t('visits.todayTitle', { day: format.longDay(day.day) })}</h2>
              <LiveChip stream={stream} />
            </header>
            {action}
            <Figures day={day} />
          </>
        )}
      </Loaded>
      {latest?.length === 0 && figures.data?.arrived === 0 ? (
        <>
          <FirstSteps />
          {figures.data.inside > 0 && present}
        </>
      ) : (
        <div className={classes['columns']}>
          <div className={classes['present']}>
            {present}
            {figures.data && <ChartPanel day={figures.data} />}
          </div>
          <div className={classes['present']}>
            <Panel title={t('visits.latest')}>
              {visits.isError && !latest ? (
                <LoadFailure error={visits.error} retry={() => void visits.refetch()} />
              ) : latest ? (
                <Latest visits={latest} fresh={new Set(stream.arrivals.map((visit) => visit.id))} />
              ) : (
                <Bones lines={5} />
              )}
            </Panel>
          </div>
        </div>
      )}
    </div>
  );
}

function Figures({ day }: { readonly day: DayFigures }) {
  const { t, format } = useLanguage();
  const { capacity = null } = day;
  const figures = [
    { label: t('visits.arrived'), value: day.arrived, note: t('visits.arrivedNote'), tone: 'info' },
    {
      label: t('visits.inside'),
      value: day.inside,
      note: t('visits.insideNote'),
      tone: capacity === null ? 'good' : fullness(day.inside, capacity),
      limit: capacity,
    },
    {
      label: t('visits.seeStaff'),
      value: day.seeStaff,
      note: t('visits.seeStaffNote'),
      tone: day.seeStaff > 0 ? 'warn' : 'plain',
    },
  ];
  return (
    <dl className={classes['figures']}>
      {figures.map(({ label, value, note, tone, limit = null }) => (
        <div key={label} data-tone={tone}>
          <dt>{label}</dt>
          <dd>
            <strong>{format.number(value)}</strong>
            <small>{note}</small>
            {limit !== null && <CapacityMeter inside={value} capacity={limit} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const hourFormat = new Intl.DateTimeFormat('en-GB', { timeZone: DEFAULT_TIME_ZONE, hour: 'numeric', hourCycle: 'h23' });

function ChartPanel({ day }: { readonly day: DayFigures }) {
  const { t } = useLanguage();
  const now = useNow(60_000);
  const busiest = day.perHour.indexOf(Math.max(...day.perHour));
  return (
    <Panel
      title={t('visits.chartTitle')}
      aside={
        day.arrived > 0 && (
          <span className={classes['soft']}>{t('visits.busiest', { from: busiest, to: busiest + 1 })}</span>
        )
      }
    >
      <HourChart perHour={day.perHour} currentHour={Number(hourFormat.format(now))} />
    </Panel>
  );
}

function Latest(props: { readonly visits: readonly VisitRow[]; readonly fresh: ReadonlySet<string> }) {
  const { t, format } = useLanguage();
  return (
    <ol className={classes['latest']}>
      {props.visits.map((visit) => {
        const { word, tone } = verdictLook(visit.verdict);
        return (
          <li key={visit.id} data-fresh={props.fresh.has(visit.id)}>
            <time>{format.time(visit.arrivedAt)}</time>
            <span className={classes['who']}>
              <strong>{visit.maskedName ?? t(namelessWord(visit))}</strong>
              <small>
                {visit.entranceName} · {t(WAY_WORDS[visit.way])}
              </small>
              <VisitNotes visit={visit} />
            </span>
            <Chip tone={tone}>{t(word)}</Chip>
          </li>
        );
      })}
    </ol>
  );
}

/** Before the first visit the page teaches what brings it about. */
function FirstSteps() {
  const { t } = useLanguage();
  const steps = [
    { to: 'posters', Icon: IconQrcode, title: t('visits.emptyPoster'), note: t('visits.emptyPosterNote') },
    { to: 'kiosks', Icon: IconDeviceTablet, title: t('visits.emptyKiosk'), note: t('visits.emptyKioskNote') },
  ];
  return (
    <Panel>
      <EmptyState
        icon={<IconDoorEnter size={34} stroke={1.5} />}
        title={t('visits.emptyTitle')}
        text={t('visits.emptyText')}
      >
        <ul className={classes['steps']}>
          {steps.map(({ to, Icon, title, note }) => (
            <li key={to}>
              <Icon aria-hidden size={32} stroke={1.5} />
              <span>
                <Link to={to}>{title}</Link>
                <small>{note}</small>
              </span>
            </li>
          ))}
        </ul>
      </EmptyState>
    </Panel>
  );
}
