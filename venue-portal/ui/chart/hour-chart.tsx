import { useLanguage } from '../language.tsx';
import { BarChart } from './bar-chart.tsx';
import { hourRange } from './hour-range.ts';

/** Counts per hour of a day as bars. */
export function HourChart(props: { readonly perHour: readonly number[]; readonly currentHour: number }) {
  const { perHour, currentHour } = props;
  const { t, format } = useLanguage();
  const total = perHour.reduce((sum, count) => sum + count, 0);
  const max = Math.max(...perHour);
  const label =
    total === 0
      ? t('visits.chartEmpty')
      : t('visits.chartLabel', { total, hour: perHour.indexOf(max), count: format.number(max) });
  const { from, to } = hourRange(perHour, currentHour);
  const bars = perHour.slice(from, to + 1).map((value, index) => {
    const hour = from + index;
    const title = t('visits.chartHourRange', { from: hour, to: hour + 1, count: value });
    return { key: hour, tick: String(hour), value, title, isMarked: hour === currentHour };
  });
  const content = (
    <>
      <thead>
        <tr>
          <th scope="col">{t('visits.chartTableHour')}</th>
          <th scope="col">{t('visits.chartTableCount')}</th>
        </tr>
      </thead>
      <tbody>
        {perHour.map(
          (count, hour) =>
            count > 0 && (
              <tr key={hour}>
                <th scope="row">{t('visits.chartHour', { hour })}</th>
                <td>{format.number(count)}</td>
              </tr>
            ),
        )}
      </tbody>
    </>
  );
  return <BarChart bars={bars} label={label} table={{ summary: t('visits.chartTable'), content }} />;
}
