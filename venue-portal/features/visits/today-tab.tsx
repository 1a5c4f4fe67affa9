import { Button } from '@mantine/core';
import { IconDeviceTablet, IconDoorEnter, IconQrcode, IconUrgent } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { DayFigures, VisitRow } from '#shared/contract/portal-api.ts';
import { DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { useDayFigures, useVisits } from '../../api/visits.ts';
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

/** What is going on at the venue right now. */
export default function TodayTab() {
  const { t, format } = useLanguage();
  const id = useVenueId();
  const stream = useVisitStream(id);
  const figures = useDayFigures(id, 'today');
  const visits = useVisits(id, 'today', null);
  const latest = visits.data?.pages[0]?.visits.slice(0, LATEST);
  return (
    <div className={classes['page']}>
      <ArrivalAnnouncer arrivals={stream.arrivals} />
      <Loaded query={figures} lines={5}>
        {(day) => (
          <>
            <header className={classes['top']}>
              <h2>{t('visits.todayTitle', { day: format.longDay(day.day) })}</h2>
              <LiveChip stream={stream} />
            </header>
            <Figures day={day} />
            <EvacuationLink />
          </>
        )}
      </Loaded>
      {latest?.length === 0 && figures.data?.arrived === 0 ? (
        <FirstSteps />
      ) : (
        <div className={classes['columns']}>
          {figures.data && <ChartPanel day={figures.data} />}
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

/** One press away whenever it is needed; also where nobody has come yet today, for some stay overnight. */
function EvacuationLink() {
  const { t } = useLanguage();
  return (
    <div>
      <Button
        component={Link}
        to="inside"
        variant="default"
        size="lg"
        leftSection={<IconUrgent aria-hidden size={24} />}
      >
        {t('inside.open')}
      </Button>
    </div>
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
