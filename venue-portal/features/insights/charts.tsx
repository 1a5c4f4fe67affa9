import { type Insights, SMALLEST_GROUP } from '#shared/contract/portal-visits.ts';
import { BarChart } from '../../ui/chart/bar-chart.tsx';
import { HeatTable } from '../../ui/chart/heat-table.tsx';
import { hourRange } from '../../ui/chart/hour-range.ts';
import { ShareBars } from '../../ui/chart/share-bars.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { useLogText } from '../../ui/log-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { WAY_WORDS } from '../../ui/visit-words.ts';
import classes from './insights.module.css';
import { averagePerHour, barsOfRange, WEEKDAY_KEYS, weekdayKey } from './week-bars.ts';

interface ChartProps {
  readonly figures: Insights;
}

const DATE_WIDTH = 44;

export function DayBars({ figures }: ChartProps) {
  const t = useLogText();
  const { format } = useLanguage();
  const { unit, bars } = barsOfRange(figures.perDay);
  const most = bars.reduce((high, one) => (one.arrived > high.arrived ? one : high), { day: figures.from, arrived: 0 });
  const label = t('insights.days.label', {
    total: format.number(bars.reduce((sum, { arrived }) => sum + arrived, 0)),
    from: format.shortDay(figures.from),
    to: format.shortDay(figures.to),
    most: format.number(most.arrived),
    day: format.longDay(most.day),
  });
  const content = (
    <>
      <thead>
        <tr>
          <th scope="col">{t(unit === 'day' ? 'insights.days.day' : 'insights.days.week')}</th>
          <th scope="col">{t('insights.count')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ day, arrived }) => (
          <tr key={day}>
            <th scope="row">{format.longDay(day)}</th>
            <td>{format.number(arrived)}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  return (
    <Panel className={classes['whole']} title={t(unit === 'day' ? 'insights.days.title' : 'insights.days.weeksTitle')}>
      <BarChart
        label={label}
        tickWidth={DATE_WIDTH}
        bars={bars.map(({ day, arrived }) => ({
          key: day,
          tick: format.shortDay(day),
          value: arrived,
          title: t('insights.days.bar', { day: format.longDay(day), count: format.number(arrived) }),
        }))}
        table={{ summary: t('insights.table'), content }}
      />
    </Panel>
  );
}

/** Between the usual hours nothing is marked as now. */
const NOON = 12;

export function BusyHours({ figures }: ChartProps) {
  const t = useLogText();
  const { format } = useLanguage();
  const averages = averagePerHour(figures);
  const perHour = Array.from({ length: 24 }, (_, hour) =>
    averages.filter((one) => one.hour === hour).reduce((sum, { average }) => sum + average, 0),
  );
  const { from, to } = hourRange(perHour, NOON);
  const most = averages.reduce((high, one) => (one.average > high.average ? one : high));
  const say = (weekday: number, hour: number, average: number) => ({
    weekday: t(`insights.weekdays.${weekdayKey(weekday)}`),
    from: hour,
    to: hour + 1,
    count: format.number(Math.round(average * 10) / 10),
  });
  return (
    <Panel title={t('insights.heat.title')}>
      <p className={classes['soft']}>{t('insights.heat.text')}</p>
      <HeatTable
        caption={t('insights.heat.label', say(most.weekday, most.hour, most.average))}
        corner={t('insights.heat.weekday')}
        columns={WEEKDAY_KEYS.map((key) => ({
          key,
          short: t(`insights.weekdaysShort.${key}`),
          name: t(`insights.weekdays.${key}`),
        }))}
        rows={Array.from({ length: to - from + 1 }, (_, index) => from + index).map((hour) => ({
          key: hour,
          name: t('insights.heat.hour', { hour }),
          cells: averages
            .filter((one) => one.hour === hour)
            .map(({ weekday, average }) => ({
              value: average,
              text: average < 0.5 ? '' : format.number(Math.round(average)),
              title: t('insights.heat.cell', say(weekday, hour, average)),
            })),
        }))}
      />
    </Panel>
  );
}

export function WayPanel({ figures: { ways } }: ChartProps) {
  const t = useLogText();
  const { t: portal, format } = useLanguage();
  const total = ways.reduce((sum, { arrived }) => sum + arrived, 0);
  const [most] = ways;
  return (
    <Panel title={t('insights.ways.title')}>
      <ShareBars
        caption={t('insights.ways.label', {
          way: most ? portal(WAY_WORDS[most.way]) : '',
          percent: format.percent((most?.arrived ?? 0) / Math.max(1, total)),
        })}
        heads={[portal('visits.way'), t('insights.count'), t('insights.share')]}
        shares={ways.map(({ way, arrived }) => ({ key: way, name: portal(WAY_WORDS[way]), count: arrived }))}
      />
    </Panel>
  );
}

/** A poster is read by the visitor's phone; staff write in by hand; all else was read at a kiosk. */
export function SourcePanel({ figures: { ways } }: ChartProps) {
  const t = useLogText();
  const { t: portal, format } = useLanguage();
  const count = (isIt: (way: string) => boolean) =>
    ways.filter(({ way }) => isIt(way)).reduce((sum, { arrived }) => sum + arrived, 0);
  const counts = {
    kiosk: count((way) => way !== 'poster' && way !== 'staff'),
    phone: count((way) => way === 'poster'),
    staff: count((way) => way === 'staff'),
  };
  return (
    <Panel title={t('insights.sources.title')}>
      <ShareBars
        caption={t('insights.sources.label', {
          kiosk: format.number(counts.kiosk),
          phone: format.number(counts.phone),
          staff: format.number(counts.staff),
        })}
        heads={[portal('visits.way'), t('insights.count'), t('insights.share')]}
        shares={(['kiosk', 'phone', 'staff'] as const).map((source) => ({
          key: source,
          name: t(`insights.sources.${source}`),
          count: counts[source],
        }))}
      />
      <p className={classes['soft']}>{t('insights.sources.text')}</p>
    </Panel>
  );
}

export function SymptomWeeks({ figures: { weeks } }: ChartProps) {
  const t = useLogText();
  const { format } = useLanguage();
  const few = t('insights.symptoms.few', { count: SMALLEST_GROUP });
  const sayCount = (symptoms: number | null) => (symptoms === null ? few : format.number(symptoms));
  const content = (
    <>
      <thead>
        <tr>
          <th scope="col">{t('insights.days.week')}</th>
          <th scope="col">{t('insights.symptoms.count')}</th>
          <th scope="col">{t('insights.symptoms.arrived')}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ from, arrived, symptoms }) => (
          <tr key={from}>
            <th scope="row">{format.longDay(from)}</th>
            <td>{sayCount(symptoms)}</td>
            <td>{format.number(arrived)}</td>
          </tr>
        ))}
      </tbody>
    </>
  );
  return (
    <Panel className={classes['whole']} title={t('insights.symptoms.title')}>
      <p className={classes['soft']}>{t('insights.symptoms.text', { count: SMALLEST_GROUP })}</p>
      <BarChart
        label={t('insights.symptoms.label', {
          told: weeks.filter(({ symptoms }) => symptoms !== null).length,
          weeks: weeks.length,
          least: SMALLEST_GROUP,
        })}
        tickWidth={DATE_WIDTH}
        bars={weeks.map(({ from, symptoms }) => ({
          key: from,
          tick: format.shortDay(from),
          value: symptoms,
          title: t('insights.symptoms.bar', { day: format.shortDay(from), count: sayCount(symptoms) }),
        }))}
        table={{ summary: t('insights.table'), content }}
      />
    </Panel>
  );
}
