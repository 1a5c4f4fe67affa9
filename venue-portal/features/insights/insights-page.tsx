import { NativeSelect } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { useState } from 'react';
import type { Insights } from '#shared/contract/portal-visits.ts';
import { type EntranceId, entranceIdSchema } from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { useInsights } from '../../api/insights.ts';
import { useVenue } from '../../api/venues.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { Loaded } from '../../ui/load-state.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useVenueId } from '../../ui/use-venue-id.ts';
import { BusyHours, DayBars, SourcePanel, SymptomWeeks, WayPanel } from './charts.tsx';
import classes from './insights.module.css';
import { averagePerHour, weekdayKey } from './week-bars.ts';

const RANGES = { weeks4: 28, weeks12: 84, year: 366 } as const;
type RangeName = keyof typeof RANGES;

/** Figures people use: when it is full, how people come in. Counted by the server, without anybody's name. */
export default function InsightsPage() {
  const t = useLogText();
  const id = useVenueId();
  const today = dayOf(useNow(60_000));
  const [range, setRange] = useState<RangeName>('weeks4');
  const [entranceId, setEntranceId] = useState<EntranceId | null>(null);
  const venue = useVenue(id).data;
  const insights = useInsights(id, { from: addDays(today, 1 - RANGES[range]), to: today, entranceId });
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <div>
          <h2>{t('insights.title')}</h2>
          <p className={classes['soft']}>{t('insights.intro')}</p>
        </div>
        <div className={classes['choice']}>
          <Segments
            legend={t('insights.range')}
            value={range}
            onChange={setRange}
            options={[
              { value: 'weeks4', label: t('insights.weeks4') },
              { value: 'weeks12', label: t('insights.weeks12') },
              { value: 'year', label: t('insights.year') },
            ]}
          />
          {venue && venue.entrances.length > 1 && (
            <NativeSelect
              label={t('filter.entrance')}
              value={entranceId ?? ''}
              data={[
                { value: '', label: t('filter.anyEntrance') },
                ...venue.entrances.map((entrance) => ({ value: entrance.id, label: entrance.name })),
              ]}
              onChange={(event) => setEntranceId(entranceIdSchema.safeParse(event.currentTarget.value).data ?? null)}
            />
          )}
        </div>
      </header>
      <Loaded query={insights} lines={8}>
        {(figures) => (
          <div className={classes['charts']} data-stale={insights.isPlaceholderData}>
            {figures.ways.length === 0 ? (
              <Panel className={classes['whole']}>
                <EmptyState
                  icon={<IconChartHistogram size={34} stroke={1.5} />}
                  title={t('insights.empty')}
                  text={t('insights.emptyText')}
                />
              </Panel>
            ) : (
              <>
                <Summary figures={figures} />
                <DayBars figures={figures} />
                <BusyHours figures={figures} />
                <div className={classes['stack']}>
                  <SourcePanel figures={figures} />
                  <WayPanel figures={figures} />
                </div>
              </>
            )}
            <SymptomWeeks figures={figures} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

/** What the charts come to, in three figures. */
function Summary({ figures }: { readonly figures: Insights }) {
  const t = useLogText();
  const { format } = useLanguage();
  const total = figures.perDay.reduce((sum, { arrived }) => sum + arrived, 0);
  const open = figures.perDay.filter(({ arrived }) => arrived > 0);
  const busiest = open.reduce((most, one) => (one.arrived > most.arrived ? one : most), { day: '', arrived: 0 });
  const hour = averagePerHour(figures).reduce((most, one) => (one.average > most.average ? one : most));
  return (
    <dl className={classes['summary']}>
      <div>
        <dt>{t('insights.total')}</dt>
        <dd>{format.number(total)}</dd>
      </div>
      <div>
        <dt>{t('insights.perDay')}</dt>
        <dd>{format.number(Math.round(total / Math.max(1, open.length)))}</dd>
      </div>
      <div>
        <dt>{t('insights.busiestDay', { day: format.shortDay(busiest.day) })}</dt>
        <dd>{format.number(busiest.arrived)}</dd>
      </div>
      <div>
        <dt>
          {t('insights.busiestHour', {
            weekday: t(`insights.weekdays.${weekdayKey(hour.weekday)}`),
            from: hour.hour,
            to: hour.hour + 1,
          })}
        </dt>
        <dd>{format.number(Math.round(hour.average * 10) / 10)}</dd>
      </div>
    </dl>
  );
}
